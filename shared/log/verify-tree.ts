// Whether tiles and bundles are the tree that the checkpoint signs, and whether that tree grew out of an older one. It hashes
// entries; it does not read them.
import { isEqual } from '../bytes.ts';
import { type Finding, tampered } from './finding.ts';
import type { LogFiles } from './layout.ts';
import { type Hash, leafHash, rootOf } from './merkle.ts';
import type { Checkpoint } from './note.ts';
import { decodeEntries, decodeHashes, pathOf, type Tile, tilesOf } from './tiles.ts';
import { type HashReader, rootAt, TILE_WIDTH } from './tree.ts';

export interface CheckedTree {
  readonly findings: readonly Finding[];
  /** The bytes of the entries by their place, as far as their bundles could be read. */
  readonly entries: ReadonlyMap<number, Uint8Array>;
  /** The tree's own hashes; only as good as the findings. */
  readonly reader: HashReader;
}

interface Reading {
  readonly files: LogFiles;
  readonly findings: Finding[];
  /** Stored hashes by level, as the tiles hold them. */
  readonly levels: Hash[][];
  readonly entries: Map<number, Uint8Array>;
}

/** Reads every tile and bundle of a tree and compares each with the one below, and the root with the signed one. */
export async function checkTree(files: LogFiles, { size, root }: Checkpoint): Promise<CheckedTree> {
  const reading: Reading = { files, findings: [], levels: [], entries: new Map() };
  for (const tile of tilesOf(size)) {
    if (tile.level === 'entries') await readBundle(reading, tile);
    else await readHashes(reading, tile, tile.level);
  }
  const { findings, entries } = reading;
  const reader = readerOf(reading.levels);
  if (!isEqual(await rootAt(reader, size), root))
    findings.push(tampered('checkpoint', 'was signed over another tree than these tiles make'));
  return { findings, entries, reader };
}

/** What a tile decodes to. @returns null, having said so, when it is not `width` parts */
async function partsOf(
  { files, findings }: Reading,
  tile: Tile,
  decode: (bytes: Uint8Array) => Uint8Array[] | null,
): Promise<Uint8Array[] | null> {
  const bytes = await files.read(pathOf(tile));
  const parts = bytes && decode(bytes);
  if (parts?.length === tile.width) return parts;
  findings.push(tampered(pathOf(tile), bytes ? `does not hold ${tile.width} parts` : 'is missing'));
  return null;
}

async function readHashes(reading: Reading, tile: Tile, level: number): Promise<void> {
  const { levels, findings } = reading;
  const hashes = await partsOf(reading, tile, decodeHashes);
  levels[level] ??= [];
  const held = levels[level];
  const below = levels[level - 1];
  // In the place of what cannot be read: no hash of anything.
  for (let i = 0; i < tile.width; i++) held.push(hashes?.[i] ?? new Uint8Array(32));
  if (!below || !hashes) return;
  const wrong = hashes.findIndex((hash, i) => !isEqual(hash, rootOf(tileOf(below, tile.n * TILE_WIDTH + i))));
  if (wrong >= 0)
    findings.push(tampered(pathOf(tile), `holds as hash ${wrong} another than its tile below makes`));
}

const tileOf = (hashes: readonly Hash[], n: number): readonly Hash[] =>
  hashes.slice(n * TILE_WIDTH, (n + 1) * TILE_WIDTH);

async function readBundle(reading: Reading, tile: Tile): Promise<void> {
  const { findings, levels, entries } = reading;
  const bundle = await partsOf(reading, tile, decodeEntries);
  if (!bundle) return;
  const first = tile.n * TILE_WIDTH;
  for (const [i, entry] of bundle.entries()) entries.set(first + i, entry);
  const leaves = tileOf(levels[0] ?? [], tile.n);
  const wrong = bundle.findIndex((entry, i) => !isEqual(leafHash(entry), leaves[i] ?? new Uint8Array()));
  if (wrong >= 0) findings.push(tampered(`entry ${first + wrong}`, 'is not the one that the tree holds'));
}

const readerOf = (levels: readonly (readonly Hash[])[]): HashReader => ({
  hashes: async (level, from, count) => levels[level]?.slice(from, from + count) ?? [],
});

/** Whether the tree begins with the very entries that an older checkpoint of the same log was signed over. */
export async function checkGrowth(tree: CheckedTree, old: Checkpoint, now: Checkpoint): Promise<Finding[]> {
  if (old.origin !== now.origin) return [tampered('the old checkpoint', `is of another log, ${old.origin}`)];
  if (old.size > now.size)
    return [tampered('checkpoint', `is of ${now.size} entries, where ${old.size} were signed before`)];
  if (isEqual(await rootAt(tree.reader, old.size), old.root)) return [];
  return [tampered('checkpoint', `begins with other entries than the ${old.size} that were signed before`)];
}
