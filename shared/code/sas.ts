// Short strings compared by voice, for sessions whose code did not authenticate: commit, nonce, reveal, then 24 bits that
// both ends compute. With the commitment whoever stands between them has one try of 2^-24; without it they could grind.
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, utf8 } from '../bytes.ts';
import { canonicalBytes, digest } from '../canonical.ts';
import { EMOJI, type Emoji } from './emoji.ts';

const LABEL = utf8('permesso-sas/1');

interface Commitment {
  /** The technician's nonce, 43 characters of base64url. */
  readonly nT: string;
  readonly sid: string;
  /** Thumbprint of the technician's key. */
  readonly tkt: string;
}

/** What the technician's page says first; binds it to its nonce before it knows the customer's. */
export const commitmentTo = (values: Commitment): string => digest(concat(LABEL, canonicalBytes(values)));

export interface ShortString {
  readonly emoji: readonly [Emoji, Emoji, Emoji, Emoji];
  /** The same as six digits, for those who listen to the page. */
  readonly digits: string;
}

/** @param cb the channel binding of the two keys, which is what the comparison proves */
export function shortString(nT: Uint8Array, nC: Uint8Array, cb: Uint8Array): ShortString {
  const [a = 0, b = 0, c = 0] = hkdf(sha256, concat(nT, nC), cb, LABEL, 3);
  return fromBits((a << 16) | (b << 8) | c);
}

/** Any 24 bits as a short string; the technician's page also makes its decoys with it. */
export function fromBits(bits: number): ShortString {
  const at = (shift: number): Emoji => EMOJI[(bits >> shift) & 63] as Emoji;
  return { emoji: [at(18), at(12), at(6), at(0)], digits: String(bits % 1_000_000).padStart(6, '0') };
}
