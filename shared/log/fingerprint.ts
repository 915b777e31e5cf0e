// A short name for a key, for people who compare it by eye or by voice. It does not say whose key it is.
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../bytes.ts';
import type { Vkey } from './note.ts';

/** The first 64 bits of SHA-256 over the 32 bytes of the public key: `3f2a 91c0 77de 1b04`. */
export const fingerprintOf = ({ publicKey }: Pick<Vkey, 'publicKey'>): string =>
  toHex(sha256(publicKey).slice(0, 8)).replace(/(.{4})(?=.)/g, '$1 ');
