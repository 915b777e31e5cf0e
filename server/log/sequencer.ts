// Turns committed events into leaves and signs the heads: first leaves, in one unit of the store; then, over what is committed
// and nothing else, a checkpoint (consent-log.md 3.3). Written for several brokers on one database without any lock: an explicit
// place in the log and its primary key decide who was first, and the slower one reads again. No append ever waits for it.
import { utf8 } from '../../shared/bytes.ts';
import { leafHash } from '../../shared/log/merkle.ts';
import { checkpointText } from '../../shared/log/note.ts';
import { completed, rootAt } from '../../shared/log/tree.ts';
import type { Notary } from '../keys/notary.ts';
import { just, must, type Step, type Store, StoreConflict } from '../store/store.ts';
import type { Heads } from './heads.ts';
import type { Log, Logs } from './logs.ts';
import { treeRows } from './tree-rows.ts';

/** Rows of one unit: its write holds up appends for a few milliseconds, not longer. */
const BATCH = 500;
/** Units between two heads, when there is much to do. */
const BATCHES = 20;
const LOST_RACES = 20;

export interface Sequencer {
  /**
   * Makes leaves of everything that waits and signs what is new, log by log. A log that must not be signed is left as it
   * is, and so is one whose turn fails, until the next pass; the others go on.
   */
  pass(): Promise<void>;
  /** Why a log was not signed in its last turn, in words; null when it was, or had nothing new. */
  refusal(logId: string): string | null;
}

export interface SequencerDeps {
  readonly store: Store;
  readonly logs: Logs;
  readonly heads: Heads;
  readonly notary: Notary;
  readonly now: () => number;
  readonly onProblem: (problem: unknown) => void;
  /** Told once when a log begins to be refused. A person must act. */
  readonly onRefusal: (log: Log, reason: string) => void;
}

interface Waiting {
  readonly event_id: number;
  readonly body: string;
}
interface Batch {
  readonly events: readonly Waiting[];
  readonly hasMore: boolean;
}

export function sequencer(deps: SequencerDeps): Sequencer {
  const { store, logs, heads, notary, now, onProblem, onRefusal } = deps;
  const { sql } = store;
  const refused = new Map<string, string>();

  const waiting = async (log: Log, size: number): Promise<Batch> => {
    const rows = sql
      .selectFrom('outbox')
      .innerJoin('event', 'event.id', 'outbox.event_id')
      .select(['outbox.event_id as event_id', 'event.body as body'])
      .where('outbox.log_id', '=', log.id);
    // The opening of a log is its first leaf, also where older events or those of a predecessor wait for it.
    const opening = size === 0 ? await store.read<Waiting>(rows.where('event.type', '=', 'log.opened')) : [];
    if (opening.length > 0) return { events: opening, hasMore: true };
    const events = await store.read<Waiting>(rows.orderBy('outbox.event_id').limit(BATCH));
    return { events, hasMore: events.length === BATCH };
  };

  /** @returns whether more may wait. @throws StoreConflict when somebody else was faster */
  const takeBatch = async (log: Log): Promise<boolean> => {
    const rows = treeRows(store, log.id);
    const size = await rows.size();
    const { events: batch, hasMore } = await waiting(log, size);
    if (batch.length === 0) return false;
    const hashes = batch.map(({ body }) => leafHash(utf8(body)));
    const full = await completed(rows.reader, size, hashes);
    const leaves = batch.map(({ event_id }, i) => ({
      log_id: log.id,
      idx: size + i,
      event_id,
      hash: hashes[i] ?? new Uint8Array(),
    }));
    const subtrees = full.map(({ level, index, hash }) => ({ log_id: log.id, level, idx: index, hash }));
    const ids = batch.map(({ event_id }) => event_id);
    await store.write([
      stillOpen(store, log),
      just(sql.insertInto('leaf').values(leaves)),
      ...(subtrees.length > 0 ? [just(sql.insertInto('subtree').values(subtrees))] : []),
      must(sql.deleteFrom('outbox').where('event_id', 'in', ids).where('log_id', '=', log.id)),
    ]);
    return hasMore;
  };

  /** Takes what waits, up to a bound, so that steady work never puts off the signing. @returns whether more may wait */
  const takeSome = async (log: Log): Promise<boolean> => {
    let lost = 0;
    for (let taken = 0; taken < BATCHES && lost < LOST_RACES; ) {
      try {
        if (!(await takeBatch(log))) return false;
        taken += 1;
      } catch (error) {
        if (!(error instanceof StoreConflict)) throw error;
        lost += 1;
      }
    }
    return true;
  };

  const signNew = async (log: Log): Promise<void> => {
    const rows = treeRows(store, log.id);
    const last = await rows.lastSigned();
    const size = await rows.size();
    if (size === 0) return;
    if (last && last.size >= size) {
      if (heads.kept(log)?.size !== last.size) heads.keep(log, last.note);
      return;
    }
    const root = await rootAt(rows.reader, size);
    const note = notary.sign(log.origin, checkpointText({ origin: log.origin, size, root }));
    const checkpoint = { log_id: log.id, size, root, note, at: now() };
    try {
      await store.write([just(sql.insertInto('checkpoint').values(checkpoint))]);
    } catch (error) {
      // Another node has signed this very size, over the same leaves.
      if (!(error instanceof StoreConflict)) throw error;
    }
    heads.keep(log, note);
  };

  const judge = async (log: Log): Promise<boolean> => {
    const reason = await heads.objection(log, treeRows(store, log.id));
    const before = refused.get(log.id);
    if (reason === null) refused.delete(log.id);
    else refused.set(log.id, reason);
    if (reason !== null && before === undefined) onRefusal(log, reason);
    return reason === null;
  };

  /** @returns whether more waits */
  const turn = async (log: Log): Promise<boolean> => {
    if (!(await judge(log))) return false;
    const hasMore = await takeSome(log);
    // Looked at again over the committed leaves: a log must never sign two heads that contradict each other.
    if (!(await judge(log))) return false;
    await signNew(log);
    return hasMore;
  };
  const turns = async (log: Log): Promise<void> => {
    while (await turn(log));
  };

  return {
    pass: async () => {
      await adopt(store, logs);
      for (const log of await logs.open()) await turns(log).catch(onProblem);
    },
    refusal: (logId) => refused.get(logId) ?? null,
  };
}

/** Fails the unit when the log has been closed since it was read. Changes nothing. */
const stillOpen = (store: Store, { id }: Log): Step =>
  must(
    store.sql.updateTable('log').set({ closed_at: null }).where('id', '=', id).where('closed_at', 'is', null),
  );

/** A broker that did not know yet that a log was closed may have written to it: such events go to the successor. */
async function adopt(store: Store, logs: Logs): Promise<void> {
  const { sql } = store;
  const lost = sql
    .selectFrom('outbox')
    .innerJoin('log', 'log.predecessor', 'outbox.log_id')
    .select(['outbox.log_id as from', 'log.id as to'])
    .distinct();
  for (const { from, to } of await store.read<{ from: string; to: string }>(lost)) {
    await store.write([just(sql.updateTable('outbox').set({ log_id: to }).where('log_id', '=', from))]);
    await logs.open();
  }
}
