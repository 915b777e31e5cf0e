// The Merkle tree of RFC 9162 section 2.1 (the same as RFC 6962's), SHA-256: hashes, roots, and the checking of proofs.
// It does not know where hashes are kept nor what a leaf says; tree.ts makes the proofs.
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, isEqual } from '../bytes.ts';

/** 32 bytes. */
export type Hash = Uint8Array;

// Leaves and nodes are hashed apart, or a node could be passed off as a leaf: RFC 6962 2.1.
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The root of a tree without leaves. */
export const EMPTY_ROOT: Hash = sha256(new Uint8Array());

/** @param data the leaf's own bytes */
export const leafHash = (data: Uint8Array): Hash => sha256(concat(LEAF, data));

export const nodeHash = (left: Hash, right: Hash): Hash => sha256(concat(NODE, left, right));

/** The Merkle tree hash over leaf hashes, or over the roots of perfect subtrees of one size: RFC 9162 2.1.1. */
export function rootOf(hashes: readonly Hash[]): Hash {
  let level = hashes;
  while (level.length > 1) level = parents(level);
  return level[0] ?? EMPTY_ROOT;
}

/** An odd one at the end moves up as it is; this makes the same tree as the splitting of the RFC. */
function parents(level: readonly Hash[]): Hash[] {
  const above: Hash[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const [left, right] = level.slice(i, i + 2);
    if (left) above.push(right ? nodeHash(left, right) : left);
  }
  return above;
}

export const isHash = (bytes: Uint8Array): boolean => bytes.length === 32;

/** True for what may be a tree's size or a leaf's place: 0 to 2^53 - 1. */
export const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;

/** Reads a decimal count in its one spelling. @returns null for anything else */
export function readCount(text: string): number | null {
  const count = /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  return isCount(count) ? count : null;
}

// Sizes pass 2^32, where the bit operators of the language go wrong.
const half = (n: number): number => Math.floor(n / 2);
const isOdd = (n: number): boolean => n % 2 === 1;

/**
 * On which side each hash of a path stands on the way from `node` to the root, where `last` is the last node of the same
 * level: the walk that RFC 9162 2.1.3.2 and 2.1.4.2 share. @returns null when the way is not `length` steps long
 */
function sidesOf(node: number, last: number, length: number): ('left' | 'right')[] | null {
  const sides: ('left' | 'right')[] = [];
  for (let [fn, sn] = [node, last]; sides.length < length || sn > 0; [fn, sn] = [half(fn), half(sn)]) {
    if (sn === 0 || sides.length === length) return null;
    const isRightmost = fn === sn;
    sides.push(isOdd(fn) || isRightmost ? 'left' : 'right');
    while (isRightmost && !isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
  }
  return sides;
}

export interface Inclusion {
  /** Place of the leaf, from 0. */
  readonly index: number;
  readonly size: number;
  readonly leaf: Hash;
  /** From the leaf's sibling up. */
  readonly proof: readonly Hash[];
  readonly root: Hash;
}

/** True when the leaf with this hash stands at `index` of the tree with this root: RFC 9162 2.1.3.2. */
export function verifyInclusion({ index, size, leaf, proof, root }: Inclusion): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (![leaf, root, ...proof].every(isHash)) return false;
  const sides = sidesOf(index, size - 1, proof.length);
  if (!sides) return false;
  const climbed = proof.reduce((r, p, i) => (sides[i] === 'left' ? nodeHash(p, r) : nodeHash(r, p)), leaf);
  return isEqual(climbed, root);
}

export interface Consistency {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Hash;
  readonly toRoot: Hash;
  readonly proof: readonly Hash[];
}

/**
 * True when the tree of `to` leaves begins with the very leaves of the tree of `from` leaves: RFC 9162 2.1.4.2. Every tree
 * begins with the empty one, and a tree with itself; neither needs a proof, so none may be there.
 */
export function verifyConsistency({ from, to, fromRoot, toRoot, proof }: Consistency): boolean {
  if (!isCount(from) || !isCount(to) || from > to) return false;
  if (![fromRoot, toRoot, ...proof].every(isHash)) return false;
  if (from === to) return proof.length === 0 && isEqual(fromRoot, toRoot);
  if (from === 0) return proof.length === 0 && isEqual(fromRoot, EMPTY_ROOT);
  let [fn, sn] = [from - 1, to - 1];
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  // The old root itself is the first hash where the old tree is perfect, and is then left out of the proof.
  const [first, ...path] = fn === 0 ? [fromRoot, ...proof] : proof;
  const sides = first && sidesOf(fn, sn, path.length);
  if (!sides) return false;
  let [old, now] = [first, first];
  for (const [i, hash] of path.entries()) {
    if (sides[i] === 'left') [old, now] = [nodeHash(hash, old), nodeHash(hash, now)];
    else now = nodeHash(now, hash);
  }
  return isEqual(old, fromRoot) && isEqual(now, toRoot);
}
