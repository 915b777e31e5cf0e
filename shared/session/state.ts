// A session is the fold of its events. This is the only place that changes its state; it runs unchanged in the broker,
// in both pages and in the host. It reads public fields only, so an erased session folds the same.

import type { PublicKey, Signatory } from '../consent/keys.ts';
import { type DeskPolicy, NO_POLICY } from '../desk/policy.ts';
import { applyOpen } from './apply-open.ts';
import { type ColleagueStage, type FileStage, follow, type GrantStage, SESSION } from './arrows.ts';
import { type Answers, atWorst, isOpenTo } from './caution.ts';
import type { Device, Seal, SessionEvent } from './events.ts';
import type { CallKind, Ending } from './outcome.ts';
import { type AuthLevel, LIMITS, type Scope, type Surface } from './scopes.ts';

export interface Ask {
  readonly askId: string;
  readonly scope: Scope;
  readonly surface: Surface;
  /** The monitor, where one was named; see `screenOf`. */
  readonly screen?: number;
  readonly minutes: number;
  readonly answerBy: number;
  readonly extended: number;
  /** Hash of the technician's statement; null where it was not signed. */
  readonly hash: string | null;
  /** Allowed at the computer itself: what the grant may say at most. */
  readonly confirmed: Confirmed | null;
}
export interface Confirmed {
  /** Hash of the host's statement; null where it was not signed. */
  readonly hash: string | null;
  readonly surface: Surface;
  readonly screen?: number;
  readonly minutes: number;
  /** Hash of the text that was shown there. */
  readonly text: string | null;
}

export interface Grant {
  readonly gid: string;
  readonly scope: Scope;
  readonly stage: Exclude<GrantStage, 'none'>;
  readonly surface: Surface;
  readonly screen?: number;
  readonly minutes: number;
  /** Who carries it out: the customer's page, or the host. */
  readonly method: 'web' | 'host';
  readonly grantedAt: number;
  readonly expiresAt: number;
  /** Hash of the customer's statement; null where it was not signed. */
  readonly hash: string | null;
  /** Number of the event that recorded it. */
  readonly seq: number;
}

/** The program on the customer's computer, as far as it has come. */
export type HostState =
  | { readonly stage: 'awaited'; readonly until: number; readonly failures: number }
  | {
      readonly stage: 'joined';
      readonly id: string;
      readonly joinedAt: number;
      readonly until: number;
      readonly failures: number;
    }
  | { readonly stage: 'paired'; readonly id: string; readonly key: PublicKey };

export interface FileState {
  readonly fileId: string;
  readonly from: 'technician' | 'customer';
  readonly size: number;
  readonly stage: Exclude<FileStage, 'none'>;
}

/** Somebody the technician called, in a session of their own. */
export interface Colleague {
  /** The session that follows this one. */
  readonly follower: string;
  /** Who it is. */
  readonly technician: string;
  readonly how: CallKind;
  readonly stage: Exclude<ColleagueStage, 'none'>;
}

interface Begun {
  readonly sid: string;
  /** Number of the last event. */
  readonly seq: number;
  readonly desk: string;
  readonly technician: string;
  readonly createdAt: number;
  readonly code: 'pake' | 'broker';
  readonly codeExpiresAt: number;
  /** The request that it belongs to, or null. */
  readonly request: string | null;
  /** The session that it follows, or null. */
  readonly follows: string | null;
  /** What the desk forbids itself. */
  readonly policy: DeskPolicy;
  readonly keepsTranscript: boolean;
  /** How often somebody came with the code and was not authenticated. */
  readonly failures: number;
  /** What ends reported of forged, altered or unasked-for things. */
  readonly reports: number;
}
export interface Keys {
  readonly technician: PublicKey;
  readonly customer: PublicKey;
}
/** Hashes of each end's statements, in its own order: the place of each is its number. */
export interface Chains {
  readonly technician: readonly string[];
  readonly customer: readonly string[];
  readonly host: readonly string[];
}
export interface Met extends Begun {
  readonly customer: string;
  readonly joinedAt: number;
  readonly device: Device;
  readonly auth: AuthLevel;
  /** Null until the two ends have shown each other their keys, and for ever in sessions of before. */
  readonly keys: Keys | null;
  readonly chains: Chains;
  /** How this began, as the customer told it at their worst; null where nobody was asked. */
  readonly answers: Answers | null;
}
export interface OpenSession extends Met {
  readonly phase: 'open';
  readonly ask: Ask | null;
  readonly grants: Readonly<Partial<Record<Scope, Grant>>>;
  /** Grants that have ended, by number, so that a late stop or report is recognised. */
  readonly past: Readonly<Record<string, Pick<Grant, 'scope' | 'method'>>>;
  /** Reports of what passed under each grant, and of each end. */
  readonly uses: Readonly<Record<string, number>>;
  readonly told: Readonly<Record<Signatory, number>>;
  /** Numbers of reports that have been written down. */
  readonly reported: readonly string[];
  /** Reports of what was not followed, and how often a lane was shut for it. */
  readonly foul: number;
  readonly misuses: number;
  readonly refusals: Readonly<Partial<Record<Scope, number>>>;
  /** When a question last came to nothing. */
  readonly refusedAt: number | null;
  /** Every question so far. Each number is used once, so that what was read is what is recorded. */
  readonly asked: readonly string[];
  /** Statements that changed nothing. */
  readonly idle: Readonly<Record<Signatory, number>>;
  readonly files: Readonly<Record<string, FileState>>;
  /** By the session that follows, in the order in which they were called. */
  readonly colleagues: Readonly<Record<string, Colleague>>;
  /** Null without a host. */
  readonly host: HostState | null;
}

export type SessionState =
  | { readonly phase: 'new'; readonly seq: 0 }
  | (Begun & { readonly phase: 'waiting' })
  | (Met & { readonly phase: 'meeting' })
  | OpenSession
  | (Begun & {
      readonly phase: 'ended';
      readonly customer: string | null;
      readonly ending: Ending;
      readonly endedAt: number;
    });

export const NEW: SessionState = { phase: 'new', seq: 0 };

export const fold = (events: readonly SessionEvent[]): SessionState => events.reduce(apply, NEW);

/**
 * The state after one more event.
 * @throws Error when the event is not the next one or no arrow allows it: the history is not one that `decide` made.
 */
export function apply(state: SessionState, event: SessionEvent): SessionState {
  if (event.seq !== state.seq + 1) throw new Error(`event ${event.seq} after ${state.seq}`);
  const chained = 'statement' in event && event.statement ? link(state, event, event.statement) : state;
  return follows(chained, event);
}

/** A statement takes the next place in its author's chain, or the history is not an honest one. */
function link(state: SessionState, { by, type }: SessionEvent, { n, hash }: Seal): SessionState {
  if (!('chains' in state) || by.role === 'broker') throw new Error(`nobody can have signed ${type}`);
  const before = state.chains[by.role];
  if (n !== before.length + 1) throw new Error(`statement ${n} after ${before.length}`);
  return { ...state, chains: { ...state.chains, [by.role]: [...before, hash] } };
}

function follows(state: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case 'session.created':
      follow(SESSION, state.phase, event.type);
      return {
        phase: 'waiting',
        sid: event.sid,
        seq: event.seq,
        desk: event.desk,
        technician: event.technician,
        createdAt: event.at,
        code: event.code,
        codeExpiresAt: event.codeExpiresAt,
        request: event.request ?? null,
        follows: event.follows ?? null,
        policy: event.policy ?? NO_POLICY,
        keepsTranscript: event.keepsTranscript ?? false,
        failures: 0,
        reports: 0,
      };
    case 'session.joined':
      if (state.phase !== 'waiting') return noArrow(state, event);
      return {
        ...begun(state, event),
        phase: 'meeting',
        customer: event.customer,
        joinedAt: event.at,
        device: event.device,
        auth: 'none',
        keys: null,
        chains: { technician: [], customer: [], host: [] },
        answers: null,
      };
    case 'peer.authenticated':
      if (state.phase !== 'meeting' && state.phase !== 'open') return noArrow(state, event);
      return { ...state, seq: event.seq, auth: event.auth, keys: event.keys };
    case 'customer.answered': {
      if (state.phase !== 'meeting' && state.phase !== 'open') return noArrow(state, event);
      if (event.by.role !== 'customer') throw new Error('only the customer tells how it began');
      const answers = atWorst(state.answers, event);
      if (state.phase === 'open') nothingLocked(state, answers);
      return { ...state, seq: event.seq, answers };
    }
    case 'peer.authentication-failed':
      if (state.phase !== 'meeting') return noArrow(state, event);
      return { ...begun(state, event), phase: 'waiting', failures: state.failures + 1 };
    case 'statement.refused':
      if (state.phase !== 'meeting' && state.phase !== 'open') return noArrow(state, event);
      return { ...state, seq: event.seq, reports: state.reports + 1 };
    case 'session.admitted':
      if (state.phase !== 'meeting') return noArrow(state, event);
      return {
        ...state,
        seq: event.seq,
        phase: 'open',
        ask: null,
        grants: {},
        past: {},
        uses: {},
        told: { technician: 0, customer: 0, host: 0 },
        reported: [],
        foul: 0,
        misuses: 0,
        refusals: {},
        refusedAt: null,
        asked: [],
        idle: { technician: 0, customer: 0, host: 0 },
        files: {},
        colleagues: {},
        host: null,
      };
    case 'session.ended':
      if (state.phase === 'new' || state.phase === 'ended') return noArrow(state, event);
      // A log that calls a technician's page foul has to show it.
      if (event.ending === 'misused' && (state.phase !== 'open' || state.misuses < LIMITS.misuses))
        throw new Error('nothing was misused so often');
      // Nor may it say that somebody took over whom the customer has not met.
      if (event.ending === 'handed-over' && !hasSuccessor(state)) throw new Error('nobody took over');
      return {
        ...begun(state, event),
        phase: 'ended',
        customer: 'customer' in state ? state.customer : null,
        ending: event.ending,
        endedAt: event.at,
      };
    default:
      if (state.phase !== 'open') return noArrow(state, event);
      return { ...applyOpen(state, event), seq: event.seq };
  }
}

/** A log that lets something go on after such an answer would hide what the customer was promised. */
function nothingLocked({ ask, grants }: OpenSession, answers: Answers): void {
  const left = [ask, ...Object.values(grants)].find((each) => each && !isOpenTo(answers, each.scope));
  if (left) throw new Error(`${left.scope} outlives the answer that locks it`);
}

const noArrow = (state: SessionState, event: SessionEvent): never => {
  throw new Error(`no arrow from ${state.phase} by ${event.type}`);
};

const begun = (state: Begun, event: SessionEvent): Begun => ({
  sid: state.sid,
  seq: event.seq,
  desk: state.desk,
  technician: state.technician,
  createdAt: state.createdAt,
  code: state.code,
  codeExpiresAt: state.codeExpiresAt,
  request: state.request,
  follows: state.follows,
  policy: state.policy,
  keepsTranscript: state.keepsTranscript,
  failures: state.failures,
  reports: state.reports,
});

/** The grant that allows `scope` at this moment, or null. The one question every gate asks. */
export function liveGrant(state: SessionState, scope: Scope, now: number): Grant | null {
  const grant = state.phase === 'open' ? state.grants[scope] : undefined;
  return grant && now < grant.expiresAt ? grant : null;
}

/** Who may speak in this session: their ids, by role. */
export function members(state: SessionState): Readonly<Record<Signatory, string | null>> {
  if (state.phase === 'new') return { technician: null, customer: null, host: null };
  const host = state.phase === 'open' ? state.host : null;
  return {
    technician: state.technician,
    customer: 'customer' in state ? state.customer : null,
    host: host && 'id' in host ? host.id : null,
  };
}

/** The colleague who was called last and is not gone: at most one at a time. */
export const colleagueOf = (state: SessionState): Colleague | null =>
  state.phase === 'open'
    ? (Object.values(state.colleagues).find(({ stage }) => stage !== 'over') ?? null)
    : null;

/** While somebody is about to take over, nothing more is asked and nothing is allowed. */
export const isHandingOver = (state: SessionState): boolean => colleagueOf(state)?.how === 'hand-over';

const hasSuccessor = (state: SessionState): boolean => {
  const colleague = colleagueOf(state);
  return colleague?.how === 'hand-over' && colleague.stage === 'beside';
};

/** The host, once the customer's key has vouched for it; null before. */
export const pairedHost = (state: SessionState): Extract<HostState, { stage: 'paired' }> | null =>
  state.phase === 'open' && state.host?.stage === 'paired' ? state.host : null;
