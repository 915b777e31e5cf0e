// The small machines of a session, one line per arrow. `apply` moves only along these; docs/session-states.md is
// drawn from them and tests/shared/arrows.test.ts walks each one.
import type { EventType } from './events.ts';

export type Arrows<S extends string> = Readonly<Record<S, Readonly<Partial<Record<EventType, S>>>>>;

export type Phase = 'new' | 'waiting' | 'meeting' | 'open' | 'ended';
export const SESSION: Arrows<Phase> = {
  new: { 'session.created': 'waiting' },
  waiting: { 'session.joined': 'meeting', 'session.ended': 'ended' },
  meeting: {
    'peer.authenticated': 'meeting',
    'peer.authentication-failed': 'waiting',
    'customer.answered': 'meeting',
    'statement.refused': 'meeting',
    'session.admitted': 'open',
    'session.ended': 'ended',
  },
  open: {
    'customer.answered': 'open',
    'peer.authenticated': 'open',
    'statement.refused': 'open',
    'lane.refused': 'open',
    'scope.stray': 'open',
    'consent.moot': 'open',
    'consent.void': 'open',
    'scope.used': 'open',
    'scope.misused': 'open',
    'return.offered': 'open',
    'chat.closed': 'open',
    'session.ended': 'ended',
  },
  ended: {},
};

/** At most one question is open in a session. */
export type AskStage = 'none' | 'asked';
export const ASK: Arrows<AskStage> = {
  none: { 'consent.asked': 'asked' },
  asked: {
    'consent.extended': 'asked',
    'consent.confirmed': 'asked',
    'consent.granted': 'none',
    'consent.denied': 'none',
    'consent.aborted': 'none',
    'consent.withdrawn': 'none',
    'consent.timed-out': 'none',
  },
};

/** One per scope. Only `granted` and `active` are live. */
export type GrantStage = 'none' | 'granted' | 'active';
const over = {
  'consent.revoked': 'none',
  'consent.relinquished': 'none',
  'consent.expired': 'none',
  'consent.disconnected': 'none',
} as const;
export const GRANT: Arrows<GrantStage> = {
  none: { 'consent.granted': 'granted' },
  granted: { 'scope.started': 'active', ...over },
  active: { 'scope.stopped': 'granted', ...over },
};

/** The program on the customer's computer. Only `paired` may be asked to do anything. */
export type HostStage = 'none' | 'awaited' | 'joined' | 'paired';
export const HOST: Arrows<HostStage> = {
  none: { 'host.awaited': 'awaited' },
  awaited: { 'host.awaited': 'awaited', 'host.joined': 'joined', 'host.left': 'none' },
  joined: { 'host.failed': 'awaited', 'host.paired': 'paired', 'host.left': 'none' },
  paired: { 'host.left': 'none' },
};

/** One per colleague who was called. Whoever is `beside` has a session of their own with the customer. */
export type ColleagueStage = 'none' | 'called' | 'beside' | 'over';
export const COLLEAGUE: Arrows<ColleagueStage> = {
  none: { 'colleague.called': 'called' },
  called: { 'colleague.met': 'beside', 'colleague.refused': 'over', 'colleague.left': 'over' },
  beside: { 'colleague.left': 'over' },
  over: {},
};

/** One per file. */
export type FileStage = 'none' | 'offered' | 'accepted' | 'rejected' | 'done';
export const FILE: Arrows<FileStage> = {
  none: { 'file.offered': 'offered' },
  offered: { 'file.accepted': 'accepted', 'file.rejected': 'rejected', 'file.done': 'done' },
  accepted: { 'file.done': 'done' },
  rejected: {},
  done: {},
};

/** Follows one arrow. Throws on an event the table does not allow: `decide` never makes one, a forged history may. */
export function follow<S extends string>(arrows: Arrows<S>, from: S, type: EventType): S {
  const to = arrows[from][type];
  if (to === undefined) throw new Error(`no arrow from ${from} by ${type}`);
  return to;
}
