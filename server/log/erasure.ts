// Destroys personal details: of a whole session, by its key, or of single events whose time is over. The leaves stay, their
// commitments become values that nobody can link to anyone, and the log goes on verifying (consent-log.md 3.6).
import { type Refusal, refuse } from '../../shared/errors.ts';
import { just, must, type Step, type Store, wins } from '../store/store.ts';
import type { Recorder } from './record.ts';
import { EVIDENCE_MS } from './retention.ts';
import { forgetsTranscript } from './transcript-rows.ts';

const BATCH = 100;
/** A month's key is needed until the last detail that it seals is due. */
const MONTH_MS = 31 * 24 * 3_600_000;

export interface Eraser {
  /**
   * Erases all details of a session that has ended, and its search words. @param reason kept sealed with the record of it
   * @returns how many details there were, or NOT_FOUND, NOT_NOW where it goes on, FORBIDDEN where it is held
   */
  eraseSession(sid: string, reason: string): Promise<number | Refusal>;
  /** Forbids erasing a session, or allows it again. @returns NOT_FOUND for a session without details */
  hold(sid: string, state: 'on' | 'off'): Promise<Refusal | null>;
  /** Erases what is due by retention.ts. */
  eraseDue(): Promise<void>;
}

export interface EraserDeps {
  readonly store: Store;
  readonly log: Recorder;
  readonly now: () => number;
}

interface Session {
  readonly desk_id: string;
  readonly phase: string;
}
interface Due {
  readonly id: string;
  readonly sid: string;
  readonly seq: number;
  readonly desk_id: string;
}

export function eraser({ store, log, now }: EraserDeps): Eraser {
  const { sql } = store;

  const destroys = (keyId: string): Step[] => [
    // With `must` and the hold in the condition: of two who erase, or one who holds, only one succeeds.
    must(
      sql
        .updateTable('detail_key')
        .set({ wrapped: null, erased_at: now() })
        .where('id', '=', keyId)
        .where('wrapped', 'is not', null)
        .where('hold', '=', 0),
    ),
    just(
      sql
        .updateTable('detail')
        .set({ body: '', nonce: null, ct: null, erase_after: null })
        .where('key_id', '=', keyId),
    ),
    // What the customer wrote in a report lies under the session's own key.
    just(sql.updateTable('complaint').set({ nonce: null, ct: null }).where('session_id', '=', keyId)),
    ...forgetsTranscript(store, keyId),
  ];
  const forgetsWords = (sid: string): Step =>
    just(sql.updateTable('session').set({ words: '' }).where('id', '=', sid));

  const countOf = async (keyId: string): Promise<number> => {
    const left = sql.selectFrom('detail').select('id').where('key_id', '=', keyId);
    return (await store.read(left.where('ct', 'is not', null))).length;
  };
  const keyOf = async (sid: string): Promise<{ wrapped: Uint8Array | null; hold: number } | null> => {
    const rows = await store.read<{ wrapped: Uint8Array | null; hold: number }>(
      sql.selectFrom('detail_key').select(['wrapped', 'hold']).where('id', '=', sid),
    );
    return rows[0] ?? null;
  };
  const sessionOf = async (sid: string): Promise<Session | null> => {
    const rows = sql.selectFrom('session').select(['desk_id', 'phase']).where('id', '=', sid);
    return (await store.read<Session>(rows))[0] ?? null;
  };

  const eraseOld = async (): Promise<boolean> => {
    const rows = await store.read<{ id: string; session_id: string | null; desk_id: string | null }>(
      oldKeys(store, now()),
    );
    for (const { id, session_id: sid, desk_id: deskId } of rows) {
      const erased = { type: 'detail.erased', sid, eventSeq: null, count: await countOf(id) } as const;
      const also = [...destroys(id), ...(sid === null ? [] : [forgetsWords(sid)])];
      await wins(log.recordWith(deskId, { ...erased, basis: 'retention' }, { also }));
    }
    return rows.length > 0;
  };

  const eraseSingles = async (): Promise<boolean> => {
    const rows = await store.read<Due>(dueDetails(store, now()));
    for (const { id, sid, seq, desk_id: deskId } of rows) {
      const gone = { body: '', nonce: null, ct: null, erase_after: null };
      const goes = sql.updateTable('detail').set(gone).where('id', '=', id);
      const erased = { type: 'detail.erased', sid, eventSeq: seq, count: 1, basis: 'retention' } as const;
      const also = [must(goes.where('erase_after', 'is not', null))];
      await wins(log.recordWith(deskId, erased, { also }));
    }
    return rows.length > 0;
  };

  return {
    eraseSession: async (sid, reason) => {
      const [session, key] = [await sessionOf(sid), await keyOf(sid)];
      if (!session || !key?.wrapped) return refuse('NOT_FOUND');
      if (session.phase !== 'ended') return refuse('NOT_NOW');
      if (key.hold !== 0) return refuse('FORBIDDEN');
      const count = await countOf(sid);
      const erased = { type: 'detail.erased', sid, eventSeq: null, count, basis: 'request' } as const;
      const also = [...destroys(sid), forgetsWords(sid)];
      const isDone = await wins(log.recordWith(session.desk_id, erased, { also, detail: { reason } }));
      if (!isDone) return refuse('NOT_NOW');
      await store.scrub();
      return count;
    },

    hold: async (sid, state) => {
      const [session, key] = [await sessionOf(sid), await keyOf(sid)];
      if (!session || !key?.wrapped) return refuse('NOT_FOUND');
      const isOn = state === 'on';
      const sets = sql.updateTable('detail_key').set({ hold: isOn ? 1 : 0 });
      const also = [must(sets.where('id', '=', sid).where('wrapped', 'is not', null))];
      const isDone = await wins(
        log.recordWith(session.desk_id, { type: 'detail.hold', sid, isOn }, { also }),
      );
      return isDone ? null : refuse('NOT_NOW');
    },

    eraseDue: async () => {
      let hasErased = false;
      while (await eraseOld()) hasErased = true;
      while (await eraseSingles()) hasErased = true;
      if (hasErased) await store.scrub();
    },
  };
}

/** Keys of sessions that ended long enough ago, and of months. The key is older than the end, so its age finds them. */
const oldKeys = (store: Store, now: number) =>
  store.sql
    .selectFrom('detail_key as key')
    .leftJoin('session', 'session.id', 'key.session_id')
    .select(['key.id as id', 'key.session_id as session_id', 'session.desk_id as desk_id'])
    .where('key.wrapped', 'is not', null)
    .where('key.hold', '=', 0)
    .where('key.made_at', '<', now - EVIDENCE_MS)
    .where((q) =>
      q.or([
        q('session.ended_at', '<', now - EVIDENCE_MS),
        q.and([q('key.session_id', 'is', null), q('key.made_at', '<', now - EVIDENCE_MS - MONTH_MS)]),
      ]),
    )
    .orderBy('key.made_at')
    .limit(BATCH);

const dueDetails = (store: Store, now: number) =>
  store.sql
    .selectFrom('detail')
    .innerJoin('event', 'event.detail_id', 'detail.id')
    .innerJoin('session', 'session.id', 'event.session_id')
    .innerJoin('detail_key', 'detail_key.id', 'detail.key_id')
    .select(['detail.id as id', 'event.session_id as sid', 'event.seq as seq', 'session.desk_id as desk_id'])
    .where('detail.erase_after', '<', now)
    .where('detail_key.hold', '=', 0)
    .limit(BATCH);
