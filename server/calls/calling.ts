// A call from its making to its answer. Accepting is one unit with the session that comes of it, so that of several who press at once
// one has it and the others are told who.
import { isRefusal, type Refusal, refuse } from '../../shared/errors.ts';
import type { Call, Calls, NewCall } from '../../shared/protocol/calls.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { colleagueOf, type OpenSession, type SessionState } from '../../shared/session/state.ts';
import type { Who } from '../requests/taking.ts';
import { newId } from '../secrets.ts';
import { just, must, type Step, wins } from '../store/store.ts';
import { type CallDeps, tellsCall } from './calls.ts';
import { callBy, type NamedCall, namedCalls, publicCall } from './rows.ts';

/** Calls that one page is told of. */
const MOST = 50;

type CallingDeps = CallDeps & { settle(call: NamedCall): Promise<void> };

export function calling(deps: CallingDeps) {
  const { store, sessions, requests, terms, now, settle } = deps;
  const { sql } = store;
  /** Leaves `waiting` once: undone where it had left it before. */
  const leaves = (id: string, change: Partial<NamedCall>): Step =>
    must(sql.updateTable('colleague_call').set(change).where('id', '=', id).where('state', '=', 'waiting'));
  const write = async (row: NamedCall, by: string, change: Partial<NamedCall>): Promise<null | Refusal> => {
    if (!(await wins(store.write([leaves(row.id, change)])))) return refuse('NOT_NOW');
    tellsCall(deps, row, by);
    return null;
  };
  const isColleague = async (deskId: string, id: string): Promise<boolean> => {
    const rows = await store.read(
      sql
        .selectFrom('person')
        .innerJoin('desk_member', 'desk_member.person_id', 'person.id')
        .select('person.id')
        .where('person.id', '=', id)
        .where('desk_member.desk_id', '=', deskId)
        .where('person.state', '=', 'active'),
    );
    return rows.length > 0;
  };
  /** Three at once are enough: whoever helps beside somebody leaves calling to them. */
  const helpsBeside = async ({ follows }: OpenSession): Promise<boolean> =>
    follows !== null && (await sessions.state(follows)).phase !== 'ended';
  const rings = (row: NamedCall): boolean => row.state === 'waiting' && now() < row.expires_at;

  return {
    /** @param sid a session of whoever calls, in which they are with a customer */
    call: async (who: Who, sid: string, said: NewCall): Promise<{ call: string } | Refusal> => {
      const state = await sessions.state(sid);
      const open = callable(state, who);
      if (isRefusal(open)) return open;
      if (await helpsBeside(open)) return refuse('NOT_NOW');
      const { how, to } = said;
      if (to === who.person.id) return refuse('NOT_YOURS');
      if (to !== null && !(await isColleague(open.desk, to))) return refuse('NOT_FOUND');
      const id = newId();
      const at = now();
      const note = said.note.trim();
      const { request } = open;
      const row = {
        id,
        desk_id: open.desk,
        session_id: sid,
        request_id: request,
        caller_id: who.person.id,
        to_id: to,
        how,
        note,
        state: 'waiting' as const,
        word: '',
        made_at: at,
        expires_at: at + LIMITS.callMs,
        answered_by: null,
        follower_id: null,
      };
      const lapses = sql
        .updateTable('colleague_call')
        .set({ state: 'lapsed' })
        .where('session_id', '=', sid)
        .where('state', '=', 'waiting')
        .where('expires_at', '<=', at);
      const noted =
        request !== null ? requests.notes(request, { person: who.person, note, what: 'called' }) : [];
      const steps = [just(lapses), just(sql.insertInto('colleague_call').values(row)), ...noted];
      if (!(await wins(store.write(steps)))) return refuse('NOT_NOW');
      tellsCall(deps, row, who.person.id);
      return { call: id };
    },

    /** What this person may answer, and what they made or have and is not done with. */
    callsFor: async ({ person, desks }: Who): Promise<Calls> => {
      const at = now();
      const rows = await store.read<NamedCall>(
        namedCalls(store)
          .innerJoin('session as first', 'first.id', 'colleague_call.session_id')
          .leftJoin('session as second', 'second.id', 'colleague_call.follower_id')
          .where(
            'colleague_call.desk_id',
            'in',
            desks.map(({ id }) => id),
          )
          .where((e) =>
            e.or([
              e.and([
                e('colleague_call.state', '=', 'waiting'),
                e('colleague_call.expires_at', '>', at),
                e('colleague_call.caller_id', '!=', person.id),
                e.or([e('colleague_call.to_id', '=', person.id), e('colleague_call.to_id', 'is', null)]),
              ]),
              e.and([e('colleague_call.caller_id', '=', person.id), e('first.phase', '!=', 'ended')]),
              e.and([e('colleague_call.answered_by', '=', person.id), e('second.phase', '!=', 'ended')]),
            ]),
          )
          .orderBy('colleague_call.made_at', 'desc')
          .limit(MOST),
      );
      return { calls: rows.map((row) => publicCall(row, at)), now: at };
    },

    /** @returns the call as it is then: whoever has it stands in it */
    accept: async (who: Who, id: string): Promise<Call | Refusal> => {
      const row = await answerable(who, id);
      if (isRefusal(row)) return row;
      if (rings(row)) {
        const state = await sessions.state(row.session_id);
        if (state.phase !== 'open' || colleagueOf(state)) return refuse('NOT_NOW');
        await openFollower(who, row, state.request);
      }
      const after = await callBy(store, who.desks, id);
      return after ? publicCall(after, now()) : refuse('NOT_FOUND');
    },

    /** Only whoever was called by name can say no for everybody. */
    decline: async (who: Who, id: string, word: string): Promise<null | Refusal> => {
      const row = await answerable(who, id);
      if (isRefusal(row)) return row;
      if (row.to_id !== who.person.id) return refuse('NOT_YOURS');
      if (!rings(row)) return refuse('NOT_NOW');
      const change = { state: 'declined' as const, word: word.trim(), answered_by: who.person.id };
      return write(row, who.person.id, change);
    },

    withdraw: async (who: Who, id: string): Promise<null | Refusal> => {
      const row = await callBy(store, who.desks, id);
      if (row?.caller_id !== who.person.id) return refuse('NOT_FOUND');
      return write(row, who.person.id, { state: 'withdrawn' });
    },
  };

  async function answerable({ person, desks }: Who, id: string): Promise<NamedCall | Refusal> {
    const row = await callBy(store, desks, id);
    if (!row || (row.to_id !== null && row.to_id !== person.id)) return refuse('NOT_FOUND');
    return row.caller_id === person.id ? refuse('NOT_YOURS') : row;
  }

  /** A session of their own: its keys, its permissions, its entries. The first one hears of it right after. */
  async function openFollower({ person, desks }: Who, row: NamedCall, request: string | null): Promise<void> {
    const sid = newId();
    const desk = desks.find(({ id }) => id === row.desk_id);
    if (!desk) return;
    const wish = {
      type: 'create',
      desk: desk.id,
      ...(await terms(desk.id)),
      code: 'broker',
      ...(request === null ? {} : { request }),
      follows: row.session_id,
      codeExpiresAt: now() + LIMITS.callMeetMs,
      technicianName: person.name,
      deskName: desk.name,
    } as const;
    const answered = { state: 'accepted', answered_by: person.id, follower_id: sid } as const;
    const by = { role: 'technician', id: person.id } as const;
    const opened = await sessions.act(sid, wish, by, [leaves(row.id, answered)]);
    // Somebody else was faster, or it was taken back.
    if (isRefusal(opened)) return;
    await settle({ ...row, ...answered, answered_name: person.name });
    tellsCall(deps, row, person.id);
  }
}

/** The session, where a colleague can be called into it now; else why not. */
function callable(state: SessionState, { person, desks }: Who): OpenSession | Refusal {
  const isMine =
    state.phase !== 'new' && state.technician === person.id && desks.some(({ id }) => id === state.desk);
  if (!isMine) return refuse('NOT_FOUND');
  if (state.phase === 'ended') return refuse('ENDED');
  return state.phase !== 'open' || colleagueOf(state) ? refuse('NOT_NOW') : state;
}
