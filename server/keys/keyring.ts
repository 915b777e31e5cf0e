// The broker's own signing keys, in one file of mode 0600 beside the store: `attest` keys for attestations and receipts, `log`
// keys for the heads of logs. It reads, makes and replaces them; attestor.ts and notary.ts are the only ones that sign.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fromBase64url } from '../../shared/bytes.ts';
import { canonicalBytes, digest } from '../../shared/canonical.ts';
import { makeFile, replaceFile } from '../whole-files.ts';

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

const pathIn = (dataDir: string): string => join(dataDir, 'keys.json');

/** Opens the keys of a data directory, making them on the first start. @throws when the file is damaged */
export function openKeyring(dataDir: string, now: () => number): Keyring {
  const path = pathIn(dataDir);
  if (!existsSync(path)) makeFile(path, textOf({ attest: [fresh(now())], log: [fresh(now())] }));
  let seen = { at: Number.NaN, ino: Number.NaN };
  let keys: Stored = { attest: [], log: [] };
  let signing = new Map<string, SigningKey>();
  // Keys are replaced beside a running broker, by another process; a look at the file's date costs microseconds.
  const fresher = (): Stored => {
    const { mtimeMs, ino } = statSync(path);
    if (mtimeMs === seen.at && ino === seen.ino) return keys;
    seen = { at: mtimeMs, ino };
    keys = read(path);
    signing = new Map([...keys.attest, ...keys.log].map((one) => [one.kid, signingKey(one)]));
    return keys;
  };
  // Damage stops the start, and not the first receipt.
  fresher();
  const keyOf = ({ kid }: KeyRecord): SigningKey => {
    const key = signing.get(kid);
    if (!key) throw new Error(`there is no key ${kid}`);
    return key;
  };
  return {
    current: (use) => keyOf(newest(fresher()[use])),
    held: (use) => fresher()[use].map(keyOf),
    published: (use) => fresher()[use].map(publicJwk),
  };
}

/** Puts a new key in the place of the newest one, which stays published. @returns the thumbprints of both */
export function rotate(dataDir: string, use: KeyUse, at: number): { from: string; to: string } {
  const path = pathIn(dataDir);
  const keys = read(path);
  const old = newest(keys[use]);
  const next = fresh(at);
  const ended = keys[use].map((key) => (key.kid === old.kid ? { ...key, until: at } : key));
  replaceFile(path, textOf({ ...keys, [use]: [...ended, next] }));
  return { from: old.kid, to: next.kid };
}

const textOf = (keys: Stored): string => `${JSON.stringify(keys)}\n`;
const read = (path: string): Stored => stored.parse(JSON.parse(readFileSync(path, 'utf8')));

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
