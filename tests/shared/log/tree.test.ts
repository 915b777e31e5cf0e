// Roots and proofs out of stored hashes: equal to the recursive definitions for small trees, for seeded big ones, and, where
// no machine could hold the leaves, for trees of one repeated leaf. `TREE_EVERY=300 TREE_RUNS=100` looks at every place.
import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../shared/bytes.ts';
import {
  type Hash,
  leafHash,
  nodeHash,
  verifyConsistency,
  verifyInclusion,
} from '../../../shared/log/merkle.ts';
import {
  completed,
  consistencyProof,
  type HashReader,
  inclusionProof,
  rootAt,
} from '../../../shared/log/tree.ts';
import { mth, path, proof, StoredHashes, storedHashesOf } from '../../support/rfc-tree.ts';

const SEED = Number(process.env['TREE_SEED'] ?? 20261125);
const BIG_RUNS = Number(process.env['TREE_RUNS'] ?? 6);
const BIGGEST = 70_000;
const EVERY_PLACE_TO = Number(process.env['TREE_EVERY'] ?? 48);
const data = (size: number) => Array.from({ length: size }, (_, i) => utf8(`leaf ${i}`));

/** Every place of a small tree; of a larger one its edges, its cuts and some between. */
function placesOf(size: number): number[] {
  if (size <= EVERY_PLACE_TO) return Array.from({ length: size }, (_, i) => i);
  return [...new Set([0, 127, 128, 255, 256, Math.floor(size / 2), (size * 7919) % size, size - 1])].filter(
    (place) => place < size,
  );
}

describe(`trees of 0 to 300 leaves, every place of those up to ${EVERY_PLACE_TO}`, () => {
  it('have the root that the RFC defines', async () => {
    const all = data(300);
    const stored = await storedHashesOf(all);
    for (let size = 0; size <= 300; size++)
      expect(await rootAt(stored, size)).toEqual(mth(all.slice(0, size)));
  });

  it('prove their leaves as the RFC defines', async () => {
    const all = data(300);
    const stored = await storedHashesOf(all);
    for (let size = 1; size <= 300; size++) {
      const root = await rootAt(stored, size);
      for (const index of placesOf(size)) {
        const found = await inclusionProof(stored, index, size);
        if ((size + index) % 5 === 0) expect(found).toEqual(path(index, all.slice(0, size)));
        const leaf = leafHash(utf8(`leaf ${index}`));
        expect(verifyInclusion({ index, size, leaf, proof: found, root })).toBe(true);
      }
    }
  }, 120_000);

  it('prove their growth as the RFC defines', async () => {
    const all = data(300);
    const stored = await storedHashesOf(all);
    const roots = await Promise.all(Array.from({ length: 301 }, (_, size) => rootAt(stored, size)));
    const rootOfSize = (size: number): Hash => roots[size] ?? new Uint8Array();
    for (let to = 0; to <= 300; to++)
      for (const from of [...placesOf(to), to]) {
        const found = await consistencyProof(stored, from, to);
        if (from > 0 && (from + to) % 5 === 0) expect(found).toEqual(proof(from, all.slice(0, to)));
        const claim = { from, to, fromRoot: rootOfSize(from), toRoot: rootOfSize(to), proof: found };
        expect(verifyConsistency(claim)).toBe(true);
      }
  }, 120_000);
});

describe(`${BIG_RUNS} big trees of up to ${BIGGEST} leaves, seed ${SEED}`, () => {
  it(
    'grow in steps of any size and prove what the RFC defines',
    async () => {
      const counted = { runs: BIG_RUNS, seed: SEED, leaves: 0, steps: 0 };
      const growth = fc.record({
        steps: fc.array(fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: BIGGEST })), {
          minLength: 1,
          maxLength: 8,
        }),
        at: fc.tuple(fc.nat(), fc.nat()),
      });
      await fc.assert(
        fc.asyncProperty(growth, async ({ steps, at: [a, b] }) => {
          const size = Math.min(BIGGEST, 1 + steps.reduce((sum, step) => sum + step, 0));
          const all = data(size);
          const stored = new StoredHashes();
          for (const step of [...steps, size])
            await stored.append(all.slice(stored.size, stored.size + step));
          counted.leaves += size;
          counted.steps += steps.length + 1;
          const [index, from] = [a % size, 1 + (b % size)];
          expect(await rootAt(stored, size)).toEqual(mth(all));
          expect(await inclusionProof(stored, index, size)).toEqual(path(index, all));
          expect(await consistencyProof(stored, from, size)).toEqual(proof(from, all));
        }),
        { numRuns: BIG_RUNS, seed: SEED },
      );
      process.stdout.write(`trees: ${JSON.stringify(counted)}\n`);
    },
    60_000 + BIG_RUNS * 10_000,
  );
});

/** All leaves alike, so that every perfect subtree of one size has one root, whatever its place. */
function endless(): HashReader {
  const byExponent: Hash[] = [leafHash(utf8('leaf'))];
  for (let i = 0; i < 56; i++) {
    const below = byExponent[i] ?? new Uint8Array();
    byExponent.push(nodeHash(below, below));
  }
  return {
    hashes: async (level, _from, count) => Array<Hash>(count).fill(byExponent[level * 8] ?? new Uint8Array()),
  };
}

describe('a tree beyond 32 bits', () => {
  const sizes = [2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 40 + 12_345, 2 ** 53 - 1];
  it('proves its leaves and its growth', async () => {
    const reader = endless();
    const leaf = leafHash(utf8('leaf'));
    for (const size of sizes) {
      const root = await rootAt(reader, size);
      for (const index of [0, 1, 2 ** 31 - 1, size - 2, size - 1]) {
        const found = await inclusionProof(reader, index, size);
        expect(verifyInclusion({ index, size, leaf, proof: found, root })).toBe(true);
        expect(verifyInclusion({ index, size, leaf, proof: found.slice(1), root })).toBe(false);
      }
      for (const from of [1, 255, 2 ** 30 + 3, size - 1]) {
        const claim = { from, to: size, fromRoot: await rootAt(reader, from), toRoot: root };
        const found = await consistencyProof(reader, from, size);
        expect(verifyConsistency({ ...claim, proof: found })).toBe(true);
        expect(verifyConsistency({ ...claim, from: from + 1, proof: found })).toBe(false);
      }
    }
  });
});

describe('what a growing tree has to store', () => {
  it('is nothing until a tile is full', async () => {
    const stored = await storedHashesOf(data(200));
    expect(await completed(stored, 200, data(55).map(leafHash))).toEqual([]);
    const [one, ...more] = await completed(stored, 200, data(56).map(leafHash));
    expect(more).toEqual([]);
    expect(one).toMatchObject({ level: 1, index: 0 });
  });

  it('is two levels at once when leaf 65,536 arrives', async () => {
    const stored = await storedHashesOf(data(65_535));
    const found = await completed(stored, 65_535, [leafHash(utf8('the last'))]);
    expect(found.map(({ level, index }) => ({ level, index }))).toEqual([
      { level: 1, index: 255 },
      { level: 2, index: 0 },
    ]);
  });

  it('cannot be told when the open tile is lost', async () => {
    await expect(completed(new StoredHashes(), 255, data(1).map(leafHash))).rejects.toThrow('no hashes');
  });
});

describe('a question that no tree answers', () => {
  it('is a bug of whoever asks', async () => {
    const stored = await storedHashesOf(data(3));
    await expect(inclusionProof(stored, 3, 3)).rejects.toThrow(RangeError);
    await expect(inclusionProof(stored, 0.5, 3)).rejects.toThrow(RangeError);
    await expect(consistencyProof(stored, 3, 2)).rejects.toThrow(RangeError);
    await expect(rootAt(stored, -1)).rejects.toThrow(RangeError);
    await expect(rootAt(stored, 2 ** 53)).rejects.toThrow(RangeError);
    await expect(rootAt(stored, 4)).rejects.toThrow('no hashes');
  });
});
