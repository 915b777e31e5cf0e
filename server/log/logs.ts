// Which transparency logs there are: one open log for the desk, one for the installation itself, and those that were closed.
// Opening a log is its own first entry. It knows no leaves and signs nothing.
import { randomUUID } from 'node:crypto';
import type { Notary } from '../keys/notary.ts';
import { newId } from '../secrets.ts';
import { bareRow } from '../store/events.ts';
import { just, must, type Step, type Store, StoreConflict } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

export type Log = Tables['log'];

/** What a log has said of itself. `root` in base64url. */
export interface LogHead {
  readonly size: number;
  readonly root: string;
}

export interface Logs {
  /** The open log of a desk, or of the installation for null; opens the first one where there is none. */
  current(deskId: string | null): Promise<Log>;
  /** All that are open, as the store has them now. */
  open(): Promise<readonly Log[]>;
  /** All there ever were, oldest first. */
  all(): Promise<readonly Log[]>;
  /**
   * Closes a log and opens its successor, whose first entry cites `head`, the last head of the old one that anybody has
   * seen. What was not a leaf yet goes to the successor. @throws StoreConflict when the log is closed already
   */
  succeed(log: Log, head: LogHead): Promise<Log>;
}

export interface LogsDeps {
  readonly store: Store;
  readonly notary: Notary;
  readonly installation: string;
  /** The host under whose name new logs are known, for example `help.example.org`. */
  readonly host: string;
  readonly now: () => number;
}

export function logs({ store, notary, installation, host, now }: LogsDeps): Logs {
  const { sql } = store;
  let known: readonly Log[] = [];

  const all = (): Promise<Log[]> =>
    store.read<Log>(sql.selectFrom('log').selectAll().orderBy('opened_at').orderBy('id'));
  const refresh = async (): Promise<readonly Log[]> => {
    known = (await all()).filter(({ closed_at }) => closed_at === null);
    return known;
  };
  const find = (deskId: string | null): Log | undefined => known.find(({ desk_id }) => desk_id === deskId);

  const opening = (id: string, deskId: string | null, cites: Cites): { log: Log; steps: Step[] } => {
    const origin = `${host}/log/${id}`;
    const { predecessor, size, root } = cites;
    const log = {
      id,
      desk_id: deskId,
      origin,
      vkey: notary.vkey(origin),
      opened_at: now(),
      closed_at: null,
      predecessor,
    };
    const entry = { ...stamp(), type: 'log.opened', predecessor, size, root } as const;
    return { log, steps: [just(sql.insertInto('log').values(log)), bareRow(store, id, entry)] };
  };
  const stamp = () => ({ v: 2, n: randomUUID(), at: now(), by: installation }) as const;

  const current = async (deskId: string | null): Promise<Log> => {
    if (!find(deskId)) await refresh();
    const log = find(deskId);
    if (log) return log;
    // The first log of a desk bears the desk's own id, under which older events already stand.
    const first = opening(deskId ?? installation, deskId, { predecessor: null, size: null, root: null });
    try {
      await store.write(first.steps);
    } catch (error) {
      // Another node has opened it at the same moment.
      if (!(error instanceof StoreConflict)) throw error;
    }
    await refresh();
    const opened = find(deskId);
    if (!opened) throw new Error(`the log of ${deskId ?? 'the installation'} is closed and has no successor`);
    return opened;
  };

  return {
    open: refresh,
    all,
    current,

    succeed: async (old, head) => {
      const next = opening(newId(), old.desk_id, { predecessor: old.id, ...head });
      const closed = {
        ...stamp(),
        type: 'log.closed',
        log: old.id,
        successor: next.log.id,
        ...head,
      } as const;
      const home = old.desk_id === null ? next.log : await current(null);
      const closes = sql.updateTable('log').set({ closed_at: now() });
      await store.write([
        must(closes.where('id', '=', old.id).where('closed_at', 'is', null)),
        ...next.steps,
        bareRow(store, home.id, closed),
        just(sql.updateTable('outbox').set({ log_id: next.log.id }).where('log_id', '=', old.id)),
      ]);
      await refresh();
      return next.log;
    },
  };
}

interface Cites {
  readonly predecessor: string | null;
  readonly size: number | null;
  readonly root: string | null;
}
