// The keys of the two ends and what binds them: consent-protocol.md 2.1, 2.2. Public halves only; private ones never leave
// the browser that made them.
import { sha256 } from '@noble/hashes/sha2.js';
import * as z from 'zod/mini';
import { concat, toBase64url, utf8 } from '../bytes.ts';
import { canonicalBytes, digest } from '../canonical.ts';

const coordinate = z.string().check(z.regex(/^[\w-]{43}$/));

/** The public half of an ECDSA P-256 key, as a JWK without anything else in it. */
export const publicKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
});
export type PublicKey = z.infer<typeof publicKey>;

/** SHA-256 in base64url: thumbprints, hashes of statements and texts. */
export const hash = coordinate;

/** RFC 7638. */
export const thumbprint = ({ crv, kty, x, y }: PublicKey): string =>
  digest(canonicalBytes({ crv, kty, x, y }));

/** The two keys of a pair, by thumbprint. */
export interface PairKeys {
  readonly sid: string;
  readonly ckt: string;
  readonly tkt: string;
}

/** cb: names exactly this customer's key, this technician's key and this session. Everything signed between them names it. */
export const channelBinding = ({ sid, ckt, tkt }: PairKeys): Uint8Array =>
  sha256(concat(utf8('permesso-cb/2\0'), canonicalBytes({ ckt, sid, tkt, v: 2 })));

/**
 * The two devices of one customer, as they meet: what page and host must agree on beside the digits. With the origin a host that was
 * talked into another broker, which forwards everything to the true one, agrees with no page.
 */
export const hostBinding = (keys: {
  readonly sid: string;
  readonly ckt: string;
  readonly hkt: string;
  readonly origin: string;
}): Uint8Array => sha256(concat(utf8('permesso-host/2\0'), canonicalBytes({ ...keys, v: 2 })));

export const bindingName = (keys: PairKeys): string => toBase64url(channelBinding(keys));

/** The two ends of a pair. */
export type End = 'technician' | 'customer';
/** Who signs: the two ends, and the host, which is the customer's device under a key of its own (consent-protocol.md 2.14). */
export type Signatory = End | 'host';

const NAMES: Readonly<Record<Signatory, string>> = { technician: 'tech', customer: 'cust', host: 'host' };

/** How a statement names its author and its reader: `tech:`, `cust:` or `host:` and the thumbprint. */
export const partyName = (role: Signatory, print: string): string => `${NAMES[role]}:${print}`;
