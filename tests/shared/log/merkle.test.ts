// The tree against the known answers of RFC 6962's reference, and the checking of proofs against everything that is not one.
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../../../shared/bytes.ts';
import {
  EMPTY_ROOT,
  type Hash,
  leafHash,
  readCount,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../shared/log/merkle.ts';
import { mth, path, proof } from '../../support/rfc-tree.ts';

const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((text) => fromHex(text) ?? new Uint8Array());

const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the known tree of eight leaves', () => {
  for (const [size, root] of ROOTS.entries())
    it(`has its known root at size ${size}`, () => {
      expect(toHex(rootOf(LEAVES.slice(0, size).map(leafHash)))).toBe(root);
      expect(toHex(mth(LEAVES.slice(0, size)))).toBe(root);
    });

  it('begins with nothing', () => expect(toHex(EMPTY_ROOT)).toBe(ROOTS[0]));
});

const data = (size: number) => Array.from({ length: size }, (_, i) => utf8(`leaf ${i}`));
const SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 13, 16, 21];

/** Every way to spoil a list of hashes by one bit, one hash or one byte. */
function* spoiled(hashes: readonly Hash[]): Generator<Hash[]> {
  for (const [at, hash] of hashes.entries()) {
    for (const [i, byte] of hash.entries()) yield hashes.with(at, hash.with(i, byte ^ 1));
    yield hashes.toSpliced(at, 1);
    yield hashes.toSpliced(at, 0, hash);
    yield hashes.with(at, hash.slice(1));
    yield hashes.with(at, Uint8Array.of(...hash, 0));
    if (at > 0) yield hashes.with(at, hashes[at - 1] ?? hash).with(at - 1, hash);
  }
  yield [...hashes, new Uint8Array(32)];
  yield [new Uint8Array(32), ...hashes];
}
const bitsOf = (hash: Hash): Hash[] => [...hash].map((byte, i) => hash.with(i, byte ^ 0x80));

describe('a proof that a leaf is in the tree', () => {
  it('holds for every leaf, and for no other proof, leaf, place, size or root', () => {
    for (const size of SIZES)
      for (let index = 0; index < size; index++) {
        const all = data(size);
        const claim = {
          index,
          size,
          leaf: leafHash(utf8(`leaf ${index}`)),
          proof: path(index, all),
          root: mth(all),
        };
        expect(verifyInclusion(claim)).toBe(true);
        for (const bad of spoiled(claim.proof)) expect(verifyInclusion({ ...claim, proof: bad })).toBe(false);
        for (const leaf of bitsOf(claim.leaf)) expect(verifyInclusion({ ...claim, leaf })).toBe(false);
        for (const root of bitsOf(claim.root)) expect(verifyInclusion({ ...claim, root })).toBe(false);
        for (let other = -1; other <= size + 1; other++)
          if (other !== index) expect(verifyInclusion({ ...claim, index: other })).toBe(false);
      }
  });

  it('is refused for numbers that are no places', () => {
    const leaf = leafHash(utf8('leaf 0'));
    const claim = { index: 0, size: 1, leaf, proof: [], root: leaf };
    expect(verifyInclusion(claim)).toBe(true);
    for (const size of [0, -1, 0.5, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(verifyInclusion({ ...claim, size })).toBe(false);
    for (const index of [-0.5, 0.5, Number.NaN, 2 ** 32, 2 ** 53])
      expect(verifyInclusion({ ...claim, index })).toBe(false);
  });

  it('is refused for a size of which the path is not as long', () => {
    const all = data(13);
    const claim = { index: 5, leaf: leafHash(utf8('leaf 5')), proof: path(5, all), root: mth(all) };
    const taken = Array.from({ length: 60 }, (_, size) => size).filter((size) =>
      verifyInclusion({ ...claim, size }),
    );
    // RFC 9162 2.1.3.2 fixes the shape of the way, which these sizes share; a checkpoint signs the size together with the root.
    expect(taken).toContain(13);
    expect(taken.every((size) => size > 8 && size <= 16)).toBe(true);
  });

  it('does not take a node for a leaf', () => {
    const all = data(4);
    const inner = mth(all.slice(0, 2));
    const claim = { index: 0, size: 2, leaf: inner, proof: [mth(all.slice(2))], root: mth(all) };
    // With its own hash as a leaf hash it would pass: what protects is that no leaf hashes to it.
    expect(verifyInclusion(claim)).toBe(true);
    expect(verifyInclusion({ ...claim, leaf: leafHash(inner) })).toBe(false);
  });
});

describe('a proof that a tree grew out of another', () => {
  it('holds for every pair, and for no other proof or root', () => {
    for (const to of SIZES)
      for (let from = 1; from < to; from++) {
        const all = data(to);
        const claim = {
          from,
          to,
          fromRoot: mth(all.slice(0, from)),
          toRoot: mth(all),
          proof: proof(from, all),
        };
        expect(verifyConsistency(claim)).toBe(true);
        for (const bad of spoiled(claim.proof))
          expect(verifyConsistency({ ...claim, proof: bad })).toBe(false);
        for (const fromRoot of bitsOf(claim.fromRoot))
          expect(verifyConsistency({ ...claim, fromRoot })).toBe(false);
        for (const toRoot of bitsOf(claim.toRoot))
          expect(verifyConsistency({ ...claim, toRoot })).toBe(false);
        expect(verifyConsistency({ ...claim, from: to, to: from })).toBe(false);
      }
  });

  it('is refused where another history has the same length', () => {
    const ours = data(7);
    const theirs = ours.with(2, utf8('another leaf'));
    const claim = {
      from: 4,
      to: 7,
      fromRoot: mth(theirs.slice(0, 4)),
      toRoot: mth(ours),
      proof: proof(4, ours),
    };
    expect(verifyConsistency(claim)).toBe(false);
    expect(verifyConsistency({ ...claim, proof: proof(4, theirs), toRoot: mth(theirs) })).toBe(true);
    expect(verifyConsistency({ ...claim, proof: proof(4, theirs) })).toBe(false);
  });

  it('needs none from the empty tree and from the tree itself, and takes none', () => {
    const root = mth(data(5));
    const empty = { from: 0, to: 5, fromRoot: EMPTY_ROOT, toRoot: root, proof: [] };
    const same = { from: 5, to: 5, fromRoot: root, toRoot: root, proof: [] };
    for (const claim of [empty, same]) {
      expect(verifyConsistency(claim)).toBe(true);
      expect(verifyConsistency({ ...claim, proof: [root] })).toBe(false);
      for (const fromRoot of bitsOf(claim.fromRoot))
        expect(verifyConsistency({ ...claim, fromRoot })).toBe(false);
    }
    expect(verifyConsistency({ ...same, from: -1 })).toBe(false);
    expect(verifyConsistency({ ...same, from: 4.5 })).toBe(false);
    expect(verifyConsistency({ ...same, from: 4, proof: [] })).toBe(false);
  });
});

describe('a count', () => {
  it('has one spelling', () => {
    for (const n of [0, 1, 255, 2 ** 32, Number.MAX_SAFE_INTEGER]) expect(readCount(String(n))).toBe(n);
    for (const text of [
      '',
      '00',
      '01',
      '-0',
      '+1',
      '1.0',
      '1e3',
      ' 1',
      '1 ',
      '0x1',
      String(2 ** 53),
      '99999999999999999',
    ])
      expect(readCount(text)).toBeNull();
  });
});
