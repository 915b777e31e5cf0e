// The tree of one log as its rows hold it: leaves, hashes of full subtrees, and the heads that were signed. It only reads.
import { concat, utf8 } from '../../shared/bytes.ts';
import type { Hash } from '../../shared/log/merkle.ts';
import { encodeEntries, type Tile } from '../../shared/log/tiles.ts';
import { type HashReader, TILE_WIDTH } from '../../shared/log/tree.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

export type CheckpointRow = Tables['checkpoint'];

export interface TreeRows {
  readonly reader: HashReader;
  /** How many leaves there are, signed or not. */
  size(): Promise<number>;
  /** The text of `count` neighbouring leaves. @throws Error when one is missing */
  texts(from: number, count: number): Promise<string[]>;
  /** The largest head that was signed. */
  lastSigned(): Promise<CheckpointRow | null>;
}

export function treeRows(store: Store, logId: string): TreeRows {
  const { sql } = store;

  const hashes = async (level: number, from: number, count: number): Promise<Hash[]> => {
    const leaves = sql.selectFrom('leaf').select('hash').where('log_id', '=', logId);
    const above = sql.selectFrom('subtree').select('hash').where('log_id', '=', logId);
    const to = from + count;
    const rows = await store.read<{ hash: Uint8Array }>(
      level === 0
        ? leaves.where('idx', '>=', from).where('idx', '<', to).orderBy('idx')
        : above.where('level', '=', level).where('idx', '>=', from).where('idx', '<', to).orderBy('idx'),
    );
    return whole(rows, count).map(({ hash }) => hash);
  };

  return {
    reader: { hashes },
    size: async () => {
      const last = sql.selectFrom('leaf').select('idx').where('log_id', '=', logId);
      const [row] = await store.read<{ idx: number }>(last.orderBy('idx', 'desc').limit(1));
      return row ? Number(row.idx) + 1 : 0;
    },
    texts: async (from, count) => {
      const rows = await store.read<{ body: string }>(
        sql
          .selectFrom('leaf')
          .innerJoin('event', 'event.id', 'leaf.event_id')
          .select('event.body as body')
          .where('leaf.log_id', '=', logId)
          .where('leaf.idx', '>=', from)
          .where('leaf.idx', '<', from + count)
          .orderBy('leaf.idx'),
      );
      return whole(rows, count).map(({ body }) => body);
    },
    lastSigned: async () => {
      const signed = sql.selectFrom('checkpoint').selectAll().where('log_id', '=', logId);
      const [row] = await store.read<CheckpointRow>(signed.orderBy('size', 'desc').limit(1));
      return row ?? null;
    },
  };
}

function whole<R>(rows: R[], count: number): R[] {
  if (rows.length !== count) throw new Error(`${count - rows.length} rows of the log are missing`);
  return rows;
}

/** The bytes of a tile or bundle. @throws Error where a row is missing */
export async function tileBytes(rows: TreeRows, { level, n, width }: Tile): Promise<Uint8Array> {
  const from = n * TILE_WIDTH;
  if (level === 'entries') return encodeEntries((await rows.texts(from, width)).map(utf8));
  return concat(...(await rows.reader.hashes(level, from, width)));
}
