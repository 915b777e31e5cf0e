// Who works on a request: one person at a time. Taking is one conditional statement, so that of ten who press at once one
// wins; giving back, losing and closing end the session that belongs to it, and every permission with that.
import { isRefusal, type Refusal, refuse } from '../../shared/errors.ts';
import type { Desk, Person } from '../../shared/protocol/http.ts';
import { ANSWER_MS, type Outcome, type RequestStep } from '../../shared/protocol/requests.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { newId } from '../secrets.ts';
import { just, must, wins } from '../store/store.ts';
import type { RequestDeps } from './requests.ts';
import { type Named, namedRequests, requestBy } from './rows.ts';
import { stepTo, tells } from './telling.ts';

/** Somebody at work, and the desks they belong to. */
export interface Who {
  readonly person: Pick<Person, 'id' | 'name'>;
  readonly desks: readonly Desk[];
}

const RACES = 5;

export function taking(deps: RequestDeps) {
  const { store, log, sessions, terms, onTaken, now } = deps;
  const { sql } = store;
  const mine = async ({ person, desks }: Who, id: string): Promise<Named | Refusal> => {
    const row = await requestBy(store, desks, id);
    if (!row) return refuse('NOT_FOUND');
    return row.state === 'active' && row.assignee_id === person.id ? row : refuse('NOT_YOURS');
  };
  const endSession = async (
    { session_id }: Named,
    { person }: { readonly person: Pick<Who['person'], 'id'> },
  ): Promise<void> => {
    if (session_id === null) return;
    // First whoever helps beside: nobody must take over what is being ended.
    for (const beside of await besides(session_id))
      await sessions.act(beside.sid, { type: 'end' }, { role: 'technician', id: beside.id });
    await sessions.act(session_id, { type: 'end' }, { role: 'technician', id: person.id });
  };
  const besides = (sid: string) =>
    store.read<{ sid: string; id: string }>(
      sql
        .selectFrom('session')
        .innerJoin('colleague_call', 'colleague_call.follower_id', 'session.id')
        .select(['session.id as sid', 'session.technician_id as id'])
        .where('colleague_call.session_id', '=', sid)
        .where('session.phase', '!=', 'ended'),
    );
  /** Nobody works on it any more. Undone as a whole where somebody else was faster. */
  const putBack = async (
    row: Named,
    what: 'released' | 'lost' | 'unanswered',
    by: Who['person'] | null,
  ): Promise<void> => {
    const update = sql
      .updateTable('request')
      .set({
        state: 'new',
        assignee_id: null,
        taken_at: null,
        answer_by: null,
        changed_at: now(),
      })
      .where('id', '=', row.id)
      .where('state', '=', 'active')
      .where('assignee_id', '=', row.assignee_id)
      // Answered in this very moment, it stays.
      .$if(what === 'unanswered', (q) => q.where('answer_by', 'is not', null));
    const why = what === 'unanswered' ? 'lost' : what;
    const draft = { type: 'request.released', request: row.id, why } as const;
    const also = [must(update), stepTo(deps, row.id, what, by?.name ?? row.assignee_name ?? '')];
    await log.recordWith(row.desk_id, draft, { ...(by ? { by: by.id } : {}), also });
    tells(deps, row, { what: 'changed', by: by?.id ?? null });
  };

  /** Nothing where somebody else put it back, or closed it, in the meantime. */
  const lose = async (row: Named, what: 'lost' | 'unanswered' = 'lost'): Promise<void> =>
    void (await wins(putBack(row, what, null)));

  return {
    /** @returns the request as it is then: whoever has it stands in it */
    assign: async ({ person, desks }: Who, id: string): Promise<Named | Refusal> => {
      const row = await requestBy(store, desks, id);
      if (!row) return refuse('NOT_FOUND');
      if (row.state === 'new') {
        const at = now();
        const update = sql
          .updateTable('request')
          .set({
            state: 'active',
            assignee_id: person.id,
            taken_at: at,
            answer_by: at + ANSWER_MS,
            changed_at: at,
          })
          .where('id', '=', id)
          .where('state', '=', 'new');
        const draft = { type: 'request.assigned', request: id, person: person.id } as const;
        const also = [must(update), stepTo(deps, id, 'assigned', person.name)];
        if (await wins(log.recordWith(row.desk_id, draft, { by: person.id, also }))) {
          tells(deps, row, { what: 'changed', by: person.id });
          onTaken();
        }
      }
      return (await requestBy(store, desks, id)) ?? refuse('NOT_FOUND');
    },

    /** Back to the queue, also after a chat. */
    release: async (who: Who, id: string): Promise<null | Refusal> => {
      const row = await mine(who, id);
      if (isRefusal(row)) return row;
      await endSession(row, who);
      return (await wins(putBack(row, 'released', who.person))) ? null : refuse('NOT_NOW');
    },

    /** A session that the customer is invited into: the one that is going on, or a new one. */
    join: async (who: Who, id: string): Promise<{ sid: string } | Refusal> => {
      const row = await mine(who, id);
      if (isRefusal(row)) return row;
      const going = row.session_id === null ? null : await sessions.state(row.session_id);
      if (row.session_id !== null && going && going.phase !== 'ended') return { sid: row.session_id };
      const sid = newId();
      const update = sql
        .updateTable('request')
        .set({ session_id: sid, answer_by: null, changed_at: now() })
        .where('id', '=', id)
        .where('state', '=', 'active')
        .where('assignee_id', '=', who.person.id)
        .where('session_id', 'is not distinct from', row.session_id);
      const wish = {
        type: 'create',
        desk: row.desk_id,
        ...(await terms(row.desk_id)),
        code: 'broker',
        request: id,
        codeExpiresAt: now() + LIMITS.hardEndMs,
        technicianName: who.person.name,
        deskName: row.desk_name,
      } as const;
      const opened = await sessions.act(sid, wish, { role: 'technician', id: who.person.id }, [
        must(update),
        stepTo(deps, id, 'invited', who.person.name),
      ]);
      // Given back or closed meanwhile; or opened by another tab of the same person, who is then led into that one.
      if (isRefusal(opened)) {
        const after = await mine(who, id);
        const isOther = !isRefusal(after) && after.session_id !== row.session_id;
        return isOther && after.session_id !== null ? { sid: after.session_id } : opened;
      }
      tells(deps, row, { what: 'changed', by: who.person.id });
      return { sid };
    },

    close: async (who: Who, id: string, how: { outcome: Outcome; note: string }): Promise<null | Refusal> => {
      const row = await mine(who, id);
      if (isRefusal(row)) return row;
      await endSession(row, who);
      return finishOnce(row, { ...how, what: 'closed', by: who.person });
    },

    /** By a program of the desk, and only what nobody has taken: whoever works on it closes it. */
    closeUntaken: async (
      { person, desks }: Who,
      id: string,
      how: { outcome: Outcome; note: string },
    ): Promise<null | Refusal> => {
      const row = await requestBy(store, desks, id);
      if (!row) return refuse('NOT_FOUND');
      if (row.state !== 'new') return refuse(row.state === 'active' ? 'NOT_YOURS' : 'NOT_NOW');
      return finishOnce(row, { ...how, what: 'closed', by: person });
    },

    /** The customer does not need it any more. */
    withdraw: async (first: Named): Promise<null | Refusal> => {
      const by = { id: first.id, name: first.name };
      // Somebody may take it, or begin a session, in this very moment; that ends with it.
      for (let race = 0, row: Named | undefined = first; race < RACES && row; race += 1) {
        if (row.state === 'completed') return refuse('NOT_NOW');
        // Nobody waits in a session for a customer who has gone.
        if (row.assignee_id !== null) await endSession(row, { person: { id: row.assignee_id } });
        const late = await finishOnce(row, { outcome: 'withdrawn', note: '', what: 'closed', by });
        if (!late) return null;
        [row] = await store.read<Named>(namedRequests(store).where('request.id', '=', first.id));
      }
      return refuse('NOT_NOW');
    },

    /** The customer has come into the session. */
    entered: async (row: Named): Promise<void> => {
      const update = sql.updateTable('request').set({ changed_at: now() }).where('id', '=', row.id);
      await store.write([just(update), stepTo(deps, row.id, 'entered', row.name)]);
      tells(deps, row, { what: 'changed', by: null });
    },

    /** Puts back what was taken and not answered in time. @returns when the next one is due; null where none is */
    dropUnanswered: async (): Promise<number | null> => {
      const waiting = namedRequests(store)
        .where('request.answer_by', 'is not', null)
        .where('request.state', '=', 'active');
      const due = await store.read<Named>(waiting.where('request.answer_by', '<=', now()));
      for (const row of due) await lose(row, 'unanswered');
      const [next] = await store.read<Named>(waiting.orderBy('request.answer_by').limit(1));
      return next?.answer_by ?? null;
    },

    /** Whoever leaves a desk leaves what they had taken there. @param deskId null for all desks */
    dropOf: async (personId: string, deskId: string | null): Promise<void> => {
      const taken = namedRequests(store)
        .where('request.assignee_id', '=', personId)
        .where('request.state', '=', 'active');
      const rows = await store.read<Named>(
        deskId === null ? taken : taken.where('request.desk_id', '=', deskId),
      );
      for (const row of rows) await lose(row);
    },

    /** The technician is gone from the session, or never answered: the request goes back, with its history. */
    deserted: async (id: string, sid: string): Promise<void> => {
      const [row] = await store.read<Named>(namedRequests(store).where('request.id', '=', id));
      // A colleague who was called and is gone again leaves it with whoever has it.
      if (row?.state === 'active' && row.session_id === sid) await lose(row);
    },
  };

  /** @returns NOT_NOW where somebody was faster */
  async function finishOnce(row: Named, how: Parameters<typeof finish>[1]): Promise<null | Refusal> {
    return (await wins(finish(row, how))) ? null : refuse('NOT_NOW');
  }

  async function finish(
    row: Named,
    how: {
      readonly outcome: Outcome;
      readonly note: string;
      readonly what: RequestStep['what'];
      readonly by: { readonly id: string; readonly name: string };
    },
  ): Promise<void> {
    const { outcome, note, what, by } = how;
    const at = now();
    const update = sql
      .updateTable('request')
      .set({
        state: 'completed',
        outcome,
        closing: note,
        answer_by: null,
        closed_at: at,
        changed_at: at,
      })
      .where('id', '=', row.id)
      // As it was when its session was ended: nobody else has it by now, and nobody is with its customer.
      .where('state', '=', row.state)
      .where('assignee_id', 'is not distinct from', row.assignee_id)
      .where('session_id', 'is not distinct from', row.session_id);
    const draft = { type: 'request.closed', request: row.id, outcome } as const;
    await log.recordWith(row.desk_id, draft, {
      by: by.id,
      also: [must(update), stepTo(deps, row.id, what, by.name)],
    });
    tells(deps, row, { what: 'changed', by: by.id });
  }
}
