// A whole exported log, made with `shared/log` alone: in memory, to be spoilt byte by byte, or on the disk.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { concat, utf8 } from '../../shared/bytes.ts';
import { canonicalText } from '../../shared/canonical.ts';
import { type DetailLine, FILES, type KeySet, type LogFiles } from '../../shared/log/layout.ts';
import { encodeEntries, pathOf, type Tile, tilesOf } from '../../shared/log/tiles.ts';
import { rootAt } from '../../shared/log/tree.ts';
import { type StoredHashes, storedHashesOf } from './rfc-tree.ts';
import { type Signer, signedCheckpoint } from './signers.ts';

export type Files = ReadonlyMap<string, Uint8Array>;

export interface LogContent {
  /** The first one's name is the origin. */
  readonly signers: readonly Signer[];
  readonly entries: readonly Uint8Array[];
  readonly details?: readonly DetailLine[];
  readonly keys?: KeySet;
}

export interface WrittenLog {
  readonly files: Files;
  readonly hashes: StoredHashes;
  readonly checkpoint: string;
}

export async function writtenLog(content: LogContent): Promise<WrittenLog> {
  const { signers, entries, details = [], keys = { keys: [] } } = content;
  const hashes = await storedHashesOf(entries);
  const checkpoint = signedCheckpoint(signers, entries.length, await rootAt(hashes, entries.length));
  const files = new Map<string, Uint8Array>();
  files.set(FILES.vkey, utf8(signers.map(({ spelled }) => `${spelled}\n`).join('')));
  files.set(FILES.checkpoint, utf8(checkpoint));
  files.set(FILES.details, utf8(details.map((line) => `${canonicalText(line)}\n`).join('')));
  files.set(FILES.keys, utf8(canonicalText(keys)));
  for (const tile of tilesOf(entries.length)) files.set(pathOf(tile), await bytesOf(tile, entries, hashes));
  return { files: withManifest(files), hashes, checkpoint };
}

async function bytesOf(
  tile: Tile,
  entries: readonly Uint8Array[],
  hashes: StoredHashes,
): Promise<Uint8Array> {
  const from = tile.n * 256;
  if (tile.level === 'entries') return encodeEntries(entries.slice(from, from + tile.width));
  return concat(...(await hashes.hashes(tile.level, from, tile.width)));
}

/** The same files with a manifest that fits them: what a forger would make too. */
export function withManifest(files: Files): Files {
  const others = [...files].filter(([path]) => path !== FILES.manifest);
  const sums = others.map(([path, bytes]) => [path, createHash('sha256').update(bytes).digest('hex')]);
  const manifest = { format: 'permesso-log/1', files: Object.fromEntries(sums) };
  return new Map(others).set(FILES.manifest, utf8(canonicalText(manifest)));
}

export const inMemory = (files: Files): LogFiles => ({
  read: async (path) => files.get(path) ?? null,
  list: async () => [...files.keys()],
});

export function writeTo(folder: string, files: Files): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}
