// The rules of asking, granting and stopping. Widening needs the customer's signed grant to an open ask; narrowing is never
// refused. Signatures, keys and places in the chain have been judged before (decide-said.ts); here it is what they mean.
import { noticeProblem } from '../consent/notices.ts';
import type { Stated } from '../consent/open-statement.ts';
import type { StatementOf } from '../consent/statements.ts';
import { type ErrorCode, type Refusal, refuse } from '../errors.ts';
import type { CommandOf } from './commands.ts';
import type { Draft, Seal } from './events.ts';
import type { RevokeReason } from './reasons.ts';
import { isWithin, LIMITS, SCOPES } from './scopes.ts';
import type { Ask, Grant, OpenSession } from './state.ts';

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
  said: Pick<StatementOf<'ask'>, 'askId' | 'scope' | 'minutes'>,
  now: number,
): ErrorCode | null {
  const rule = SCOPES[said.scope];
  if (state.ask) return 'ASK_OPEN';
  if (state.asked.includes(said.askId)) return 'NOT_NOW';
  if (rule.needsHost) return 'NEEDS_HOST';
  if (rule.needsAuth && state.auth === 'none') return 'NEEDS_AUTH';
  if (said.scope === 'view' && !state.device.canShowScreen) return 'CANNOT_SHOW_SCREEN';
  if (said.minutes > rule.maxMinutes) return 'TOO_LONG';
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
  const isUsed =
    state.past.includes(said.gid) || Object.values(state.grants).some(({ gid }) => gid === said.gid);
  if (isUsed) return refuse('NO_OPEN_ASK');
  const problem = grantProblem(state, open, said);
  if (problem) return refuse(problem);
  const replaced = state.grants[open.scope];
  const { id, version, language, sha256 } = said.notice;
  return [
    ...(replaced ? endGrant(replaced, { how: 'revoked', why: 'replaced' }) : []),
    {
      type: 'consent.granted',
      gid: said.gid,
      scope: open.scope,
      askId: open.askId,
      surface: said.surface,
      minutes: said.minutes,
      expiresAt: now + said.minutes * 60_000,
      auth: state.auth,
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
  if (said.ask !== open.hash || said.scope !== open.scope) return 'ASK_ALTERED';
  if (!isWithin(said.surface, open.surface)) return 'WIDER_THAN_ASKED';
  if (minutes > open.minutes) return 'LONGER_THAN_ASKED';
  if (said.exp - said.nbf > minutes * 60 || said.exp <= said.nbf) return 'OUT_OF_TIME';
  const isForUs =
    party.techId === session.technician && party.deskId === session.desk && party.authLevel === session.auth;
  if (!isForUs) return 'WRONG_AUDIENCE';
  const facts = { tech: party.techName, desk: party.desk, surface: open.surface, minutes };
  return noticeProblem(said.notice, facts);
}

type Answer = StatementOf<'withdraw' | 'deny' | 'abort'>;

/** @returns nothing where the question is not open any more: the statement is then moot */
export function answer(state: OpenSession, said: Answer, record: Recorded): Draft[] {
  if (state.ask?.askId !== said.askId) return [];
  const { askId, scope } = state.ask;
  switch (said.type) {
    case 'withdraw':
      return [{ type: 'consent.withdrawn', askId, scope, ...record }];
    case 'deny':
      return [{ type: 'consent.denied', askId, scope, ...record }];
    case 'abort':
      return [{ type: 'consent.aborted', askId, scope, why: said.why, ...record }];
  }
}

/** @returns nothing where the grant has ended already: the statement is then moot */
export function giveUp(
  state: OpenSession,
  said: StatementOf<'revoke' | 'relinquish'>,
  record: Recorded,
): Draft[] {
  const live = liveByGid(state, said.gid);
  if (!live) return [];
  return said.type === 'revoke'
    ? endGrant(live, { how: 'revoked', why: said.why, localMs: said.localMs, record })
    : endGrant(live, { how: 'relinquished', record });
}

/** What a customer's page may want without a signature: none of it widens anything. */
export function decidePlainConsent(
  state: OpenSession,
  wish: CommandOf<'extend' | 'start' | 'expire'>,
  now: number,
): Draft[] | Refusal {
  if (wish.type === 'extend') return extend(state, wish, now);
  const live = liveByGid(state, wish.gid);
  if (wish.type === 'expire') {
    if (live) return endGrant(live, { how: 'expired' });
    return state.past.includes(wish.gid) ? [] : refuse('NO_LIVE_GRANT');
  }
  if (!live) return refuse('NO_LIVE_GRANT');
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
