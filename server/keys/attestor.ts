// Signs what the broker vouches for: attestations of technicians, and receipts. One function, so that a key that lives
// elsewhere can stand here one day. It does not know what it signs.
import { sign } from 'node:crypto';
import { toBase64url } from '../../shared/bytes.ts';
import { canonicalBytes } from '../../shared/canonical.ts';
import type { Keyring } from './keyring.ts';

export interface Attestor {
  /**
   * A compact JWS (RFC 7515) with the protected header `{alg,kid,typ}` and nothing else; `alg` is the fully specified
   * `Ed25519` of RFC 9864. @param payload signed as canonical JSON
   */
  sign(typ: string, payload: object): string;
}

export function attestor(keys: Keyring): Attestor {
  return {
    sign: (typ, payload) => {
      const { kid, privateKey } = keys.current('attest');
      const parts = [{ alg: 'Ed25519', typ, kid }, payload].map((part) => toBase64url(canonicalBytes(part)));
      const input = parts.join('.');
      return `${input}.${toBase64url(sign(null, Buffer.from(input), privateKey))}`;
    },
  };
}
