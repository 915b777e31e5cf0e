// What the broker signs: who a technician is, and that a grant has been written down. Ed25519 (JWS alg `Ed25519`), verified
// without the browser's own Ed25519, which older browsers lack.
import { ed25519 } from '@noble/curves/ed25519.js';
import * as z from 'zod/mini';
import { fromBase64url, utf8 } from '../bytes.ts';
import { readCanonical } from '../canonical.ts';
import { count, id, instant, seq, text, uuid } from '../field.ts';
import { headerOf, payloadOf } from './jws.ts';
import { hash } from './keys.ts';

/** A public key of the broker's, as `/.well-known/permesso-keys.json` lists it. */
export const brokerKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: hash,
  kid: hash,
});
export type BrokerKey = z.infer<typeof brokerKey>;
export const brokerKeys = z.object({ keys: z.array(brokerKey).check(z.maxLength(100)) });

/** Who holds this technician's key, on the desk's word. */
export const attestation = z.strictObject({
  v: z.literal(2),
  type: z.literal('attestation'),
  sid: id,
  tkt: hash,
  techId: id,
  name: text(60),
  desk: text(60),
  deskId: id,
  /** Since when this account exists. */
  since: z.optional(instant),
  /** The operator of this broker confirmed that the desk is this company; `domain` is the address where they said so. */
  verified: z.boolean(),
  legalName: z.optional(text(120, 1)),
  domain: z.optional(text(253, 1)),
  iat: count,
  exp: count,
});
export type Attestation = z.infer<typeof attestation>;

/** The grant with this hash is on disk; nothing may start without it. */
export const receipt = z.strictObject({
  v: z.literal(2),
  type: z.literal('receipt'),
  sid: id,
  gid: uuid,
  /** Hash of the customer's grant statement. */
  grant: hash,
  /** The log it stands in, and its number in the session. */
  log: id,
  seq,
  at: instant,
});
export type Receipt = z.infer<typeof receipt>;

/** @returns what the broker signed under one of its published keys, or null */
export function openWord<T extends { readonly type: string }>(
  jws: string,
  { keys, schema }: { readonly keys: readonly BrokerKey[]; readonly schema: z.ZodMiniType<T> },
): T | null {
  const header = headerOf(jws);
  const bytes = payloadOf(jws);
  const key = keys.find(({ kid }) => kid === header?.kid);
  const x = key && fromBase64url(key.x);
  const signature = fromBase64url(jws.split('.')[2] ?? '');
  if (!header || !bytes || !x || signature?.length !== 64 || header.alg !== 'Ed25519') return null;
  if (!isSigned(signature, utf8(jws.slice(0, jws.lastIndexOf('.'))), x)) return null;
  const read = schema.safeParse(readCanonical(bytes));
  return read.success && header.typ === `permesso-${read.data.type}+jws` ? read.data : null;
}

function isSigned(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, key);
  } catch {
    return false;
  }
}
