// Walks each arrow of the machines, and tries each one that is missing. Made from the tables, so that a new arrow is
// tested on the day it is drawn.
import { describe, expect, it } from 'vitest';
import {
  type Arrows,
  ASK,
  type AskStage,
  COLLEAGUE,
  type ColleagueStage,
  FILE,
  type FileStage,
  GRANT,
  type GrantStage,
  HOST,
  type HostStage,
  type Phase,
  SESSION,
} from '../../shared/session/arrows.ts';
import { type EventType, sessionEvent } from '../../shared/session/events.ts';
import { apply, NEW, type OpenSession, type SessionState } from '../../shared/session/state.ts';
import { EVENT_TYPES, sampleEvent } from '../support/samples.ts';

const then = (state: SessionState, ...types: EventType[]): SessionState =>
  types.reduce((now, type) => apply(now, sampleEvent(type, now.seq + 1)), state);

const OPEN = then(NEW, 'session.created', 'session.joined', 'session.admitted') as OpenSession;
const fileOf = (state: SessionState) => Object.values((state as OpenSession).files)[0];

interface Machine<S extends string> {
  readonly arrows: Arrows<S>;
  /** A session in which this machine stands at each stage. */
  readonly at: Readonly<Record<S, SessionState>>;
  readonly read: (state: SessionState) => S;
  /** What else must be so for this event to be judged by this machine alone. */
  readonly prepares?: (state: SessionState, type: EventType) => SessionState;
}

const session: Machine<Phase> = {
  arrows: SESSION,
  at: {
    new: NEW,
    waiting: then(NEW, 'session.created'),
    meeting: then(NEW, 'session.created', 'session.joined'),
    open: OPEN,
    ended: then(OPEN, 'session.ended'),
  },
  read: (state) => state.phase,
  prepares: (state, type) =>
    state.phase === 'open' && type.startsWith('scope.')
      ? then(state, 'consent.asked', 'consent.granted')
      : state,
};
const ask: Machine<AskStage> = {
  arrows: ASK,
  at: { none: OPEN, asked: then(OPEN, 'consent.asked') },
  read: (state) => ((state as OpenSession).ask ? 'asked' : 'none'),
};
const granted = then(OPEN, 'consent.asked', 'consent.granted');
const grant: Machine<GrantStage> = {
  arrows: GRANT,
  at: { none: OPEN, granted, active: then(granted, 'scope.started') },
  read: (state) => (state as OpenSession).grants.view?.stage ?? 'none',
  prepares: (state, type) => (type === 'consent.granted' ? then(state, 'consent.asked') : state),
};
const awaited = then(OPEN, 'host.awaited');
const host: Machine<HostStage> = {
  arrows: HOST,
  at: {
    none: OPEN,
    awaited,
    joined: then(awaited, 'host.joined'),
    paired: then(awaited, 'host.joined', 'host.paired'),
  },
  read: (state) => (state as OpenSession).host?.stage ?? 'none',
};
const called = then(OPEN, 'colleague.called');
const colleague: Machine<ColleagueStage> = {
  arrows: COLLEAGUE,
  at: {
    none: OPEN,
    called,
    beside: then(called, 'colleague.met'),
    over: then(called, 'colleague.refused'),
  },
  read: (state) => Object.values((state as OpenSession).colleagues)[0]?.stage ?? 'none',
};
const offered = then(OPEN, 'file.offered');
const accepted = then(offered, 'file.accepted');
const file: Machine<FileStage> = {
  arrows: FILE,
  at: {
    none: OPEN,
    offered,
    accepted,
    rejected: then(offered, 'file.rejected'),
    done: then(accepted, 'file.done'),
  },
  read: (state) => fileOf(state)?.stage ?? 'none',
};

function walk<S extends string>(name: string, { arrows, at, read, prepares = (s) => s }: Machine<S>): void {
  const stages = Object.keys(arrows) as S[];
  const alphabet = [...new Set(stages.flatMap((stage) => Object.keys(arrows[stage])))] as EventType[];
  describe(name, () => {
    for (const stage of stages)
      for (const type of alphabet) {
        const to = arrows[stage][type];
        if (to !== undefined)
          it(`goes from ${stage} to ${to} by ${type}`, () => {
            expect(read(at[stage])).toBe(stage);
            expect(read(then(prepares(at[stage], type), type))).toBe(to);
          });
        else
          it(`has no way out of ${stage} by ${type}`, () => {
            expect(() => then(prepares(at[stage], type), type)).toThrow();
          });
      }
  });
}

walk('a session', session);
walk('the open question', ask);
walk('a permission', grant);
walk('a host', host);
walk('a colleague', colleague);
walk('a file', file);

describe('outside an open session', () => {
  const shut: Phase[] = ['new', 'waiting', 'meeting', 'ended'];
  for (const phase of shut)
    for (const type of EVENT_TYPES.filter((type) => SESSION[phase][type] === undefined))
      it(`nothing happens by ${type} while it is ${phase}`, () => {
        expect(() => then(session.at[phase], type)).toThrow();
      });
});

describe('every event', () => {
  it('belongs to a machine', () => {
    const drawn = [SESSION, ASK, GRANT, HOST, COLLEAGUE, FILE].flatMap((arrows) =>
      Object.values(arrows).flatMap((by) => Object.keys(by)),
    );
    expect(EVENT_TYPES.filter((type) => !drawn.includes(type))).toEqual([]);
    expect(then(OPEN, 'consent.moot')).toMatchObject({ phase: 'open', ask: null, grants: {} });
  });

  it('has the form that the protocol tells', () => {
    for (const type of EVENT_TYPES) expect(sessionEvent.parse(sampleEvent(type, 1)).type).toBe(type);
    const told = sessionEvent._zod.def.options.map((option) => option._zod.def.shape.type._zod.def.values[0]);
    expect(told.sort()).toEqual([...EVENT_TYPES].sort());
  });

  it('has its place in the order: none is skipped, none comes twice', () => {
    expect(() => apply(OPEN, sampleEvent('consent.asked', OPEN.seq))).toThrow('after');
    expect(() => apply(OPEN, sampleEvent('consent.asked', OPEN.seq + 2))).toThrow('after');
  });

  it('that ends a permission names the one that lives', () => {
    const other = { ...sampleEvent('consent.revoked', granted.seq + 1), gid: crypto.randomUUID() };
    expect(() => apply(granted, other as ReturnType<typeof sampleEvent>)).toThrow('no live grant');
  });
});
