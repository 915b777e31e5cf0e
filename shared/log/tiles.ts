// The paths and bytes of c2sp.org/tlog-tiles: hash tiles and bundles of entries, 256 wide. It does not hash anything.
import { concat } from '../bytes.ts';
import { isCount } from './merkle.ts';
import { TILE_WIDTH } from './tree.ts';

/** `entries` is the bundle that stands beside the tile of level 0 with the same number. */
export interface Tile {
  readonly level: number | 'entries';
  /** Number within the level, from 0. */
  readonly n: number;
  /** 1 to 256; a tile that is not full is a partial one. */
  readonly width: number;
}

const MAX_LEVEL = 63;
const PATH = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** 1234067 -> 'x001/x234/067' */
function numberPath(n: number): string {
  const groups: string[] = [];
  for (let rest = n; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(String(rest % 1000).padStart(3, '0'));
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
}

/** Path of a tile from the log's folder or prefix: `tile/0/x001/234`, or `tile/0/x001/234.p/17` for a partial one. */
export function pathOf({ level, n, width }: Tile): string {
  return `tile/${level}/${numberPath(n)}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** @param level of hashes  @param n number within the level  @param width 1 to 256 */
export const tilePath = (level: number, n: number, width: number): string => pathOf({ level, n, width });

export const entriesPath = (n: number, width: number): string => pathOf({ level: 'entries', n, width });

/** Reads a path of either kind in its one spelling. @returns null for anything else */
export function parseTilePath(path: string): Tile | null {
  const [, level = '', number = '', width] = PATH.exec(path) ?? [];
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    n: Number(number.replace(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  const isLevel = tile.level === 'entries' || tile.level <= MAX_LEVEL;
  const isPossible = isLevel && isCount(tile.n) && tile.width <= TILE_WIDTH;
  return isPossible && pathOf(tile) === path ? tile : null;
}

/** Every tile and bundle that a tree of `size` leaves consists of, lower levels first and `entries` last. */
export function tilesOf(size: number): Tile[] {
  const tiles: Tile[] = [];
  for (
    let [level, count] = [0, size];
    count > 0;
    [level, count] = [level + 1, Math.floor(count / TILE_WIDTH)]
  )
    for (let n = 0; n * TILE_WIDTH < count; n++)
      tiles.push({ level, n, width: Math.min(TILE_WIDTH, count - n * TILE_WIDTH) });
  const bundles = tiles
    .filter(({ level }) => level === 0)
    .map((tile): Tile => ({ ...tile, level: 'entries' }));
  return [...tiles, ...bundles];
}

/** Longest entry in bytes that a bundle can hold. */
export const MAX_ENTRY = 0xffff;

/** A bundle: each entry after its length as a big-endian uint16. @throws RangeError for an entry that is too long */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  return concat(...entries.flatMap((entry) => [lengthOf(entry), entry]));
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  if (length > MAX_ENTRY) throw new RangeError(`an entry of ${length} bytes does not fit into a bundle`);
  return Uint8Array.of(length >> 8, length & 255);
}

/** @returns the entries of a bundle, or null when it ends inside one */
export function decodeEntries(bundle: Uint8Array): Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    const [high, low] = bundle.subarray(at, at + 2);
    if (high === undefined || low === undefined) return null;
    const end = at + 2 + high * 256 + low;
    if (end > bundle.length) return null;
    entries.push(bundle.slice(at + 2, end));
    at = end;
  }
  return entries;
}

/** The hashes of a tile. @returns null when the bytes are not whole hashes */
export function decodeHashes(tile: Uint8Array): Uint8Array[] | null {
  if (tile.length % 32 !== 0) return null;
  return Array.from({ length: tile.length / 32 }, (_, i) => tile.slice(i * 32, (i + 1) * 32));
}
