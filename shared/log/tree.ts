// Roots and proofs over stored hashes, and which hashes a growing tree has to store. It reads through an interface and
// does not know whether the hashes lie in a database, in tiles or in memory.
import { EMPTY_ROOT, type Hash, isCount, nodeHash, rootOf } from './merkle.ts';

/** Leaves under one full tile: the step from one stored level to the next. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

export interface HashReader {
  /**
   * `count` neighbouring hashes of a level, the first at `from`. Hash n of level L is the root of the perfect subtree over
   * the leaves from n * 256**L to (n + 1) * 256**L; level 0 holds the leaf hashes. @throws when one is missing
   */
  hashes(level: number, from: number, count: number): Promise<readonly Hash[]>;
}

/** Leaves from `lo` up to and without `hi`, as the recursive definitions of the RFC cut a tree. */
interface Span {
  readonly lo: number;
  readonly hi: number;
}

/** Where the RFC cuts a span: after the largest power of two that is smaller than it. */
function cut({ lo, hi }: Span): number {
  let width = 1;
  while (width * 2 < hi - lo) width *= 2;
  return lo + width;
}

/** @returns the exponent of a power of two, or null for any other number */
function exponentOf(width: number): number | null {
  let exponent = 0;
  let rest = width;
  for (; rest % 2 === 0; rest /= 2) exponent += 1;
  return rest === 1 ? exponent : null;
}

async function spanHash(reader: HashReader, span: Span): Promise<Hash> {
  const exponent = exponentOf(span.hi - span.lo);
  if (exponent !== null) return perfectHash(reader, span.lo, exponent);
  const middle = cut(span);
  const left = await spanHash(reader, { lo: span.lo, hi: middle });
  return nodeHash(left, await spanHash(reader, { lo: middle, hi: span.hi }));
}

/** The root of the perfect subtree of 2**exponent leaves at `lo`, out of the highest level that reaches below it. */
async function perfectHash(reader: HashReader, lo: number, exponent: number): Promise<Hash> {
  const level = Math.floor(exponent / TILE_HEIGHT);
  const count = 2 ** (exponent % TILE_HEIGHT);
  return rootOf(await reader.hashes(level, lo / TILE_WIDTH ** level, count));
}

/** The root of the first `size` leaves. @throws what the reader throws */
export async function rootAt(reader: HashReader, size: number): Promise<Hash> {
  demand(isCount(size));
  return size === 0 ? EMPTY_ROOT : spanHash(reader, { lo: 0, hi: size });
}

/** The path for `verifyInclusion`: RFC 9162 2.1.3.1. @throws RangeError for a place outside the tree */
export async function inclusionProof(reader: HashReader, index: number, size: number): Promise<Hash[]> {
  demand(isCount(index) && isCount(size) && index < size);
  const proof: Hash[] = [];
  let span: Span = { lo: 0, hi: size };
  while (span.hi - span.lo > 1) {
    const [next, other] = parted(span, index);
    proof.push(await spanHash(reader, other));
    span = next;
  }
  return proof.reverse();
}

/** The proof for `verifyConsistency`: RFC 9162 2.1.4.1. @throws RangeError for a size that shrinks */
export async function consistencyProof(reader: HashReader, from: number, to: number): Promise<Hash[]> {
  demand(isCount(from) && isCount(to) && from <= to);
  if (from === 0 || from === to) return [];
  const proof: Hash[] = [];
  let span: Span = { lo: 0, hi: to };
  while (span.hi !== from) {
    const [next, other] = parted(span, from - 1);
    proof.push(await spanHash(reader, other));
    span = next;
  }
  // A span from the very beginning is the old tree itself, whose root the verifier has.
  if (span.lo > 0) proof.push(await spanHash(reader, span));
  return proof.reverse();
}

/** The half of a span that holds a leaf, and the other half. */
function parted(span: Span, leaf: number): [Span, Span] {
  const middle = cut(span);
  const [left, right] = [
    { lo: span.lo, hi: middle },
    { lo: middle, hi: span.hi },
  ];
  return leaf < middle ? [left, right] : [right, left];
}

export interface Completed {
  /** From 1: the leaf hashes are the caller's own. */
  readonly level: number;
  readonly index: number;
  readonly hash: Hash;
}

/**
 * The hashes of levels above the leaves that become complete when `leaves` are appended to a tree of `size`, lower levels
 * first. Reads what the open tile of a level holds already, and nothing else. @throws what the reader throws
 */
export async function completed(
  reader: HashReader,
  size: number,
  leaves: readonly Hash[],
): Promise<Completed[]> {
  demand(isCount(size) && isCount(size + leaves.length));
  const found: Completed[] = [];
  let fresh = leaves;
  for (let [level, count] = [0, size]; ; [level, count] = [level + 1, Math.floor(count / TILE_WIDTH)]) {
    const open = count % TILE_WIDTH;
    if (open + fresh.length < TILE_WIDTH) return found;
    const held = open === 0 ? [] : await reader.hashes(level, count - open, open);
    fresh = fullTiles([...held, ...fresh]).map(rootOf);
    const first = Math.floor(count / TILE_WIDTH);
    found.push(...fresh.map((hash, i) => ({ level: level + 1, index: first + i, hash })));
  }
}

function fullTiles(hashes: readonly Hash[]): Hash[][] {
  const count = Math.floor(hashes.length / TILE_WIDTH);
  return Array.from({ length: count }, (_, i) => hashes.slice(i * TILE_WIDTH, (i + 1) * TILE_WIDTH));
}

function demand(isTrue: boolean): void {
  if (!isTrue) throw new RangeError('no such place or size in a tree');
}
