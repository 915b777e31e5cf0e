// How a leaf vouches for personal details that stay outside the tree: consent-log.md 3.2, 3.6. Once the salt is destroyed the
// commitment is a random value that nobody can link to a person, not even by trying out names.
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { isEqual, toBase64url, utf8 } from '../bytes.ts';
import { canonicalBytes } from '../canonical.ts';

export const SALT_BYTES = 32;

/**
 * HMAC-SHA-256 over the canonical JSON of a detail, as 43 characters of base64url.
 * @param salt 32 random bytes, used for this detail only  @throws RangeError for a salt of another length
 */
export function commit(salt: Uint8Array, detail: object): string {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes`);
  return toBase64url(hmac(sha256, salt, canonicalBytes(detail)));
}

/** True when salt and detail are what was committed to. */
export const opens = (commitment: string, salt: Uint8Array, detail: object): boolean =>
  salt.length === SALT_BYTES && isEqual(utf8(commit(salt, detail)), utf8(commitment));
