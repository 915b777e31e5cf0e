// The broker's own signing keys, in one file of mode 0600 beside the store: `attest` keys for attestations and receipts, `log`
// keys for the heads of logs. It reads, makes and replaces them; attestor.ts and notary.ts are the only ones that sign.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fromBase64url } from '../../shared/bytes.ts';
import { canonicalBytes, digest } from '../../shared/canonical.ts';
import { makeFile, replaceFile } from '../whole-files.ts';
import { followed, readSecret } from './followed.ts';

const bytes32 = z.string().regex(/^[\w-]{43}$/);
const instant = z.int().min(0);
const record = z.strictObject({
  /** RFC 7638 thumbprint of the public key. */
  kid: bytes32,
  /** Public and private part of an Ed25519 key, as in a JWK (RFC 8037). */
  x: bytes32,
  d: bytes32,
  from: instant,
  /** Since when a newer key signs in its place; null while it is the newest. */
  until: z.nullable(instant),
});
const records = z.array(record).min(1);
const stored = z.strictObject({ attest: records, log: records });
type KeyRecord = z.infer<typeof record>;
type Stored = z.infer<typeof stored>;

export type KeyUse = keyof Stored;

export interface SigningKey {
  readonly kid: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly privateKey: KeyObject;
}

/** A public key as it is published. `from` and `until` are milliseconds since 1970. */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'Ed25519';
  readonly use: 'sig';
  readonly from: number;
  readonly until: number | null;
}

export interface Keyring {
  /** The key that signs now. */
  current(use: KeyUse): SigningKey;
  /** All that are held, oldest first. */
  held(use: KeyUse): readonly SigningKey[];
  published(use: KeyUse): PublicJwk[];
}

export const keysPath = (folder: string): string => join(folder, 'keys.json');

/** Opens the keys of a folder, making them on the first start. @throws SecretsProblem when the file is damaged, or open to others */
export function openKeyring(folder: string, now: () => number): Keyring {
  const path = keysPath(folder);
  if (!existsSync(path)) makeKeys(folder, now());
  const read = followed(path, (text) => {
    const keys = parse(text);
    const all = [...keys.attest, ...keys.log].map((one) => [one.kid, signingKey(one)] as const);
    return { keys, signing: new Map(all) };
  });
  const keyOf = ({ kid }: KeyRecord): SigningKey => {
    const key = read().signing.get(kid);
    if (!key) throw new Error(`there is no key ${kid}`);
    return key;
  };
  return {
    current: (use) => keyOf(newest(read().keys[use])),
    held: (use) => read().keys[use].map(keyOf),
    published: (use) => read().keys[use].map(publicJwk),
  };
}

/** @returns false where there are keys already, which then stay */
export const makeKeys = (folder: string, at: number): boolean =>
  makeFile(keysPath(folder), textOf({ attest: [fresh(at)], log: [fresh(at)] }));

/** Puts a new key in the place of the newest one, which stays published. @returns the thumbprints of both */
export function rotate(folder: string, use: KeyUse, at: number): { from: string; to: string } {
  const path = keysPath(folder);
  const keys = readSecret(path, parse);
  const old = newest(keys[use]);
  const next = fresh(at);
  const ended = keys[use].map((key) => (key.kid === old.kid ? { ...key, until: at } : key));
  replaceFile(path, textOf({ ...keys, [use]: [...ended, next] }));
  return { from: old.kid, to: next.kid };
}

const textOf = (keys: Stored): string => `${JSON.stringify(keys)}\n`;
const parse = (text: string): Stored => stored.parse(JSON.parse(text));

function newest(keys: readonly KeyRecord[]): KeyRecord {
  const key = keys.at(-1);
  if (!key) throw new Error('a list of keys is empty');
  return key;
}

function fresh(from: number): KeyRecord {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { kid: thumbprint(x), x, d, from, until: null };
}

/** RFC 7638 over the members that RFC 8037 section 2 requires. */
const thumbprint = (x: string): string => digest(canonicalBytes({ crv: 'Ed25519', kty: 'OKP', x }));

function signingKey({ kid, x, d }: KeyRecord): SigningKey {
  const publicKey = fromBase64url(x);
  if (!publicKey || thumbprint(x) !== kid) throw new Error(`the key ${kid} is not what its name says`);
  const privateKey = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d }, format: 'jwk' });
  return { kid, publicKey, privateKey };
}

const publicJwk = ({ kid, x, from, until }: KeyRecord): PublicJwk => ({
  kty: 'OKP',
  crv: 'Ed25519',
  x,
  kid,
  alg: 'Ed25519',
  use: 'sig',
  from,
  until,
});
