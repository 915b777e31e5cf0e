// Tiles, bundles, proof files, commitments and leaves: each has one spelling, and every other is refused.
import { describe, expect, it } from 'vitest';
import { fromBase64url, toBase64, utf8 } from '../../../shared/bytes.ts';
import { commit, opens } from '../../../shared/log/commitment.ts';
import { pathsOf } from '../../../shared/log/layout.ts';
import { leafText, readLeaf } from '../../../shared/log/leaf.ts';
import { EMPTY_ROOT, leafHash } from '../../../shared/log/merkle.ts';
import { readProof, writeProof } from '../../../shared/log/proof.ts';
import {
  decodeEntries,
  decodeHashes,
  encodeEntries,
  entriesPath,
  parseTilePath,
  pathOf,
  tilePath,
  tilesOf,
} from '../../../shared/log/tiles.ts';
import { signedCheckpoint, signer } from '../../support/signers.ts';

describe('the path of a tile', () => {
  it('is the one of the specification', () => {
    expect(tilePath(0, 1_234_067, 256)).toBe('tile/0/x001/x234/067');
    expect(tilePath(0, 1_234, 17)).toBe('tile/0/x001/234.p/17');
    expect(tilePath(2, 0, 1)).toBe('tile/2/000.p/1');
    expect(entriesPath(999, 256)).toBe('tile/entries/999');
    expect(entriesPath(1000, 255)).toBe('tile/entries/x001/000.p/255');
  });

  it('is read back', () => {
    for (const n of [0, 1, 999, 1000, 1_000_000, 2 ** 45])
      for (const width of [1, 17, 255, 256])
        for (const level of [0, 1, 63, 'entries'] as const)
          expect(parseTilePath(pathOf({ level, n, width }))).toEqual({ level, n, width });
  });

  it('has one spelling', () => {
    const bad = [
      'tile/0/0',
      'tile/0/00',
      'tile/0/0000',
      'tile/0/x000/000',
      'tile/0/x000/x001/000',
      'tile/0/001/000',
      'tile/0/x001',
      'tile/00/000',
      'tile/64/000',
      'tile/-1/000',
      'tile/data/000',
      'tile/8/0/000',
      'tile/0/000.p/0',
      'tile/0/000.p/256',
      'tile/0/000.p/01',
      'tile/0/000.p/',
      'tile/0/000.p',
      '/tile/0/000',
      'tile/0/000/',
      'tile/0/../0/000',
      'tile/0/000\n',
      'tile/entries/000.p/300',
      'tile/Entries/000',
      `tile/0/${'x999/'.repeat(6)}999`,
    ];
    for (const path of bad) expect(parseTilePath(path), path).toBeNull();
  });
});

describe('the tiles of a tree', () => {
  it('are those that the specification counts for 70,000 leaves', () => {
    const tiles = tilesOf(70_000);
    const count = (level: number | 'entries') => tiles.filter((tile) => tile.level === level).length;
    expect([count(0), count(1), count(2), count('entries')]).toEqual([274, 2, 1, 274]);
    expect(tiles.filter(({ width }) => width < 256).map(pathOf)).toEqual([
      'tile/0/273.p/112',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
      'tile/entries/273.p/112',
    ]);
  });

  it('are none, one, and a full one with its parent', () => {
    expect(tilesOf(0)).toEqual([]);
    expect(tilesOf(1).map(pathOf)).toEqual(['tile/0/000.p/1', 'tile/entries/000.p/1']);
    expect(tilesOf(256).map(pathOf)).toEqual(['tile/0/000', 'tile/1/000.p/1', 'tile/entries/000']);
    expect(pathsOf(0)).toEqual(['manifest.json', 'vkey', 'checkpoint', 'details.jsonl', 'keys.json']);
  });

  it('hold whole hashes', () => {
    expect(decodeHashes(new Uint8Array(64))).toHaveLength(2);
    expect(decodeHashes(new Uint8Array(65))).toBeNull();
  });
});

describe('a bundle of entries', () => {
  const entries = ['', 'a', 'è', 'x'.repeat(300), 'y'.repeat(65_535)].map(utf8);
  it('gives back what went in', () => {
    expect(decodeEntries(encodeEntries(entries))).toEqual(entries);
    expect(decodeEntries(new Uint8Array())).toEqual([]);
  });

  it('ends with an entry', () => {
    const bundle = encodeEntries(['ab', 'c'].map(utf8));
    const ends = [0, 4];
    for (let end = 0; end < bundle.length; end++)
      expect(decodeEntries(bundle.slice(0, end)) === null, `cut at ${end}`).toBe(!ends.includes(end));
    expect(decodeEntries(Uint8Array.of(...bundle, 0))).toBeNull();
  });

  it('holds no entry that its length cannot say', () => {
    expect(() => encodeEntries([new Uint8Array(65_536)])).toThrow(RangeError);
  });
});

describe('a proof in a file', () => {
  const checkpoint = signedCheckpoint([signer('assist.example/log/1', 1)], 9, EMPTY_ROOT);
  const proof = { index: 4, proof: [leafHash(utf8('a')), leafHash(utf8('b'))], checkpoint };
  const text = writeProof(proof);
  const [a = '', b = ''] = proof.proof.map(toBase64);

  it('looks as the specification says and is read back', () => {
    expect(text).toBe(`c2sp.org/tlog-proof@v1\nindex 4\n${a}\n${b}\n\n${checkpoint}`);
    expect(readProof(text)).toEqual(proof);
    expect(readProof(writeProof({ ...proof, index: 0, proof: [] }))).toEqual({
      ...proof,
      index: 0,
      proof: [],
    });
  });

  it('has one spelling', () => {
    const title = 'c2sp.org/tlog-proof@v1';
    const bad = [
      '',
      title,
      `${title}\n\n${checkpoint}`,
      `${title}\nindex 04\n${a}\n\n${checkpoint}`,
      `${title}\nindex -4\n${a}\n\n${checkpoint}`,
      `${title}\nindex  4\n${a}\n\n${checkpoint}`,
      `${title}\nIndex 4\n${a}\n\n${checkpoint}`,
      `${title}\nindex 4\n${a.slice(4)}\n\n${checkpoint}`,
      `${title}\nindex 4\n${a} \n\n${checkpoint}`,
      `${title}\nindex 4\n${a}`,
      `${title}\nextra AAAA\nindex 4\n${a}\n\n${checkpoint}`,
      `c2sp.org/tlog-proof@v2\nindex 4\n${a}\n\n${checkpoint}`,
      `${title}\r\nindex 4\r\n\r\n${checkpoint}`,
      `${title}\nindex 4\n${`${a}\n`.repeat(54)}\n${checkpoint}`,
    ];
    for (const each of bad) expect(readProof(each), each.slice(0, 60)).toBeNull();
  });
});

describe('a commitment', () => {
  const salt = Uint8Array.from({ length: 32 }, (_, i) => i);
  it('opens with its salt and its detail, in any order of members', () => {
    const c = commit(salt, { name: 'Ada', age: 1 });
    expect(fromBase64url(c)).toHaveLength(32);
    expect(opens(c, salt, { age: 1, name: 'Ada' })).toBe(true);
  });

  it('is the HMAC of the canonical text', () => {
    // Made by another implementation: HMAC-SHA-256, key 00..1f, over {"name":"Ada"}.
    expect(commit(salt, { name: 'Ada' })).toBe('0i1MXgjBG_TkqRIkKNmxL3yzDSh75Cw9hFhXFOcrW_Y');
  });

  it('opens with nothing else', () => {
    const c = commit(salt, { name: 'Ada' });
    expect(opens(c, salt, { name: 'Ava' })).toBe(false);
    expect(opens(c, salt.with(31, 0), { name: 'Ada' })).toBe(false);
    expect(opens(c, salt.slice(1), { name: 'Ada' })).toBe(false);
    expect(opens(`${c}=`, salt, { name: 'Ada' })).toBe(false);
    expect(() => commit(salt.slice(1), {})).toThrow(RangeError);
  });
});

describe('a leaf', () => {
  const c = commit(new Uint8Array(32), {});
  it('is the event with its commitment, in canonical JSON', () => {
    const text = leafText({ v: 2, type: 'consent.asked', at: 5 }, c);
    expect(text).toBe(`{"at":5,"c":"${c}","type":"consent.asked","v":2}`);
    expect(readLeaf(utf8(text))).toEqual({
      body: { v: 2, type: 'consent.asked', at: 5 },
      c,
      kind: 'committed',
    });
    expect(readLeaf(utf8(leafText({ v: 2 }, null)))).toEqual({ body: { v: 2 }, c: null, kind: 'committed' });
  });

  it('of version 1 is what was recorded, in any spelling', () => {
    for (const text of ['{"v":1,"type":"tech.login"}', '{ "type": "tech.login", "v": 1 }'])
      expect(readLeaf(utf8(text))).toEqual({ body: { v: 1, type: 'tech.login' }, c: null, kind: 'before' });
  });

  it('has one spelling otherwise', () => {
    const bad = [
      '',
      'null',
      '[]',
      '"text"',
      '{"v":2}',
      '{"v":2,"c":null}',
      '{"c":null,"v":2} ',
      '{"c":null,"c":null,"v":2}',
      '{"c":"short","v":2}',
      '{"c":7,"v":2}',
      '{"c":null,"detail":null,"v":2}',
      '{"v":1,"detail":{}}',
      '{"v":1,"c":null}',
      '{"v":"1"}',
    ];
    for (const text of bad) expect(readLeaf(utf8(text)), text).toBeNull();
    expect(readLeaf(Uint8Array.of(0xff))).toBeNull();
  });

  it('is not made from an event that still has its detail', () => {
    expect(() => leafText({ v: 2, detail: { name: 'Ada' } }, c)).toThrow();
    expect(() => leafText({ v: 2, c: 'mine' }, c)).toThrow();
  });
});
