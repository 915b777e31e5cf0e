// The rules of the program on the customer's computer: who calls for it, who vouches for it, and how it leaves. It can only
// ever come because the customer's page made digits for it, and only the customer's signature makes it part of the session.

import type { PublicKey } from '../consent/keys.ts';
import { thumbprint } from '../consent/keys.ts';
import type { StatementOf } from '../consent/statements.ts';
import { type Refusal, refuse } from '../errors.ts';
import { endGrant, type Recorded } from './decide-consent.ts';
import type { Draft } from './events.ts';
import type { HostLeaving, MeetingFailure } from './reasons.ts';
import { LIMITS } from './scopes.ts';
import type { OpenSession } from './state.ts';

/** The customer made digits for a host; a second wish means new digits. */
export function awaitHost({ host }: OpenSession, until: number): Draft[] | Refusal {
  return host === null || host.stage === 'awaited'
    ? [{ type: 'host.awaited', until, detail: null }]
    : refuse('NOT_NOW');
}

/** A program came with the address. Whether it knows the other digits the two ends find out between themselves. */
export function joinHost(
  { host }: OpenSession,
  { id, system }: { readonly id: string; readonly system: string },
  now: number,
): Draft[] | Refusal {
  if (host?.stage !== 'awaited' || now >= host.until) return refuse('CODE_NOT_USABLE');
  return [{ type: 'host.joined', host: id, detail: { system } }];
}

/** As with people: an outsider who guesses must not use the digits up at once, and must not guess for ever. */
export function failHost(state: OpenSession, why: MeetingFailure): Draft[] {
  if (state.host?.stage !== 'joined') return [];
  const isSpent = state.host.failures + 1 >= LIMITS.meetings;
  return isSpent ? leaveHost(state, 'late') : [{ type: 'host.failed', why, detail: null }];
}

/** @param key what the statement names by thumbprint */
export function pairHost(
  { host }: OpenSession,
  said: StatementOf<'host'>,
  { key, record }: { readonly key: PublicKey | null; readonly record: Recorded },
): Draft[] | Refusal {
  // Another one may have come while the customer's page was signing.
  if (host?.stage !== 'joined' || host.id !== said.host) return refuse('NOT_NOW');
  if (!key || thumbprint(key) !== said.hkt) return refuse('UNKNOWN_KEY');
  return [{ type: 'host.paired', host: host.id, key, ...record }];
}

/** Nothing that the host carries out outlives it. */
export function leaveHost(state: OpenSession, why: HostLeaving): Draft[] {
  if (!state.host) return [];
  const its = Object.values(state.grants).filter(({ method }) => method === 'host');
  const how =
    why === 'lost' ? ({ how: 'disconnected' } as const) : ({ how: 'revoked', why: 'host-left' } as const);
  return [...its.flatMap((grant) => endGrant(grant, how)), { type: 'host.left', why, detail: null }];
}

/** What time alone does to a host that is awaited, or that came and never proved itself. */
export function tickHost(state: OpenSession, now: number): Draft[] {
  const { host } = state;
  if (host?.stage === 'awaited' && now >= host.until) return leaveHost(state, 'late');
  if (host?.stage === 'joined' && now >= host.joinedAt + LIMITS.meetMs) return failHost(state, 'timeout');
  return [];
}

/** When `tickHost` will next have something to say; null when never. */
export function hostDeadline({ host }: OpenSession): number | null {
  if (host?.stage === 'awaited') return host.until;
  return host?.stage === 'joined' ? host.joinedAt + LIMITS.meetMs : null;
}
