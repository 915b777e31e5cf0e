// What an accepted call comes to, read from the two sessions it ties together and from nothing else: so that it may be asked at any time,
// by whoever hears that one of them moved, and after a restart, and does each thing once.
import { isRefusal } from '../../shared/errors.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import type { Colleague, SessionState } from '../../shared/session/state.ts';
import { just } from '../store/store.ts';
import { type CallDeps, tellsCall } from './calls.ts';
import { callsAbout, type NamedCall, namedCalls } from './rows.ts';

/** After these something may have to follow in the other session. */
const MOVING: readonly SessionEvent['type'][] = ['session.admitted', 'session.ended', 'colleague.refused'];

type Tied = NamedCall & { readonly follower_id: string; readonly answered_by: string };

export function settling(deps: CallDeps) {
  const { store, sessions, requests, broker } = deps;
  /** Calls whose sessions are being looked at, so that two who hear of one thing do it after one another. */
  let tail: Promise<unknown> = Promise.resolve();

  /** Not where somebody has answered it meanwhile: what comes of that is looked at next. */
  const closes = async (call: NamedCall, state: 'over' | 'withdrawn'): Promise<void> => {
    const update = store.sql
      .updateTable('colleague_call')
      .set({ state })
      .where('id', '=', call.id)
      .where('state', '=', call.state);
    await store.write([just(update)]);
  };
  const endFollower = (call: Tied) =>
    sessions.act(call.follower_id, { type: 'end' }, { role: 'technician', id: call.answered_by });
  const takeOver = async (call: Tied): Promise<void> => {
    if (call.request_id === null) return;
    const person = { id: call.answered_by, name: call.answered_name ?? '' };
    await requests.handOver(call.request_id, { from: call.session_id, to: call.follower_id, person });
  };

  const tell = async (call: Tied): Promise<boolean> => {
    const { follower_id: follower, answered_by: colleague, how, answered_name } = call;
    const wish = { type: 'call-colleague', follower, colleague, how, name: answered_name ?? '' } as const;
    const told = await sessions.act(call.session_id, wish, { role: 'technician', id: call.caller_id });
    return !isRefusal(told);
  };
  const meet = async (call: Tied): Promise<void> => {
    const steps =
      call.how === 'join' && call.request_id !== null
        ? requests.notes(call.request_id, {
            person: { id: call.answered_by, name: call.answered_name ?? '' },
            note: '',
            what: 'joined',
          })
        : [];
    await sessions.act(call.session_id, { type: 'colleague-met', follower: call.follower_id }, broker, steps);
  };

  /** One look at the two. @returns whether there may be more to do */
  const step = async (call: Tied): Promise<boolean> => {
    const first = await sessions.state(call.session_id);
    const second = await sessions.state(call.follower_id);
    const todo = next(colleagueIn(first, call), first, second);
    switch (todo) {
      case 'tell':
        // The session is over, or somebody else is there: then nobody meets anybody.
        if (!(await tell(call))) await endFollower(call);
        return true;
      case 'meet':
        await meet(call);
        return true;
      case 'leave':
        await sessions.act(call.session_id, { type: 'colleague-left', follower: call.follower_id }, broker);
        return true;
      case 'end':
        await endFollower(call);
        return true;
      case 'take over':
        await takeOver(call);
        await closes(call, 'over');
        return false;
      case 'close':
        await closes(call, 'over');
        return false;
      case 'wait':
        return false;
    }
  };
  const look = async (call: NamedCall): Promise<void> => {
    if (!isTied(call)) {
      // Whoever called is with nobody any more.
      const { phase } = await sessions.state(call.session_id);
      if (phase === 'ended') await closes(call, 'withdrawn');
    } else {
      for (let steps = 0; steps < 4 && (await step(call)); steps += 1);
    }
    tellsCall(deps, call, null);
  };
  const settle = (call: NamedCall): Promise<void> => {
    const done = tail.then(() => look(call));
    tail = done.catch(() => {});
    return done;
  };

  return {
    settle,

    /** Something happened in this session. */
    heard: async (sid: string, events: readonly SessionEvent[]): Promise<void> => {
      if (!events.some(({ type }) => MOVING.includes(type))) return;
      for (const call of await callsAbout(store, sid)) await settle(call);
    },

    /** After a start: what was between two writes goes on. */
    resume: async (): Promise<void> => {
      const open = namedCalls(store).where('colleague_call.state', 'in', ['waiting', 'accepted']);
      for (const call of await store.read<NamedCall>(open)) await settle(call);
    },
  };
}

const isTied = (call: NamedCall): call is Tied =>
  call.state === 'accepted' && call.follower_id !== null && call.answered_by !== null;

const colleagueIn = (state: SessionState, { follower_id }: Tied): Colleague | null =>
  state.phase === 'open' ? (state.colleagues[follower_id] ?? null) : null;

type Todo = 'tell' | 'meet' | 'leave' | 'end' | 'take over' | 'close' | 'wait';

/** @param colleague as the first session knows them; null before it was told, and when it is over */
function next(colleague: Colleague | null, first: SessionState, second: SessionState): Todo {
  const isOver = second.phase === 'ended';
  if (first.phase !== 'open') {
    if (isOver) return 'close';
    // Whoever is with the customer stays; whoever had not come yet has nobody to come to.
    return second.phase === 'open' ? 'take over' : 'end';
  }
  switch (colleague?.stage) {
    case undefined:
      return isOver ? 'close' : 'tell';
    case 'called':
      if (isOver) return 'leave';
      return second.phase === 'open' ? 'meet' : 'wait';
    case 'beside':
      return isOver ? 'leave' : 'wait';
    case 'over':
      return isOver ? 'close' : 'end';
  }
}
