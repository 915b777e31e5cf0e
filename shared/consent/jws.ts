// Signed statements as bytes: JWS compact (RFC 7515), ES256, canonical JSON inside. The verifier uses the key it was given
// and none that a header brings along; what a statement means is judged elsewhere.
import { CompactSign, compactVerify } from 'jose';
import * as z from 'zod/mini';
import { fromBase64url, fromUtf8 } from '../bytes.ts';
import { canonicalBytes, digest, readCanonical } from '../canonical.ts';
import type { ErrorCode } from '../errors.ts';
import type { PublicKey } from './keys.ts';
import { MOST_JWS } from './limits.ts';

/** A key that signs. The private half stays with whoever made it. */
export interface SigningKey {
  readonly publicKey: PublicKey;
  readonly thumbprint: string;
  readonly privateKey: CryptoKey;
}

/** A signed statement, and the name it goes by. */
export interface Sealed {
  readonly jws: string;
  /** SHA-256 of the payload. Never of the signature: an ES256 signature has a second valid form (s becomes n − s). */
  readonly hash: string;
}

const typOf = (type: string): string => `permesso-${type}+jws`;

export async function sealWith(key: SigningKey, payload: { readonly type: string }): Promise<Sealed> {
  const bytes = canonicalBytes(payload);
  const header = { alg: 'ES256', typ: typOf(payload.type), kid: key.thumbprint };
  const jws = await new CompactSign(bytes).setProtectedHeader(header).sign(key.privateKey);
  return { jws, hash: digest(bytes) };
}

export interface Opened<T> {
  readonly value: T;
  readonly hash: string;
}

export interface Expected<T> {
  readonly key: PublicKey;
  /** Thumbprint of `key`. */
  readonly kid: string;
  readonly schema: z.ZodMiniType<T>;
}

/**
 * Opens a statement that `key` must have signed. @returns BAD_STATEMENT where form, header or spelling are wrong,
 * BAD_SIGNATURE where the key did not sign it
 */
export async function openSealed<T extends { readonly type: string }>(
  jws: string,
  { key, kid, schema }: Expected<T>,
): Promise<Opened<T> | { readonly wrong: ErrorCode }> {
  const bytes = payloadOf(jws);
  const header = headerOf(jws);
  const read = bytes && schema.safeParse(readCanonical(bytes));
  if (!bytes || !header || !read?.success) return { wrong: 'BAD_STATEMENT' };
  if (header.typ !== typOf(read.data.type)) return { wrong: 'BAD_STATEMENT' };
  if (header.kid !== kid) return { wrong: 'UNKNOWN_KEY' };
  try {
    await compactVerify(jws, { ...key }, { algorithms: ['ES256'] });
    return { value: read.data, hash: digest(bytes) };
  } catch {
    return { wrong: 'BAD_SIGNATURE' };
  }
}

/** The bytes that were signed, unverified; null when there are none. */
export function payloadOf(jws: string): Uint8Array | null {
  if (jws.length > MOST_JWS) return null;
  const parts = jws.split('.');
  return parts.length === 3 ? fromBase64url(parts[1] ?? '') : null;
}

/** Exactly these members: `jwk`, `x5c`, `crit` or `b64` would let the sender choose how it is verified. */
const header = z.strictObject({ alg: z.enum(['ES256', 'Ed25519']), typ: z.string(), kid: z.string() });

export function headerOf(jws: string): z.infer<typeof header> | null {
  const bytes = fromBase64url(jws.split('.')[0] ?? '');
  if (!bytes) return null;
  try {
    const read = header.safeParse(JSON.parse(fromUtf8(bytes)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
