// Signing keys that never leave this browser: made here, not extractable, kept in IndexedDB under a name.
import * as z from 'zod/mini';
import type { SigningKey } from '../shared/consent/jws.ts';
import { type PublicKey, publicKey, thumbprint } from '../shared/consent/keys.ts';
import type { Storage } from './deps.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const stored = z.object({
  publicKey,
  privateKey: z.custom<CryptoKey>((value) => value instanceof CryptoKey),
});

/** The key of this name, made on first use. Where storage is off it lives as long as the page. */
export async function keyNamed(name: string, storage: Storage): Promise<SigningKey> {
  const read = stored.safeParse(await storage.get(name).catch(() => undefined));
  if (read.success) return asKey(read.data.publicKey, read.data.privateKey);
  const pair = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const made = asKey(publicKey.parse({ kty, crv, x, y }), pair.privateKey);
  await storage.set(name, { publicKey: made.publicKey, privateKey: made.privateKey }).catch(() => {});
  return made;
}

const asKey = (key: PublicKey, privateKey: CryptoKey): SigningKey => ({
  publicKey: key,
  thumbprint: thumbprint(key),
  privateKey,
});

/** One for each time a code was typed: a second try is another customer, with another chain. */
export const customerKeyName = (sid: string, customer: string): string => `key.${sid}.${customer}`;
export const technicianKeyName = (person: string): string => `key.technician.${person}`;
