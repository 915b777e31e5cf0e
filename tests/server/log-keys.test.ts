// The broker's own keys: made once, kept private, replaced without making anything unreadable that they signed before.
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attestor } from '../../server/keys/attestor.ts';
import { type Keyring, openKeyring, rotate } from '../../server/keys/keyring.ts';
import { notary } from '../../server/keys/notary.ts';
import { loadSecrets } from '../../server/secrets.ts';
import { fromBase64url, fromUtf8 } from '../../shared/bytes.ts';
import { readCanonical } from '../../shared/canonical.ts';
import { checkpointText, openNote, parseVkey } from '../../shared/log/note.ts';
import { newFolder } from '../support/house.ts';

const ORIGIN = 'help.example.org/log/x';
let folder: string;
let keys: Keyring;
beforeEach(() => {
  folder = newFolder();
  keys = openKeyring(folder, () => 1_000);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const published = (kid: unknown) => {
  const jwk = keys.published('attest').find((one) => one.kid === kid);
  if (!jwk) throw new Error('a receipt names a key that is not published');
  return jwk;
};
const headOf = (jws: string) => readCanonical(fromBase64url(jws.split('.')[0] ?? '') ?? new Uint8Array());

/** As somebody with other tools checks it. */
async function checks(jws: string): Promise<unknown> {
  const { kid } = headOf(jws) as { kid: string };
  const { from: _from, until: _until, ...jwk } = published(kid);
  const { payload } = await compactVerify(jws, await importJWK(jwk, 'Ed25519'), { algorithms: ['Ed25519'] });
  return readCanonical(payload);
}

describe('a statement of the broker', () => {
  it('is a JWS over canonical JSON with three members in its header', async () => {
    const jws = attestor(keys).sign('permesso-receipt+jwt', { b: 1, a: 'è' });
    expect(headOf(jws)).toEqual({
      alg: 'Ed25519',
      typ: 'permesso-receipt+jwt',
      kid: published(keys.current('attest').kid).kid,
    });
    expect(await checks(jws)).toEqual({ a: 'è', b: 1 });
    expect(fromUtf8(fromBase64url(jws.split('.')[1] ?? '') ?? new Uint8Array())).toBe('{"a":"è","b":1}');
  });

  it('does not hold when a byte of it was changed', async () => {
    const jws = attestor(keys).sign('receipt', { gid: 'one' });
    const [head, , signature] = jws.split('.');
    const forged = Buffer.from('{"gid":"two"}').toString('base64url');
    await expect(checks([head, forged, signature].join('.'))).rejects.toThrow();
  });

  it('stays good after the key was replaced, beside the running broker', async () => {
    const signer = attestor(keys);
    const before = signer.sign('receipt', { gid: 'one' });
    const { from, to } = rotate(folder, 'attest', 2_000);
    const after = signer.sign('receipt', { gid: 'two' });
    expect([headOf(before), headOf(after)]).toMatchObject([{ kid: from }, { kid: to }]);
    expect(await checks(before)).toEqual({ gid: 'one' });
    expect(await checks(after)).toEqual({ gid: 'two' });
    expect(keys.published('attest')).toMatchObject([
      { kid: from, from: 1_000, until: 2_000 },
      { kid: to, from: 2_000, until: null },
    ]);
  });
});

describe('a published key', () => {
  it('is public, and named by its thumbprint', async () => {
    const [jwk] = keys.published('attest');
    if (!jwk) throw new Error('there is one');
    expect(Object.keys(jwk).sort()).toEqual(['alg', 'crv', 'from', 'kid', 'kty', 'until', 'use', 'x']);
    expect(await calculateJwkThumbprint({ kty: jwk.kty, crv: jwk.crv, x: jwk.x })).toBe(jwk.kid);
  });

  it('for attestations does not sign logs, nor the other way round', () => {
    const log = new Set(keys.held('log').map(({ kid }) => kid));
    expect(keys.held('attest').filter(({ kid }) => log.has(kid))).toEqual([]);
  });
});

describe('a head', () => {
  const text = checkpointText({ origin: ORIGIN, size: 1, root: new Uint8Array(32) });
  const vkeyOf = (spelled: string) => {
    const vkey = parseVkey(spelled);
    if (!vkey) throw new Error('no key');
    return vkey;
  };

  it('is readable by whoever knows the old key, and by whoever knows the new one', () => {
    const signs = notary(keys);
    const old = vkeyOf(signs.vkey(ORIGIN));
    rotate(folder, 'log', 2_000);
    const fresh = vkeyOf(signs.vkey(ORIGIN));
    const note = signs.sign(ORIGIN, text);
    expect(fresh).not.toEqual(old);
    for (const vkey of [old, fresh]) expect(openNote(note, [vkey])?.text).toBe(text);
    expect(signs.vkeys(ORIGIN).map(vkeyOf)).toEqual([old, fresh]);
  });

  it('is not readable by the key of another log', () => {
    const signs = notary(keys);
    const other = vkeyOf(signs.vkey('help.example.org/log/y'));
    expect(openNote(signs.sign(ORIGIN, text), [other])).toBeNull();
  });

  it('verifies with code that is not ours', () => {
    const line = notary(keys).sign(ORIGIN, text).split('\n').at(-2) ?? '';
    const signature = Buffer.from(line.split(' ').at(-1) ?? '', 'base64').subarray(4);
    const [jwk] = keys.held('log').map(({ publicKey }) => Buffer.from(publicKey).toString('base64url'));
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: jwk ?? '' }, format: 'jwk' });
    expect(verify(null, Buffer.from(text), key, signature)).toBe(true);
  });
});

describe('the files of keys and secrets', () => {
  const modeOf = (name: string) => (statSync(join(folder, name)).mode & 0o777).toString(8);

  it('are for their owner alone, also after a key was replaced', () => {
    loadSecrets(folder);
    rotate(folder, 'attest', 2_000);
    expect([modeOf('keys.json'), modeOf('secrets.json')]).toEqual(['600', '600']);
  });

  it('are read again as they were', () => {
    const again = openKeyring(folder, () => 5_000);
    expect(again.published('attest')).toEqual(keys.published('attest'));
  });

  it('that are damaged stop the start', () => {
    const path = join(folder, 'keys.json');
    const content = JSON.parse(readFileSync(path, 'utf8'));
    content.log[0].x = content.attest[0].x;
    writeFileSync(path, JSON.stringify(content));
    expect(() => openKeyring(folder, () => 0)).toThrow('is not what its name says');
    writeFileSync(path, '{"attest":[],"log":[]}');
    expect(() => openKeyring(folder, () => 0)).toThrow();
  });

  it('of an older release gain the key that they lack, once, and keep the rest', () => {
    loadSecrets(folder);
    const path = join(folder, 'secrets.json');
    const { detailKey: _gone, ...old } = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify(old));
    const [one, two] = [loadSecrets(folder), loadSecrets(folder)];
    expect(one.installation).toBe(old.installation);
    expect(one.detailKey.current().equals(two.detailKey.current())).toBe(true);
    expect(modeOf('secrets.json')).toBe('600');
  });
});
