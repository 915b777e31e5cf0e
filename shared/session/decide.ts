// The only place that knows the rules of a session. Pure: state, wish and time in; events or a named refusal out.
// In a page its answer is advice for the screen; what counts is the broker's append and the gate at the customer's end.
import type { Signatory } from '../consent/keys.ts';
import type { DeskPolicy } from '../desk/policy.ts';
import { assertNever, type ErrorCode, type Refusal, refuse } from '../errors.ts';
import type { Command } from './commands.ts';
import { MAY_SAY } from './commands.ts';
import { answer } from './decide-answer.ts';
import {
  type Called,
  callColleague,
  leftColleague,
  metColleague,
  refuseColleague,
} from './decide-colleague.ts';
import { decidePlainConsent, endGrant, standingOn } from './decide-consent.ts';
import { end, endAllGrants, over } from './decide-end.ts';
import { decideFile } from './decide-file.ts';
import { awaitHost, failHost, hostDeadline, joinHost, leaveHost, tickHost } from './decide-host.ts';
import { decideSaid, type Said } from './decide-said.ts';
import { reportMisuse, reportUse } from './decide-use.ts';
import type { Device, Draft, Party, SessionEvent } from './events.ts';
import type { MeetingFailure } from './reasons.ts';
import { LIMITS } from './scopes.ts';
import type { Grant, Met, OpenSession, SessionState } from './state.ts';
import { apply, members, pairedHost } from './state.ts';

/** Since when somebody has no connection, by the broker's clock; null while present. */
export interface Away {
  /** Counts where somebody waits for the technician: a request, or a colleague who called. */
  readonly technician: number | null;
  readonly customer: number | null;
  readonly host: number | null;
}
export const NOBODY_AWAY: Away = { technician: null, customer: null, host: null };

/** What the broker itself may want, beside what members say over the socket. */
export type BrokerCommand =
  | {
      readonly type: 'create';
      readonly desk: string;
      readonly code: 'pake' | 'broker';
      readonly request?: string;
      readonly follows?: string;
      readonly policy?: DeskPolicy;
      readonly keepsTranscript?: boolean;
      readonly codeExpiresAt: number;
      readonly technicianName: string;
      readonly deskName: string;
    }
  | {
      readonly type: 'join';
      readonly device: Device;
      readonly detail: { readonly browser: string; readonly system: string; readonly address: string };
    }
  /** The customer made digits for a host. */
  | { readonly type: 'await-host'; readonly until: number }
  /** A program came with the address that was told to it. */
  | { readonly type: 'join-host'; readonly host: string; readonly system: string }
  /** The technician made digits with which the customer's browser finds this session again. */
  | { readonly type: 'offer-return'; readonly until: number }
  /** A colleague accepted this technician's call. */
  | ({ readonly type: 'call-colleague' } & Called)
  /** What has become of them in the session that follows this one. */
  | { readonly type: 'colleague-met' | 'colleague-left'; readonly follower: string }
  /** Time has passed. */
  | { readonly type: 'tick'; readonly away: Away }
  /** A statement said to be of that side did not hold. */
  | { readonly type: 'doubt'; readonly of: Signatory; readonly why: ErrorCode }
  /** The technician's account was closed. */
  | { readonly type: 'close' };

/** What members may wish without a signature; signed statements arrive opened, as `Said`. */
export type PlainCommand = Exclude<Command, { type: 'state' | 'introduce' | 'vouch-host' }>;
export type Wish = PlainCommand | BrokerCommand | Said;

export interface Actor {
  readonly by: Party;
  /** Milliseconds by the broker's clock. */
  readonly now: number;
}

/** @returns the events to append, perhaps none (a repeated message), or a refusal from the error table. */
export function decide(state: SessionState, wish: Wish, actor: Actor): Draft[] | Refusal {
  switch (wish.type) {
    case 'create':
      if (state.phase !== 'new') return refuse('NOT_NOW');
      return [
        {
          type: 'session.created',
          desk: wish.desk,
          technician: actor.by.id,
          code: wish.code,
          ...(wish.request === undefined ? {} : { request: wish.request }),
          ...(wish.follows === undefined ? {} : { follows: wish.follows }),
          codeExpiresAt: wish.codeExpiresAt,
          ...(wish.policy === undefined ? {} : { policy: wish.policy }),
          ...(wish.keepsTranscript ? { keepsTranscript: true as const } : {}),
          detail: { technicianName: wish.technicianName, deskName: wish.deskName },
        },
      ];
    case 'join':
      if (state.phase !== 'waiting' || actor.now >= state.codeExpiresAt) return refuse('CODE_NOT_USABLE');
      return [{ type: 'session.joined', customer: actor.by.id, device: wish.device, detail: wish.detail }];
    case 'tick':
      return tick(state, wish.away, actor.now);
    case 'await-host':
      if (state.phase !== 'open' || state.customer !== actor.by.id) return refuse('NOT_NOW');
      return awaitHost(state, wish.until);
    case 'join-host':
      if (state.phase !== 'open') return refuse('CODE_NOT_USABLE');
      return joinHost(state, { id: wish.host, system: wish.system }, actor.now);
    case 'offer-return':
      if (state.phase !== 'open' || state.technician !== actor.by.id) return refuse('NOT_NOW');
      return [{ type: 'return.offered', until: wish.until, detail: null }];
    case 'call-colleague':
      if (state.phase !== 'open' || state.technician !== actor.by.id) return refuse('NOT_NOW');
      return callColleague(state, wish);
    case 'colleague-met':
      return state.phase === 'open' ? metColleague(state, wish.follower) : [];
    case 'colleague-left':
      return state.phase === 'open' ? leftColleague(state, wish.follower) : [];
    case 'doubt':
      if ((state.phase !== 'meeting' && state.phase !== 'open') || isReportedOut(state)) return [];
      return [{ type: 'statement.refused', of: wish.of, why: wish.why, detail: null }];
    case 'close':
      if (state.phase === 'new' || state.phase === 'ended') return [];
      return [...endAllGrants(state, 'disconnected'), over('closed')];
    default:
      return decideForMember(state, wish, actor);
  }
}

function decideForMember(state: SessionState, wish: PlainCommand | Said, actor: Actor): Draft[] | Refusal {
  const role = actor.by.role;
  if (role === 'broker' || members(state)[role] !== actor.by.id) return refuse('NOT_FOUND');
  if (state.phase === 'ended') return refuse('ENDED');
  // Whoever only found the address may leave again, and nothing else.
  if (role === 'host' && !pairedHost(state) && wish.type !== 'drop-host') return refuse('NOT_NOW');
  if (wish.type === 'said') return decideSaid(state, wish, { role, now: actor.now });
  if (!MAY_SAY[wish.type].includes(role)) return refuse('NOT_YOURS');
  switch (wish.type) {
    case 'end':
      return end(state, role === 'technician' ? role : 'customer', wish.chat);
    case 'answer':
      return answer(state, wish);
    case 'admit':
      return admit(state);
    case 'fail-meeting':
      return state.phase === 'meeting' && state.keys === null ? failMeeting(state, wish.why) : [];
    case 'report-statement':
      if (state.phase !== 'meeting' && state.phase !== 'open') return refuse('NOT_NOW');
      return report(state, { type: 'statement.refused', of: wish.of, why: wish.why, detail: null });
  }
  if (state.phase !== 'open') return refuse('NOT_NOW');
  switch (wish.type) {
    case 'report-lane':
      return report(state, { type: 'lane.refused', kind: wish.kind, why: wish.why, detail: null });
    case 'report-use':
      return reportUse(state, wish, role);
    case 'report-misuse':
      return reportMisuse(state, wish);
    case 'report-stray':
      return report(state, { type: 'scope.stray', frames: wish.frames, detail: null });
    case 'fail-host':
      return failHost(state, wish.why);
    case 'refuse-colleague':
      return refuseColleague(state, wish.follower);
    case 'drop-host':
      return leaveHost(state, role === 'host' ? 'left' : 'dismissed');
    case 'offer-file':
    case 'accept-file':
    case 'reject-file':
    case 'finish-file':
      return role === 'host' ? refuse('NOT_YOURS') : decideFile(state, wish, role);
    case 'extend':
    case 'start':
    case 'expire':
      return decidePlainConsent(state, wish, { role, now: actor.now });
    default:
      return assertNever(wish);
  }
}

/** Going on needs that the two ends have shown each other their keys, at whatever level. */
function admit(state: SessionState): Draft[] | Refusal {
  if (state.phase === 'open') return [];
  if (state.phase !== 'meeting') return refuse('NOT_NOW');
  return state.keys ? [{ type: 'session.admitted', detail: null }] : refuse('NEEDS_AUTH');
}

/** The code may be tried again until its third failure: an outsider must not be able to burn it with one try. */
function failMeeting(state: Met, why: MeetingFailure): Draft[] {
  const failed: Draft = { type: 'peer.authentication-failed', why, detail: null };
  return state.failures + 1 >= LIMITS.meetings ? [failed, over('burned')] : [failed];
}

const isReportedOut = ({ reports }: { readonly reports: number }): boolean => reports >= LIMITS.reports;

const report = (state: { readonly reports: number }, draft: Draft): Draft[] =>
  isReportedOut(state) ? [] : [draft];

/** What time alone does. Only ever narrows: consent-protocol.md 2.11. */
function tick(state: SessionState, gone: Away, now: number): Draft[] {
  if (state.phase === 'new' || state.phase === 'ended') return [];
  if (now >= state.createdAt + LIMITS.hardEndMs)
    return [...endAllGrants(state, 'disconnected'), over('expired')];
  // Somebody else at the desk takes over; whoever asked for help must not wait for a browser that died.
  if (isDeserted(state, gone, now)) return [...endAllGrants(state, 'disconnected'), over('deserted')];
  if (state.phase === 'waiting') return now >= state.codeExpiresAt ? [over('lonely')] : [];
  if (state.phase === 'meeting' && state.keys === null && now >= state.joinedAt + LIMITS.meetMs)
    return failMeeting(state, 'timeout');
  const away = sinceThen(gone.customer, now);
  if (away >= LIMITS.lostMs) return [...endAllGrants(state, 'disconnected'), over('lost')];
  if (state.phase !== 'open') return [];
  const host = sinceThen(gone.host, now);
  // Its grants end with it; none of them may be ended twice.
  if (state.host?.stage === 'paired' && host >= LIMITS.disconnectMs) return leaveHost(state, 'lost');
  return [...tickHost(state, now), ...tickOpen(state, away, now)];
}

const isDeserted = (state: SessionState, { technician }: Away, now: number): boolean =>
  waitsForTechnician(state) && sinceThen(technician, now) >= LIMITS.disconnectMs;

/** Somebody else would go on without them: the desk with a request, or the colleague who called, until the customer has met both. */
const waitsForTechnician = (state: SessionState): boolean =>
  state.phase !== 'new' &&
  state.phase !== 'ended' &&
  (state.request !== null || (state.follows !== null && state.phase !== 'open'));

const sinceThen = (then: number | null, now: number): number => (then === null ? 0 : now - then);

function tickOpen(state: OpenSession, away: number, now: number): Draft[] {
  const { ask } = state;
  const late: Draft[] =
    ask && now >= ask.answerBy
      ? [{ type: 'consent.timed-out', askId: ask.askId, scope: ask.scope, detail: null }]
      : [];
  return [...late, ...endedByTime(state, away >= LIMITS.disconnectMs, now)];
}

/** Permissions whose time is over, or whose customer is gone, and what stands on the picture that ends with them. */
function endedByTime({ grants }: OpenSession, isGone: boolean, now: number): Draft[] {
  const all = Object.values(grants);
  const hasExpired = (grant: Grant) => now >= grant.expiresAt + LIMITS.expiryGraceMs;
  const ended = all.filter((grant) => isGone || hasExpired(grant));
  // What ends by itself must not be ended once more with the picture.
  const left = Object.fromEntries(
    all.filter((grant) => !ended.includes(grant)).map((grant) => [grant.scope, grant]),
  );
  return [
    ...ended.flatMap((grant) => endGrant(grant, { how: hasExpired(grant) ? 'expired' : 'disconnected' })),
    ...ended.flatMap(({ scope }) => standingOn({ grants: left }, scope)),
  ];
}

/** When `tick` will next have something to say, in milliseconds of the broker's clock; null when never. */
export function nextDeadline(state: SessionState, away: Away): number | null {
  const awaySince = away.customer;
  if (state.phase === 'new' || state.phase === 'ended') return null;
  const due = [state.createdAt + LIMITS.hardEndMs];
  if (state.phase === 'waiting') due.push(state.codeExpiresAt);
  else if (awaySince !== null) due.push(awaySince + LIMITS.lostMs);
  if (waitsForTechnician(state) && away.technician !== null) due.push(away.technician + LIMITS.disconnectMs);
  if (state.phase === 'meeting' && state.keys === null) due.push(state.joinedAt + LIMITS.meetMs);
  if (state.phase === 'open') {
    if (state.ask) due.push(state.ask.answerBy);
    const host = hostDeadline(state);
    if (host !== null) due.push(host);
    if (state.host?.stage === 'paired' && away.host !== null) due.push(away.host + LIMITS.disconnectMs);
    for (const grant of Object.values(state.grants)) {
      due.push(grant.expiresAt + LIMITS.expiryGraceMs);
      if (awaySince !== null) due.push(awaySince + LIMITS.disconnectMs);
    }
  }
  return Math.min(...due);
}

/** Stamps drafts into events that follow `state`, and the state after them. */
export function stamp(
  state: SessionState,
  drafts: readonly Draft[],
  actor: Actor & { readonly sid: string },
): { events: SessionEvent[]; state: SessionState } {
  const events = drafts.map(
    (draft, i) =>
      ({
        ...draft,
        v: 2,
        sid: actor.sid,
        seq: state.seq + 1 + i,
        at: actor.now,
        by: actor.by,
      }) as SessionEvent,
  );
  return { events, state: events.reduce(apply, state) };
}
