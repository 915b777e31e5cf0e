// Reads stored hashes out of a folder of tiles, whatever size it was written for. It believes what it reads; proofs made of it
// are checked against signed roots.
import type { LogFiles } from './layout.ts';
import { decodeHashes, parseTilePath } from './tiles.ts';
import { type HashReader, TILE_WIDTH } from './tree.ts';

/** A tile is not there, or is too narrow for what is asked of it. */
export class MissingTile extends Error {
  override readonly name = 'MissingTile';
  readonly path: string;

  constructor(path: string) {
    super(`no such tile: ${path}`);
    this.path = path;
  }
}

/** The widest tile of each number counts: a log may keep narrower ones from before. */
export async function tileReader(files: LogFiles): Promise<HashReader> {
  const widest = new Map<string, { path: string; width: number }>();
  for (const path of await files.list()) {
    const tile = parseTilePath(path);
    const name = `${tile?.level}/${tile?.n}`;
    if (tile && (widest.get(name)?.width ?? 0) < tile.width) widest.set(name, { path, width: tile.width });
  }
  return {
    hashes: async (level, from, count) => {
      const name = `${level}/${Math.floor(from / TILE_WIDTH)}`;
      const path = widest.get(name)?.path ?? `tile/${name}`;
      const bytes = await files.read(path);
      // Neither a proof nor a root ever asks for hashes across the edge of a tile.
      const hashes = (bytes && decodeHashes(bytes))?.slice(from % TILE_WIDTH, (from % TILE_WIDTH) + count);
      if (hashes?.length !== count) throw new MissingTile(path);
      return hashes;
    },
  };
}
