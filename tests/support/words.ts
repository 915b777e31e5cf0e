// A broker's signing key as tests have one, and what is signed with it. It signs whatever it is given: a lying broker does too.
import { generateKeyPairSync, sign } from 'node:crypto';
import { toBase64url, utf8 } from '../../shared/bytes.ts';
import { canonicalBytes, digest } from '../../shared/canonical.ts';
import {
  type Attestation,
  type BrokerKey,
  brokerKey,
  type Receipt,
} from '../../shared/consent/broker-word.ts';

export interface WordSigner {
  readonly key: BrokerKey;
  /** A compact JWS over canonical JSON. @param header what its header has besides, or instead */
  signs(payload: { readonly type: string }, header?: Readonly<Record<string, unknown>>): string;
}

export function wordSigner(): WordSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  const named = { kty: 'OKP', crv: 'Ed25519', x };
  const key = brokerKey.parse({ ...named, kid: digest(canonicalBytes(named)) });
  return {
    key,
    signs: (payload, header = {}) => {
      const usual = { alg: 'Ed25519', kid: key.kid, typ: `permesso-${payload.type}+jws` };
      const parts = [{ ...usual, ...header }, payload];
      const input = parts.map((part) => toBase64url(canonicalBytes(part))).join('.');
      return `${input}.${toBase64url(sign(null, utf8(input), privateKey))}`;
    },
  };
}

export const receiptOf = (of: Pick<Receipt, 'sid' | 'gid' | 'grant'>): Receipt => ({
  v: 2,
  type: 'receipt',
  ...of,
  log: 'l'.repeat(22),
  seq: 1,
  at: 1_700_000_000_000,
});

type Attested = Pick<Attestation, 'sid' | 'tkt' | 'techId' | 'name' | 'desk' | 'deskId'>;
/** Valid for a minute from the start of a fake clock's time. */
export const attestationOf = (of: Attested): Attestation => ({
  v: 2,
  type: 'attestation',
  ...of,
  verified: false,
  iat: 1_700_000_000,
  exp: 1_700_000_060,
});
