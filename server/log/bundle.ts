// One session as a file of its own: its leaves, their details, and a proof for each against one signed head. The layout is that
// of shared/log/layout.ts. It asks nobody whether the reader may have it.
import { toBase64, toBase64url, utf8 } from '../../shared/bytes.ts';
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { SessionBundle } from '../../shared/log/layout.ts';
import { readLeaf } from '../../shared/log/leaf.ts';
import { type HashReader, inclusionProof } from '../../shared/log/tree.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { Notary } from '../keys/notary.ts';
import { type DetailRow, openDetail, withDetail } from '../store/details.ts';
import type { Store } from '../store/store.ts';
import type { Log, Logs } from './logs.ts';
import { type CheckpointRow, treeRows } from './tree-rows.ts';
import type { Opened, Vault } from './vault.ts';

/** How often a turn of the sequencer is awaited before the answer is "not now". */
const TURNS = 3;

export interface Bundles {
  /**
   * Waits until the last event of the session is signed, a few seconds at most. An erased detail is null, as are those of
   * events from before commitments. @returns NOT_FOUND for no such session, NOT_NOW where its log is not signed
   */
  of(sid: string): Promise<SessionBundle | Refusal>;
}

export interface BundleDeps {
  readonly store: Store;
  readonly vault: Vault;
  readonly logs: Logs;
  readonly keys: Keyring;
  readonly notary: Notary;
  /** Resolves after a whole turn of the sequencer. */
  readonly turn: () => Promise<void>;
}

interface Row extends DetailRow {
  readonly body: string;
  readonly log_id: string | null;
  readonly idx: number | null;
}
type Placed = Row & { readonly log_id: string; readonly idx: number };
const isPlaced = (row: Row): row is Placed => row.log_id !== null && row.idx !== null;

export function bundles({ store, vault, logs, keys, notary, turn }: BundleDeps): Bundles {
  const rowsOf = (sid: string): Promise<Row[]> =>
    store.read<Row>(
      withDetail(store)
        .leftJoin('leaf', 'leaf.event_id', 'event.id')
        .select(['event.body as body', 'leaf.log_id as log_id', 'leaf.idx as idx'])
        .where('event.session_id', '=', sid)
        .orderBy('event.seq'),
    );

  /** The signed head over all of these rows, or null as long as there is none. */
  const headOver = async (rows: readonly Row[]): Promise<{ log: Log; head: CheckpointRow } | null> => {
    const placed = rows.filter(isPlaced);
    const [first] = placed;
    if (!first || placed.length < rows.length) return null;
    // A session that began in one log and went on in its successor has no one head.
    if (placed.some(({ log_id }) => log_id !== first.log_id)) return null;
    const log = (await logs.all()).find(({ id }) => id === first.log_id);
    const head = await treeRows(store, first.log_id).lastSigned();
    return log && head && placed.every(({ idx }) => idx < head.size) ? { log, head } : null;
  };

  const leavesOf = async (rows: readonly Row[], head: CheckpointRow): Promise<SessionBundle['leaves']> => {
    const reader = remembering(treeRows(store, head.log_id).reader);
    const leaves: SessionBundle['leaves'] = [];
    for (const row of rows.filter(isPlaced)) {
      const opened = openCommitted(vault, row);
      leaves.push({
        index: row.idx,
        leaf: row.body,
        detail: opened && { ...opened.detail },
        salt: opened && toBase64url(opened.salt),
        proof: (await inclusionProof(reader, row.idx, head.size)).map(toBase64),
      });
    }
    return leaves;
  };

  return {
    of: async (sid) => {
      for (let turns = 0; ; turns++) {
        const rows = await rowsOf(sid);
        if (rows.length === 0) return refuse('NOT_FOUND');
        const found = await headOver(rows);
        if (!found && turns === TURNS) return refuse('NOT_NOW');
        if (found) {
          const { log, head } = found;
          return {
            format: 'permesso-session/1',
            sid,
            origin: log.origin,
            vkey: vkeyFile(notary, log),
            keys: { keys: keys.published('attest').map((key) => ({ ...key })) },
            checkpoint: head.note,
            leaves: await leavesOf(rows, head),
          };
        }
        await turn();
      }
    },
  };
}

/** The keys of a log as the file `vkey` spells them, the newest last. */
export const vkeyFile = (notary: Notary, { origin }: Log): string =>
  notary
    .vkeys(origin)
    .map((vkey) => `${vkey}\n`)
    .join('');

/** The detail of an event whose leaf commits to it; null where nothing vouches for it or it was erased. */
export function openCommitted(vault: Vault, row: DetailRow & { body: string }): Opened | null {
  return readLeaf(utf8(row.body))?.c ? openDetail(vault, row) : null;
}

/** Neighbouring leaves share most of their way to the root. */
function remembering(reader: HashReader): HashReader {
  const known = new Map<string, ReturnType<HashReader['hashes']>>();
  return {
    hashes: (level, from, count) => {
      const name = `${level}/${from}/${count}`;
      const hashes = known.get(name) ?? reader.hashes(level, from, count);
      known.set(name, hashes);
      return hashes;
    },
  };
}
