// SPAKE2 (RFC 9382) over P-256 with SHA-256, HKDF and HMAC: two ends that share a few digits agree on a strong key, and
// whoever stands between them has one guess for each exchange. It knows nothing of sessions; roles and names are given.
import { p256 } from '@noble/curves/nist.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, fromHex, isEqual, toHex, utf8 } from '../bytes.ts';

const { Point } = p256;
type PointOf = InstanceType<typeof Point>;
const ORDER = Point.Fn.ORDER;
/** RFC 9382 section 6, the constants of P256. */
const M = Point.fromHex('02886e2f97ace46e55ba9dd7242579f2993b64e16ef3dcab95afd497333d8fa12f');
const N = Point.fromHex('03d8bbd6c639c62937b04d997f38c3770719c629d7014d49a24b4f98baa1292b49');

/** `A` speaks first. */
export type Side = 'A' | 'B';

export interface PakeOptions {
  readonly side: Side;
  readonly idA: string;
  readonly idB: string;
  /** The shared secret as a scalar: `passwordScalar`. */
  readonly w: bigint;
  /** This end's ephemeral scalar: `ephemeralScalar` of fresh random bytes. Never used twice. */
  readonly scalar: bigint;
}

export interface Pake {
  /** This end's public share, an uncompressed point of 65 bytes. */
  readonly share: Uint8Array;
  /**
   * @param theirs the other end's share
   * @param aad what both ends must agree on beside the secret; enters the confirmation keys
   * @returns null when `theirs` is not a usable point
   */
  finish(theirs: Uint8Array, aad: Uint8Array): PakeEnd | null;
}

export interface PakeEnd {
  /** Ke, 16 bytes. */
  readonly key: Uint8Array;
  /** What this end sends to prove that it knew the secret, 32 bytes. */
  readonly confirmation: Uint8Array;
  /** Judges what the other end sent to prove the same. */
  isConfirmedBy(theirs: Uint8Array): boolean;
}

/** w of RFC 9382 section 4 for a secret that lives for minutes and is never stored: HKDF in place of a slow hash. */
export const passwordScalar = (secret: string, salt: string): bigint =>
  toScalar(hkdf(sha256, utf8(secret), utf8(salt), utf8('permesso/spake2/w'), 48)) % ORDER;

/** @param random 48 fresh random bytes, so that the remainder is not biased */
export const ephemeralScalar = (random: Uint8Array): bigint => (toScalar(random) % (ORDER - 1n)) + 1n;

const toScalar = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`);

export function openPake(options: PakeOptions): Pake {
  const { side, w, scalar } = options;
  const [mine, others] = side === 'A' ? [M, N] : [N, M];
  const share = Point.BASE.multiply(scalar).add(mine.multiply(w)).toBytes(false);
  return {
    share,
    finish(theirs, aad) {
      const point = readPoint(theirs);
      const shared = point?.subtract(others.multiply(w)).multiply(scalar);
      if (!shared || shared.is0()) return null;
      const [pA, pB] = side === 'A' ? [share, theirs] : [theirs, share];
      return endOf(side, transcript(options, { pA, pB, shared }), aad);
    },
  };
}

function readPoint(bytes: Uint8Array): PointOf | null {
  // Uncompressed only: a second spelling of the same point would make two transcripts.
  if (bytes.length !== 65) return null;
  try {
    const point = Point.fromBytes(bytes);
    point.assertValidity();
    return point;
  } catch {
    return null;
  }
}

interface Exchange {
  readonly pA: Uint8Array;
  readonly pB: Uint8Array;
  readonly shared: PointOf;
}

/** TT of RFC 9382 section 3.3: every part with its length before it, 8 bytes little-endian. */
function transcript({ idA, idB, w }: PakeOptions, { pA, pB, shared }: Exchange): Uint8Array {
  const secret = fromHex(w.toString(16).padStart(64, '0')) ?? new Uint8Array(0);
  const parts = [utf8(idA), utf8(idB), pA, pB, shared.toBytes(false), secret];
  return concat(...parts.flatMap((part) => [length(part), part]));
}

function length({ length: size }: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(size), true);
  return bytes;
}

/** Section 4: Ke and Ka are the halves of Hash(TT); the confirmation keys come out of Ka and the AAD. */
function endOf(side: Side, tt: Uint8Array, aad: Uint8Array): PakeEnd {
  const hash = sha256(tt);
  const info = concat(utf8('ConfirmationKeys'), aad);
  const keys = hkdf(sha256, hash.slice(16), undefined, info, 32);
  const confirmations = { A: hmac(sha256, keys.slice(0, 16), tt), B: hmac(sha256, keys.slice(16), tt) };
  const theirs = confirmations[side === 'A' ? 'B' : 'A'];
  return {
    key: hash.slice(0, 16),
    confirmation: confirmations[side],
    isConfirmedBy: (given) => isEqual(given, theirs),
  };
}
