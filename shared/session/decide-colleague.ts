// The rules of a colleague who is called: to take over, or to help beside. They get a session of their own, with its own keys and
// permissions; here stands only that they were called, and what the customer said to it. Nothing of this widens anything.
import { type Refusal, refuse } from '../errors.ts';
import { endAllGrants, over } from './decide-end.ts';
import type { Draft } from './events.ts';
import type { CallKind } from './outcome.ts';
import { LIMITS } from './scopes.ts';
import { colleagueOf, type OpenSession } from './state.ts';

export interface Called {
  /** The colleague's own session. */
  readonly follower: string;
  readonly colleague: string;
  readonly name: string;
  readonly how: CallKind;
}

/** A colleague accepted. Told again after a crash, it changes nothing. */
export function callColleague(state: OpenSession, called: Called): Draft[] | Refusal {
  const { follower, colleague, how, name } = called;
  if (state.colleagues[follower]) return [];
  if (colleague === state.technician) return refuse('NOT_YOURS');
  const hasEnough = Object.keys(state.colleagues).length >= LIMITS.calls;
  if (colleagueOf(state) || hasEnough) return refuse('NOT_NOW');
  // Whoever takes over is asked for by name; what was allowed to the one who leaves is theirs alone.
  const ended = how === 'hand-over' ? endAllGrants(state, 'relinquished') : [];
  return [...ended, { type: 'colleague.called', follower, colleague, how, detail: { name } }];
}

export function refuseColleague(state: OpenSession, follower: string): Draft[] | Refusal {
  const colleague = state.colleagues[follower];
  if (!colleague) return refuse('NOT_FOUND');
  if (colleague.stage === 'over') return [];
  return colleague.stage === 'called'
    ? [{ type: 'colleague.refused', follower, detail: null }]
    : refuse('NOT_NOW');
}

/** The customer has met them and went on: whoever handed over leaves at once. */
export function metColleague(state: OpenSession, follower: string): Draft[] {
  const colleague = state.colleagues[follower];
  if (colleague?.stage !== 'called') return [];
  const met: Draft = { type: 'colleague.met', follower, detail: null };
  return colleague.how === 'hand-over' ? [met, over('handed-over')] : [met];
}

export function leftColleague(state: OpenSession, follower: string): Draft[] {
  const colleague = state.colleagues[follower];
  if (!colleague || colleague.stage === 'over') return [];
  return [{ type: 'colleague.left', follower, detail: null }];
}
