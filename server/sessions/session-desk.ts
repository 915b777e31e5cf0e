// THE ONE DOOR. Whatever happens to a session passes here: load, decide, append, tell. Nobody hears of an event before
// it is on disk; what could not be written did not happen.
import { ERRORS, isRefusal, type Refusal, refuse } from '../../shared/errors.ts';
import type { Command } from '../../shared/session/commands.ts';
import {
  type Actor,
  type Away,
  type BrokerCommand,
  decide,
  NOBODY_AWAY,
  nextDeadline,
  stamp,
  type Wish,
} from '../../shared/session/decide.ts';
import type { Draft, Party, SessionEvent } from '../../shared/session/events.ts';
import { fold, type SessionState } from '../../shared/session/state.ts';
import type { Bus } from '../bus/bus.ts';
import { type Journal, LOG_TOPIC } from '../store/events.ts';
import { type Step, type Store, StoreConflict } from '../store/store.ts';
import { catchingUp } from './catching-up.ts';
import { type SessionNews, sessionTopic } from './news.ts';
import { deskOf, type Summary, sessionRow, summarise } from './summary.ts';
import { awayNow, type There } from './there.ts';
import { isSigned, type KeyOf, type Signed, unseal } from './unseal.ts';

export interface SessionDesk {
  /**
   * Carries out one wish. Wishes of one session run one after another.
   * @param also steps of the same atomic unit, such as marking a code as used
   * @returns the state after it and the new events, or a refusal
   */
  act(
    sid: string,
    wish: Command | BrokerCommand,
    by: Party,
    also?: readonly Step[],
  ): Promise<Acted | Refusal>;
  /** As the store has it now, also where another node wrote last. */
  state(sid: string): Promise<SessionState>;
  /** As this node has last heard of it: enough for what passes through here often and is judged again at both ends. */
  recent(sid: string): Promise<SessionState>;
  eventsAfter(sid: string, seq: number): Promise<SessionEvent[]>;
  /** Tells since when somebody has no connection; null when there is one. Only ever used to narrow. */
  away(sid: string, who: keyof Away, since: number | null): void;
  /** Ends every session of a technician whose account was closed, or those of a desk they left. @param deskId null for all */
  closeFor(technician: string, deskId: string | null): Promise<void>;
  /** Takes up every session that has not ended, after a start. */
  resumeAll(): Promise<void>;
  close(): Promise<void>;
}
export interface Acted {
  readonly state: SessionState;
  readonly events: readonly SessionEvent[];
}

export interface SessionDeskDeps {
  readonly store: Store;
  readonly journal: Journal;
  readonly bus: Bus;
  /** The broker as an author of events. */
  readonly broker: Party;
  /** Whose signatures count: the enrolled keys of technicians. */
  readonly keyOf: KeyOf;
  readonly now: () => number;
  readonly onProblem: (problem: unknown) => void;
  readonly present: (sid: string) => Promise<There>;
  /** What has just happened to a session; told after it is durable, and waited for by nobody. */
  readonly onEvents?: (after: SessionState, events: readonly SessionEvent[]) => void;
}

interface Entry {
  state: SessionState;
  summary: Summary | null;
  away: Away;
  timer: NodeJS.Timeout | undefined;
  /** Ends its listening to what other nodes do. */
  deafen: () => void;
  /** The end of the queue of this session. */
  tail: Promise<unknown>;
  loaded: boolean;
}

const LOST_RACES = 5;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** How soon a deadline that could not be written down is tried again. */
const RETRY_MS = 1_000;
/** How soon it is asked again who is connected, while the other nodes cannot tell. */
const ASK_AGAIN_MS = 5_000;

export function sessionDesk(deps: SessionDeskDeps): SessionDesk {
  const { store, journal, bus, broker, keyOf, present, now, onProblem, onEvents } = deps;
  const entries = new Map<string, Entry>();
  let isClosed = false;

  const entryOf = (sid: string): Entry => {
    const known = entries.get(sid);
    if (known) return known;
    const fresh: Entry = {
      state: { phase: 'new', seq: 0 },
      summary: null,
      away: NOBODY_AWAY,
      timer: undefined,
      deafen: bus.subscribe(sessionTopic(sid), (news) => heard(sid, news as SessionNews)),
      tail: Promise.resolve(),
      loaded: false,
    };
    entries.set(sid, fresh);
    return fresh;
  };

  const load = async (sid: string, entry: Entry): Promise<void> => {
    const events = await journal.eventsAfter(sid, 0);
    entry.state = fold(events);
    entry.summary = events.reduce<Summary | null>(summarise, null);
    entry.loaded = true;
  };

  const inTurn = <T>(sid: string, job: (entry: Entry) => Promise<T>): Promise<T> => {
    const entry = entryOf(sid);
    const turn = entry.tail.then(async () => {
      if (!entry.loaded) await load(sid, entry);
      // While other nodes cannot be heard, what they have done meanwhile is asked for each time.
      else if (!bus.isWhole) await freshen(sid, entry);
      return job(entry);
    });
    entry.tail = turn.catch(() => {}).then(() => forget(sid, entry));
    return turn;
  };

  /** Sessions that are over, or never were, need no place in memory. */
  const forget = (sid: string, entry: Entry): void => {
    if (entry.state.phase === 'new' || entry.state.phase === 'ended') {
      clearTimeout(entry.timer);
      if (entries.get(sid) !== entry) return;
      entry.deafen();
      entries.delete(sid);
    }
  };

  const append = async (sid: string, entry: Entry, drafts: Draft[], actor: Actor, also: readonly Step[]) => {
    const after = stamp(entry.state, drafts, { ...actor, sid });
    const summary = after.events.reduce<Summary | null>(summarise, entry.summary);
    await store.write([
      ...sessionRow(store, summary, entry.summary),
      ...(await journal.appendEvents(deskOf(summary), after.events)),
      ...also,
    ]);
    entry.state = after.state;
    entry.summary = summary;
    // Whoever has just come has no connection yet, and may never open one.
    if (after.events.some(({ type }) => type === 'session.created'))
      entry.away = { ...entry.away, technician: actor.now };
    if (after.events.some(({ type }) => type === 'session.joined'))
      entry.away = { ...entry.away, customer: actor.now };
    if (after.events.some(({ type }) => type === 'host.joined'))
      entry.away = { ...entry.away, host: actor.now };
    schedule(sid, entry);
    bus.publish(sessionTopic(sid), after.events, { seq: after.state.seq });
    bus.tell(LOG_TOPIC, null);
    onEvents?.(after.state, after.events);
    return after;
  };

  /** Another node has written to a session that is known here. */
  const heard = (sid: string, news: SessionNews): void => {
    const entry = entries.get(sid);
    if (!entry || !('seq' in news) || news.seq <= entry.state.seq) return;
    entry.loaded = false;
    inTurn(sid, async (current) => schedule(sid, current)).catch(onProblem);
  };

  /** The number of the last event in the store; 0 for a session that is not there. */
  const lastOf = async (sid: string): Promise<number> => {
    const row = store.sql.selectFrom('session').select('seq').where('id', '=', sid);
    return (await store.read<{ seq: number }>(row))[0]?.seq ?? 0;
  };
  /** Another node may have written what this one has not heard of yet. @returns whether it had */
  const freshen = async (sid: string, entry: Entry, last?: number): Promise<boolean> => {
    if ((last ?? (await lastOf(sid))) <= entry.state.seq) return false;
    await load(sid, entry);
    schedule(sid, entry);
    return true;
  };

  /** Opens what is signed; a statement that does not hold is itself an event. */
  const opened = async (sid: string, entry: Entry, wish: Signed, by: Party) => {
    const open = () => unseal(entry.state, wish, { by, keyOf });
    const first = await open();
    // Nobody is refused for what this node has not heard.
    const said = isRefusal(first) && (await freshen(sid, entry)) ? await open() : first;
    if (isRefusal(said) && by.role !== 'broker' && ERRORS[said.refused].status === 400)
      await attempt(sid, entry, { type: 'doubt', of: by.role, why: said.refused }, broker, []);
    return said;
  };

  const attempt = async (
    sid: string,
    entry: Entry,
    wish: Wish,
    by: Party,
    also: readonly Step[],
  ): Promise<Acted | Refusal> => {
    for (let race = 0; race < LOST_RACES; race++) {
      const actor = { by, now: now() };
      const drafts = decide(entry.state, wish, actor);
      if (isRefusal(drafts)) {
        if (await freshen(sid, entry)) continue;
        return drafts;
      }
      if (drafts.length === 0) return { state: entry.state, events: [] };
      try {
        return await append(sid, entry, drafts, actor, also);
      } catch (error) {
        // It may have been kept all the same, where the connection to the store broke at that very moment.
        entry.loaded = false;
        if (!(error instanceof StoreConflict)) throw error;
        await load(sid, entry);
      }
    }
    return refuse('NOT_NOW');
  };

  const schedule = (sid: string, entry: Entry, soonestMs = 10): void => {
    clearTimeout(entry.timer);
    const due = isClosed ? null : nextDeadline(entry.state, entry.away);
    if (due === null) return;
    const tick = () => {
      inTurn(sid, async (current) => {
        const there = await present(sid);
        if (there !== null) current.away = awayNow(current.away, there, now());
        const away = there === null ? NOBODY_AWAY : current.away;
        const done = await attempt(sid, current, { type: 'tick', away }, broker, []);
        // Also where nothing was due: a timer may fire a moment early.
        if (isRefusal(done) || done.events.length === 0)
          schedule(sid, current, there === null ? ASK_AGAIN_MS : undefined);
      }).catch((problem) => {
        onProblem(problem);
        const current = entries.get(sid);
        if (current) schedule(sid, current, RETRY_MS);
      });
    };
    entry.timer = setTimeout(tick, Math.min(Math.max(due - now(), soonestMs), LONGEST_TIMER_MS)).unref();
  };

  const catching = catchingUp({
    store,
    bus,
    present,
    onProblem,
    known: { ids: () => [...entries.keys()], lastOf: (sid) => entries.get(sid)?.state.seq ?? null },
    takeUp: (sid, since) =>
      inTurn(sid, async (entry) => {
        entry.away = { technician: since, customer: since, host: since };
        schedule(sid, entry);
      }),
    now,
  });

  return {
    act: (sid, wish, by, also = []) =>
      inTurn(sid, async (entry) => {
        const plain = isSigned(wish) ? await opened(sid, entry, wish, by) : wish;
        return isRefusal(plain) ? plain : attempt(sid, entry, plain, by, also);
      }),
    state: async (sid) => {
      // Asked before it is this one's turn, so that nobody waits for the answer who wishes something.
      const last = await lastOf(sid);
      return inTurn(sid, async (entry) => {
        await freshen(sid, entry, last);
        return entry.state;
      });
    },
    recent: (sid) => inTurn(sid, async (entry) => entry.state),
    eventsAfter: (sid, seq) => journal.eventsAfter(sid, seq),
    away: (sid, who, since) => {
      inTurn(sid, async (entry) => {
        entry.away = { ...entry.away, [who]: since };
        schedule(sid, entry);
      }).catch(onProblem);
    },
    closeFor: async (technician, deskId) => {
      const theirs = store.sql
        .selectFrom('session')
        .select('id')
        .where('phase', '!=', 'ended')
        .where('technician_id', '=', technician);
      const live = deskId === null ? theirs : theirs.where('desk_id', '=', deskId);
      for (const { id } of await store.read<{ id: string }>(live))
        await inTurn(id, (entry) => attempt(id, entry, { type: 'close' }, broker, []));
    },
    resumeAll: catching.resume,
    close: async () => {
      isClosed = true;
      const all = [...entries.values()];
      for (const { timer, deafen } of all) {
        clearTimeout(timer);
        deafen();
      }
      await catching.close();
      await Promise.all(all.map((entry) => entry.tail));
    },
  };
}
