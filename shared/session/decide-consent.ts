// The rules of asking, granting and stopping. Widening needs the customer's grant to an open ask; narrowing is never refused.
import { assertNever, type Refusal, refuse } from '../errors.ts';
import type { CommandOf } from './commands.ts';
import type { Draft, RevokeReason } from './events.ts';
import { isWithin, LIMITS, SCOPES } from './scopes.ts';
import type { Grant, OpenSession } from './state.ts';

type ConsentCommand = CommandOf<
  'ask' | 'withdraw' | 'extend' | 'grant' | 'deny' | 'abort' | 'start' | 'revoke' | 'expire' | 'relinquish'
>;

export function decideConsent(state: OpenSession, wish: ConsentCommand, now: number): Draft[] | Refusal {
  switch (wish.type) {
    case 'ask':
      return ask(state, wish, now);
    case 'grant':
      return grant(state, wish, now);
    case 'withdraw':
    case 'extend':
    case 'deny':
    case 'abort':
      return answer(state, wish, now);
    case 'start':
    case 'revoke':
    case 'expire':
    case 'relinquish':
      return change(state, wish);
    default:
      return assertNever(wish);
  }
}

function ask(state: OpenSession, wish: CommandOf<'ask'>, now: number): Draft[] | Refusal {
  if (state.ask?.askId === wish.askId) return [];
  const rule = SCOPES[wish.scope];
  if (state.ask) return refuse('ASK_OPEN');
  if (state.asked.includes(wish.askId)) return refuse('NOT_NOW');
  if (rule.needsHost) return refuse('NEEDS_HOST');
  if (rule.needsAuth && state.auth === 'none') return refuse('NEEDS_AUTH');
  if (wish.scope === 'view' && !state.device.canShowScreen) return refuse('CANNOT_SHOW_SCREEN');
  if (wish.minutes > rule.maxMinutes) return refuse('TOO_LONG');
  if (state.refusedAt !== null && now < state.refusedAt + LIMITS.askAgainMs) return refuse('ASK_TOO_SOON');
  if (
    (state.refusals[wish.scope] ?? 0) >= LIMITS.refusalsPerScope ||
    state.asked.length >= LIMITS.asksPerSession
  )
    return refuse('ASK_TOO_OFTEN');
  const { askId, scope, surface, minutes } = wish;
  const answerBy = now + LIMITS.answerMs;
  return [
    { type: 'consent.asked', askId, scope, surface, minutes, answerBy, detail: { reason: wish.reason } },
  ];
}

function grant(state: OpenSession, wish: CommandOf<'grant'>, now: number): Draft[] | Refusal {
  const { ask } = state;
  if (ask && state.grants[ask.scope]?.gid === wish.gid) return [];
  if (ask?.askId !== wish.askId) {
    const repeated = Object.values(state.grants).some((live) => live.gid === wish.gid);
    return repeated ? [] : refuse('NO_OPEN_ASK');
  }
  // A gid that has been used and ended must never come back to life.
  if (state.past.includes(wish.gid) || now >= ask.answerBy) return refuse('NO_OPEN_ASK');
  if (!isWithin(wish.surface, ask.surface)) return refuse('WIDER_THAN_ASKED');
  if (wish.minutes > ask.minutes) return refuse('LONGER_THAN_ASKED');
  const replaced = state.grants[ask.scope];
  return [
    ...(replaced ? endGrant(replaced, 'revoked', 'replaced') : []),
    {
      type: 'consent.granted',
      gid: wish.gid,
      scope: ask.scope,
      askId: ask.askId,
      surface: wish.surface,
      minutes: wish.minutes,
      expiresAt: now + wish.minutes * 60_000,
      auth: state.auth,
      notice: wish.notice,
      detail: null,
    },
  ];
}

function answer(
  state: OpenSession,
  wish: CommandOf<'withdraw' | 'extend' | 'deny' | 'abort'>,
  now: number,
): Draft[] | Refusal {
  if (state.ask?.askId !== wish.askId) return refuse('NO_OPEN_ASK');
  const { askId, scope } = state.ask;
  switch (wish.type) {
    case 'extend':
      if (state.ask.extended >= LIMITS.extensionsPerAsk) return refuse('NOT_NOW');
      return [{ type: 'consent.extended', askId, answerBy: now + LIMITS.answerMs, detail: null }];
    case 'withdraw':
      return [{ type: 'consent.withdrawn', askId, scope, detail: null }];
    case 'deny':
      return [{ type: 'consent.denied', askId, scope, detail: null }];
    case 'abort':
      return [{ type: 'consent.aborted', askId, scope, why: wish.why, detail: null }];
  }
}

function change(
  state: OpenSession,
  wish: CommandOf<'start' | 'revoke' | 'expire' | 'relinquish'>,
): Draft[] | Refusal {
  const live = Object.values(state.grants).find((candidate) => candidate.gid === wish.gid);
  if (live) return changeLive(live, wish);
  if (wish.type === 'revoke' && state.past.includes(wish.gid)) {
    if (state.moot.includes(wish.gid)) return [];
    return [{ type: 'consent.moot', gid: wish.gid, why: wish.why, detail: null }];
  }
  return wish.type === 'expire' && state.past.includes(wish.gid) ? [] : refuse('NO_LIVE_GRANT');
}

function changeLive(live: Grant, wish: CommandOf<'start' | 'revoke' | 'expire' | 'relinquish'>): Draft[] {
  switch (wish.type) {
    case 'start':
      return live.stage === 'active'
        ? []
        : [{ type: 'scope.started', gid: live.gid, scope: live.scope, detail: null }];
    case 'revoke':
      return endGrant(live, 'revoked', wish.why, wish.localMs);
    case 'expire':
      return endGrant(live, 'expired');
    case 'relinquish':
      return endGrant(live, 'relinquished');
  }
}

/** The events that end one live grant. `scope.stopped` comes first where something ran, so the log shows both. */
export function endGrant(
  live: Grant,
  how: 'revoked' | 'relinquished' | 'expired' | 'disconnected',
  why: RevokeReason = 'ended',
  localMs: number | null = null,
): Draft[] {
  const { gid, scope } = live;
  const stopped: Draft[] =
    live.stage === 'active' ? [{ type: 'scope.stopped', gid, scope, detail: null }] : [];
  if (how === 'revoked')
    return [...stopped, { type: 'consent.revoked', gid, scope, why, localMs, detail: null }];
  return [...stopped, { type: `consent.${how}`, gid, scope, detail: null }];
}
