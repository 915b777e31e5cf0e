// The rules of asking, granting and stopping. Widening needs the customer's signed grant to an open ask; narrowing is never
// refused. Signatures, keys and places in the chain have been judged before (decide-said.ts); here it is what they mean.

import type { Signatory } from '../consent/keys.ts';
import { noticeIdOf, noticeProblem } from '../consent/notices.ts';
import type { Stated } from '../consent/open-statement.ts';
import type { StatementOf } from '../consent/statements.ts';
import { policyProblem } from '../desk/policy.ts';
import { type ErrorCode, type Refusal, refuse } from '../errors.ts';
import { isOpenTo } from './caution.ts';
import type { CommandOf } from './commands.ts';
import type { Draft, Seal } from './events.ts';
import type { RevokeReason } from './reasons.ts';
import { carrierOf, isWithin, LIMITS, naming, SCOPES, type Scope, screenOf } from './scopes.ts';
import { type Ask, type Grant, isHandingOver, type OpenSession } from './state.ts';

/** What an event keeps of the statement that it records. */
export interface Recorded {
  readonly statement: Seal;
  readonly detail: { readonly jws: string };
}
export const recordOf = ({ statement: { n }, hash, jws }: Stated): Recorded => ({
  statement: { n, hash },
  detail: { jws },
});
const UNSIGNED = { statement: null, detail: null } as const;

export function ask(
  state: OpenSession,
  said: StatementOf<'ask'>,
  { now, record }: { readonly now: number; readonly record: Recorded },
): Draft[] | Refusal {
  const problem = askProblem(state, said, now);
  if (problem) return refuse(problem);
  const { askId, scope, surface, minutes, reason } = said;
  const { statement, detail } = record;
  const answerBy = now + LIMITS.answerMs;
  return [
    {
      type: 'consent.asked',
      askId,
      scope,
      surface,
      ...naming(said),
      minutes,
      answerBy,
      statement,
      detail: { reason, ...detail },
    },
  ];
}

/** What the technician's page asks itself before it signs, and the broker before it writes. */
export function askProblem(
  state: OpenSession,
  said: Pick<StatementOf<'ask'>, 'askId' | 'scope' | 'screen' | 'minutes'>,
  now: number,
): ErrorCode | null {
  const rule = SCOPES[said.scope];
  if (state.ask) return 'ASK_OPEN';
  if (isHandingOver(state)) return 'NOT_NOW';
  // Hands and recordings have no monitor of their own: they stand on what is seen.
  if (said.screen !== undefined && said.scope !== 'view') return 'BAD_INPUT';
  if (state.asked.includes(said.askId)) return 'NOT_NOW';
  if (!isOpenTo(state.answers, said.scope)) return 'VIEW_ONLY';
  // A browser knows no monitors by number; its person picks.
  const needsHost = rule.needsHost || said.screen !== undefined;
  if (needsHost && state.host?.stage !== 'paired') return 'NEEDS_HOST';
  if (rule.needsAuth && state.auth === 'none') return 'NEEDS_AUTH';
  if (said.scope === 'view' && !state.device.canShowScreen && state.host?.stage !== 'paired')
    return 'CANNOT_SHOW_SCREEN';
  const forbidden = policyProblem(state.policy, said, state.auth);
  if (forbidden) return forbidden;
  if (state.refusedAt !== null && now < state.refusedAt + LIMITS.askAgainMs) return 'ASK_TOO_SOON';
  const hasAskedEnough =
    (state.refusals[said.scope] ?? 0) >= LIMITS.refusalsPerScope ||
    state.asked.length >= LIMITS.asksPerSession;
  return hasAskedEnough ? 'ASK_TOO_OFTEN' : null;
}

export function grant(
  state: OpenSession,
  said: StatementOf<'grant'>,
  { now, record }: { readonly now: number; readonly record: Recorded },
): Draft[] | Refusal {
  const open = state.ask;
  if (open?.askId !== said.askId || now >= open.answerBy) return refuse('NO_OPEN_ASK');
  // A gid that has been used must never come back to life.
  const isUsed = said.gid in state.past || Object.values(state.grants).some(({ gid }) => gid === said.gid);
  if (isUsed) return refuse('NO_OPEN_ASK');
  const hasHost = state.host?.stage === 'paired';
  const problem = grantProblem(state, open, said) ?? confirmProblem(hasHost, open, said);
  if (problem) return refuse(problem);
  const replaced = state.grants[open.scope];
  // More time for the same monitor changes nothing for what stands on it.
  const isElsewhere = replaced !== undefined && screenOf(replaced) !== screenOf(said);
  const { id, version, language, sha256 } = said.notice;
  return [
    ...(replaced ? endGrant(replaced, { how: 'revoked', why: 'replaced' }) : []),
    ...(isElsewhere ? standingOn(state, open.scope) : []),
    {
      type: 'consent.granted',
      gid: said.gid,
      scope: open.scope,
      askId: open.askId,
      surface: said.surface,
      ...naming(said),
      minutes: said.minutes,
      expiresAt: now + said.minutes * 60_000,
      auth: state.auth,
      ...(said.method === 'host' ? { method: 'host' as const } : {}),
      notice: { id, version, language, sha256 },
      ...record,
    },
  ];
}

/** Whether a grant answers this very ask and says no more: consent-protocol.md 2.4 (5) to (7). Judged at both ends. */
export function grantProblem(
  session: Pick<OpenSession, 'auth' | 'technician' | 'desk'>,
  open: Ask,
  said: StatementOf<'grant'>,
): ErrorCode | null {
  const { party, minutes } = said;
  const differs = sameAsAsked(open, said);
  if (differs) return differs;
  if (said.exp - said.nbf > minutes * 60 || said.exp <= said.nbf) return 'OUT_OF_TIME';
  const isForUs =
    party.techId === session.technician && party.deskId === session.desk && party.authLevel === session.auth;
  if (!isForUs) return 'WRONG_AUDIENCE';
  const facts = { tech: party.techName, desk: party.desk, surface: open.surface, ...naming(open), minutes };
  return noticeProblem(said.notice, facts);
}

/** Allowed at the host: only what was asked, in published words, and once. */
export function confirm(
  state: OpenSession,
  said: StatementOf<'confirm'>,
  { now, record }: { readonly now: number; readonly record: Recorded },
): Draft[] | Refusal {
  const open = state.ask;
  if (open?.askId !== said.askId || now >= open.answerBy || open.confirmed) return refuse('NO_OPEN_ASK');
  const problem = sameAsAsked(open, said);
  if (problem) return refuse(problem);
  const { askId, scope, surface, minutes, notice } = said;
  return [{ type: 'consent.confirmed', askId, scope, surface, ...naming(said), minutes, notice, ...record }];
}

/** What a grant and a confirmation have in common: no other question, nothing wider, nothing longer. */
function sameAsAsked(open: Ask, said: StatementOf<'grant' | 'confirm'>): ErrorCode | null {
  if (said.ask !== open.hash || said.scope !== open.scope) return 'ASK_ALTERED';
  if (screenOf(said) !== screenOf(open)) return 'ASK_ALTERED';
  if (!isWithin(said.surface, open.surface)) return 'WIDER_THAN_ASKED';
  // Words that speak of seeing allow nobody to touch.
  if (said.notice.id !== noticeIdOf(open.scope)) return 'NOTICE_UNKNOWN';
  return said.minutes > open.minutes ? 'LONGER_THAN_ASKED' : null;
}

/** The part of a grant that is public as well, so that it can be judged when the signed text is gone. */
type SaidOfHost = Pick<
  StatementOf<'grant'>,
  'method' | 'scope' | 'surface' | 'screen' | 'minutes' | 'confirm'
> & {
  readonly notice: { readonly sha256: string | null };
};

/**
 * With a host in the session the page is no safe place to answer: a remote hand may be driving it. A grant then stands only on
 * what somebody at the computer allowed in the host's own window (consent-protocol.md 2.8). Judged at every end.
 */
export function confirmProblem(
  hasHost: boolean,
  { confirmed }: Pick<Ask, 'confirmed'>,
  said: SaidOfHost,
): ErrorCode | null {
  if (!hasHost) return said.method === 'web' && !SCOPES[said.scope].needsHost ? null : 'NEEDS_HOST';
  const isConfirmed = said.method === 'host' && confirmed !== null && said.confirm === confirmed.hash;
  if (!isConfirmed) return 'NOT_CONFIRMED';
  if (screenOf(said) !== screenOf(confirmed)) return 'ASK_ALTERED';
  if (said.minutes > confirmed.minutes) return 'LONGER_THAN_ASKED';
  if (!isWithin(said.surface, confirmed.surface)) return 'WIDER_THAN_ASKED';
  return said.notice.sha256 === confirmed.text ? null : 'NOTICE_ALTERED';
}

type Answer = StatementOf<'withdraw' | 'deny' | 'abort' | 'refuse' | 'unable'>;

/** @returns nothing where the question is not open any more: the statement is then moot */
export function answer(state: OpenSession, said: Answer, record: Recorded): Draft[] {
  if (state.ask?.askId !== said.askId) return [];
  const { askId, scope } = state.ask;
  switch (said.type) {
    case 'withdraw':
      return [{ type: 'consent.withdrawn', askId, scope, ...record }];
    case 'refuse':
    case 'deny':
      return [{ type: 'consent.denied', askId, scope, ...record }];
    case 'abort':
    case 'unable':
      return [{ type: 'consent.aborted', askId, scope, why: said.why, ...record }];
  }
}

/** @returns nothing where the grant has ended already: the statement is then moot */
export function giveUp(
  state: OpenSession,
  said: StatementOf<'revoke' | 'relinquish' | 'stop'>,
  record: Recorded,
): Draft[] {
  const live = liveByGid(state, said.gid);
  if (!live) return [];
  const ended =
    said.type !== 'relinquish'
      ? endGrant(live, { how: 'revoked', why: said.why, localMs: said.localMs, record })
      : endGrant(live, { how: 'relinquished', record });
  return [...ended, ...standingOn(state, live.scope)];
}

/** What the customer's page or host may want without a signature: none of it widens anything. */
export function decidePlainConsent(
  state: OpenSession,
  wish: CommandOf<'extend' | 'start' | 'expire'>,
  { role, now }: { readonly role: Signatory; readonly now: number },
): Draft[] | Refusal {
  if (wish.type === 'extend') return extend(state, wish, now);
  const live = liveByGid(state, wish.gid);
  if (wish.type === 'expire') {
    if (live) return [...endGrant(live, { how: 'expired' }), ...standingOn(state, live.scope)];
    return wish.gid in state.past ? [] : refuse('NO_LIVE_GRANT');
  }
  if (!live) return refuse('NO_LIVE_GRANT');
  // Only what carries it out knows that it runs.
  if (carrierOf(live.scope, live.method) !== role) return refuse('NOT_YOURS');
  const { gid, scope, stage } = live;
  return stage === 'active' ? [] : [{ type: 'scope.started', gid, scope, detail: null }];
}

function extend(state: OpenSession, { askId }: CommandOf<'extend'>, now: number): Draft[] | Refusal {
  if (state.ask?.askId !== askId) return refuse('NO_OPEN_ASK');
  if (state.ask.extended >= LIMITS.extensionsPerAsk) return refuse('NOT_NOW');
  return [{ type: 'consent.extended', askId, answerBy: now + LIMITS.answerMs, detail: null }];
}

const liveByGid = (state: OpenSession, gid: string): Grant | undefined =>
  Object.values(state.grants).find((candidate) => candidate.gid === gid);

/**
 * What ends with the picture, or when it goes to another monitor: the hands that were lent where it was, and its recording
 * (security-rules.md 7). The customer was asked about that monitor and no other.
 */
export const standingOn = ({ grants }: Pick<OpenSession, 'grants'>, scope: Scope): Draft[] =>
  scope !== 'view'
    ? []
    : [grants.control, grants.record].flatMap((grant) =>
        grant ? endGrant(grant, { how: 'revoked', why: 'surface-changed' }) : [],
      );

interface End {
  readonly how: 'revoked' | 'relinquished' | 'expired' | 'disconnected';
  readonly why?: RevokeReason;
  readonly localMs?: number | null;
  /** Where an end said it under a signature. */
  readonly record?: Recorded;
}

/** The events that end one live grant. `scope.stopped` comes first where something ran, so the log shows both. */
export function endGrant({ gid, scope, stage }: Grant, end: End): Draft[] {
  const { how, why = 'ended', localMs = null, record = UNSIGNED } = end;
  const stopped: Draft[] = stage === 'active' ? [{ type: 'scope.stopped', gid, scope, detail: null }] : [];
  switch (how) {
    case 'revoked':
      return [...stopped, { type: 'consent.revoked', gid, scope, why, localMs, ...record }];
    case 'relinquished':
      return [...stopped, { type: 'consent.relinquished', gid, scope, ...record }];
    case 'expired':
    case 'disconnected':
      return [...stopped, { type: `consent.${how}`, gid, scope, detail: null }];
  }
}
