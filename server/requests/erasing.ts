// What customers wrote to a desk goes: by an admin or the operator for one request, and by itself when the desk's days are over. Words,
// names, lines, notes and what was found by them; the number, the times and what came of it stay. Nothing goes while it is held.
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { Desk } from '../../shared/protocol/http.ts';
import { keepOf } from '../desks/keep.ts';
import { forgetsTranscript } from '../log/transcript-rows.ts';
import { just, must, type Step, type Store, wins } from '../store/store.ts';
import { forgetsWords } from '../store/words.ts';
import { forgetsFiles } from './files.ts';
import type { RequestDeps } from './requests.ts';
import { type Named, namedRequests, requestBy } from './rows.ts';
import { tells } from './telling.ts';

const DAY_MS = 24 * 3_600_000;
const BATCH = 100;
const BLANK = JSON.stringify({ address: '', browser: '', system: '', device: 'computer', screen: null });

export type ErasingDeps = Pick<RequestDeps, 'store' | 'bus' | 'log' | 'now'>;
export type Erasing = ReturnType<typeof erasing>;

export function erasing(deps: ErasingDeps) {
  const { store, log, now } = deps;
  const { sql } = store;

  const erase = async (
    row: Named,
    how: { readonly basis: 'request' | 'retention'; readonly by?: string; readonly reason?: string },
  ): Promise<boolean> => {
    const { basis, by, reason } = how;
    const sessions = await store.read<{ id: string }>(
      sql.selectFrom('session').select('id').where('request_id', '=', row.id),
    );
    const draft = { type: 'request.erased', request: row.id, basis } as const;
    const also = [...wipes(store, row, now()), ...sessions.flatMap(({ id }) => forgetsTranscript(store, id))];
    const about = { also, ...(by === undefined ? {} : { by }), ...(reason ? { detail: { reason } } : {}) };
    if (!(await wins(log.recordWith(row.desk_id, draft, about)))) return false;
    tells(deps, row, { what: 'changed', by: by ?? null });
    return true;
  };

  const byId = async (id: string, desks: readonly Desk[] | null): Promise<Named | null> => {
    if (desks) return requestBy(store, desks, id);
    return (await store.read<Named>(namedRequests(store).where('request.id', '=', id)))[0] ?? null;
  };

  return {
    /**
     * @param desks whose; null for the operator, to whom all are there
     * @returns NOT_FOUND, NOT_NOW while it goes on or where it is gone already, FORBIDDEN while it or a session of it is held
     */
    eraseRequest: async (
      id: string,
      how: { readonly desks: readonly Desk[] | null; readonly by?: string; readonly reason: string },
    ): Promise<null | Refusal> => {
      const row = await byId(id, how.desks);
      if (!row) return refuse('NOT_FOUND');
      if (row.state !== 'completed' || row.erased_at !== null) return refuse('NOT_NOW');
      const { by, reason } = how;
      const isDone = await erase(row, { basis: 'request', reason, ...(by === undefined ? {} : { by }) });
      if (!isDone) {
        const after = await byId(id, how.desks);
        const isThere = after?.state === 'completed' && after.erased_at === null;
        return refuse(isThere ? 'FORBIDDEN' : 'NOT_NOW');
      }
      await store.scrub();
      return null;
    },

    /** Forbids erasing a request, or allows it again. */
    holdRequest: async (
      id: string,
      how: { readonly desks: readonly Desk[] | null; readonly by?: string; readonly isOn: boolean },
    ): Promise<null | Refusal> => {
      const row = await byId(id, how.desks);
      if (!row) return refuse('NOT_FOUND');
      const { by, isOn } = how;
      const sets = sql
        .updateTable('request')
        .set({ hold: isOn ? 1 : 0 })
        .where('id', '=', id);
      const also = [must(sets.where('erased_at', 'is', null))];
      const draft = { type: 'request.hold', request: id, isOn } as const;
      const isDone = await wins(
        log.recordWith(row.desk_id, draft, { also, ...(by === undefined ? {} : { by }) }),
      );
      return isDone ? null : refuse('NOT_NOW');
    },

    /** By desk and number, as people know it. */
    numbered: async (slug: string, number: number): Promise<Named | null> => {
      const rows = namedRequests(store).where('desk.slug', '=', slug).where('request.number', '=', number);
      return (await store.read<Named>(rows))[0] ?? null;
    },

    /** What is due by the days that each desk keeps it, from the end of the request. */
    eraseDueRequests: async (): Promise<void> => {
      const desks = await store.read<{ id: string; settings: string | null }>(
        sql.selectFrom('desk').select(['id', 'settings']),
      );
      let hasErased = false;
      for (const desk of desks) {
        const before = now() - keepOf(desk.settings).requestDays * DAY_MS;
        const due = namedRequests(store)
          .where('request.desk_id', '=', desk.id)
          .where('request.closed_at', '<', before)
          .where('request.erased_at', 'is', null)
          .where('request.hold', '=', 0)
          .orderBy('request.closed_at')
          .limit(BATCH);
        for (const row of await store.read<Named>(due))
          hasErased = (await erase(row, { basis: 'retention' })) || hasErased;
      }
      if (hasErased) await store.scrub();
    },
  };
}

function wipes(store: Store, { id }: Named, at: number): Step[] {
  const { sql } = store;
  const isHeld = sql
    .selectFrom('session')
    .innerJoin('detail_key', 'detail_key.id', 'session.id')
    .select('session.id')
    .where('session.request_id', '=', id)
    .where('detail_key.hold', '=', 1);
  const goesOn = sql
    .selectFrom('session')
    .select('session.id')
    .where('session.request_id', '=', id)
    .where('session.phase', '!=', 'ended');
  const nothing = {
    name: '',
    email: '',
    problem: '',
    steps: '',
    messages: '',
    origin: BLANK,
    page: '',
    closing: '',
    feedback: '',
    // No value opens it any more.
    secret_hash: '',
    unread: 0,
    erased_at: at,
  };
  return [
    // With the holds in the condition: of one who erases and one who holds, only one succeeds.
    must(
      sql
        .updateTable('request')
        .set(nothing)
        .where('id', '=', id)
        .where('erased_at', 'is', null)
        .where('hold', '=', 0)
        // Taken up again in this very moment, it is somebody's work, and what is written in it has to stay.
        .where('state', '=', 'completed')
        .where((q) => q.not(q.exists(goesOn)))
        .where((q) => q.not(q.exists(isHeld))),
    ),
    just(sql.deleteFrom('request_line').where('request_id', '=', id)),
    ...forgetsFiles({ store }, [id]),
    just(sql.deleteFrom('request_note').where('request_id', '=', id)),
    just(sql.updateTable('request_step').set({ name: '' }).where('request_id', '=', id)),
    // What a technician wrote of the customer when they called a colleague, and what the colleague answered.
    just(sql.updateTable('colleague_call').set({ note: '', word: '' }).where('request_id', '=', id)),
    // Letters about it: those on their way with all they say, and what a mail server answered, which names the address.
    just(sql.deleteFrom('mail').where('request_id', '=', id)),
    ...forgetsWords(store, id),
  ];
}
