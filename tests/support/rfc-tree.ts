// The recursive definitions of RFC 9162 section 2.1, word for word and slow: what our own tree is measured against. And a
// small place to keep hashes, for proofs without a database.
import { createHash } from 'node:crypto';
import { leafHash } from '../../shared/log/merkle.ts';
import { completed, type HashReader } from '../../shared/log/tree.ts';

type Data = readonly Uint8Array[];

function hash(...parts: Uint8Array[]): Uint8Array {
  const state = createHash('sha256');
  for (const part of parts) state.update(part);
  return Uint8Array.from(state.digest());
}
const node = (left: Uint8Array, right: Uint8Array) => hash(Uint8Array.of(1), left, right);

/** "The largest power of two smaller than n". */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** MTH(D[n]) of 2.1.1. */
export function mth(data: Data): Uint8Array {
  const [only] = data;
  if (!only) return hash();
  if (data.length === 1) return hash(Uint8Array.of(0), only);
  const k = split(data.length);
  return node(mth(data.slice(0, k)), mth(data.slice(k)));
}

/** PATH(m, D[n]) of 2.1.3.1. */
export function path(m: number, data: Data): Uint8Array[] {
  if (data.length === 1) return [];
  const k = split(data.length);
  if (m < k) return [...path(m, data.slice(0, k)), mth(data.slice(k))];
  return [...path(m - k, data.slice(k)), mth(data.slice(0, k))];
}

/** PROOF(m, D[n]) of 2.1.4.1. */
export const proof = (m: number, data: Data): Uint8Array[] => subproof(m, data, 'complete');

function subproof(m: number, data: Data, b: 'complete' | 'part'): Uint8Array[] {
  if (m === data.length) return b === 'complete' ? [] : [mth(data)];
  const k = split(data.length);
  if (m <= k) return [...subproof(m, data.slice(0, k), b), mth(data.slice(k))];
  return [...subproof(m - k, data.slice(k), 'part'), mth(data.slice(0, k))];
}

/** Hashes in memory, that grow as a log grows. */
export class StoredHashes implements HashReader {
  readonly #levels: Uint8Array[][] = [[]];

  get size(): number {
    return this.#levels[0]?.length ?? 0;
  }

  async append(data: Data): Promise<void> {
    const leaves = data.map(leafHash);
    for (const { level, index, hash } of await completed(this, this.size, leaves)) {
      this.#levels[level] ??= [];
      const hashes = this.#levels[level];
      if (hashes.length !== index) throw new Error(`hash ${index} of level ${level} is out of turn`);
      hashes.push(hash);
    }
    // One by one: half a million arguments are too many for a call.
    for (const leaf of leaves) this.#levels[0]?.push(leaf);
  }

  async hashes(level: number, from: number, count: number): Promise<readonly Uint8Array[]> {
    const found = this.#levels[level]?.slice(from, from + count) ?? [];
    if (found.length !== count) throw new Error(`no hashes ${from}+${count} of level ${level}`);
    return found;
  }
}

export async function storedHashesOf(data: Data): Promise<StoredHashes> {
  const stored = new StoredHashes();
  await stored.append(data);
  return stored;
}
