// What was done under a grant, and what was tried and not done, told for the log by the one who carries it out. None of it
// widens anything; a hand that is shut out again and again ends the session.
import type { Signatory } from '../consent/keys.ts';
import { type Refusal, refuse } from '../errors.ts';
import type { CommandOf } from './commands.ts';
import { endAllGrants, over } from './decide-end.ts';
import type { Draft } from './events.ts';
import { carrierOf, LIMITS, type Scope } from './scopes.ts';
import type { OpenSession } from './state.ts';

/** Also for a grant that has just ended: a hash is known only when the last byte is. */
export function reportUse(
  state: OpenSession,
  { gid, amount, sha256, report }: CommandOf<'report-use'>,
  role: Signatory,
): Draft[] | Refusal {
  const known = knownGrant(state, gid);
  if (!known) return refuse('NO_LIVE_GRANT');
  if (carrierOf(known.scope, known.method) !== role) return refuse('NOT_YOURS');
  if (isKnown(state, report)) return [];
  const most = role === 'technician' ? LIMITS.recordings : LIMITS.uses;
  if (state.told[role] >= LIMITS.uses || (state.uses[gid] ?? 0) >= most) return refuse('TOO_FAST');
  return [{ type: 'scope.used', gid, scope: known.scope, amount, ...naming(report), detail: { sha256 } }];
}

export function reportMisuse(
  state: OpenSession,
  { gid, dropped, isShut, report }: CommandOf<'report-misuse'>,
): Draft[] | Refusal {
  const known = knownGrant(state, gid);
  if (!known) return refuse('NO_LIVE_GRANT');
  if (known.method !== 'host') return refuse('NOT_YOURS');
  if (isKnown(state, report)) return [];
  const { scope } = known;
  const misused: Draft = {
    type: 'scope.misused',
    gid,
    scope,
    dropped,
    isShut,
    ...naming(report),
    detail: null,
  };
  const isLast = isShut && state.misuses + 1 >= LIMITS.misuses;
  // What ends a session is written down however much was told before.
  if (!isShut && state.foul >= LIMITS.reports) return [];
  return isLast ? [misused, ...endAllGrants(state, 'disconnected'), over('misused')] : [misused];
}

/** Sent again, since the answer to it was lost. */
const isKnown = ({ reported }: OpenSession, report: string | undefined): boolean =>
  report !== undefined && reported.includes(report);

const naming = (report: string | undefined): { report?: string } => (report === undefined ? {} : { report });

interface Known {
  readonly scope: Scope;
  readonly method: 'web' | 'host';
}

const knownGrant = ({ grants, past }: OpenSession, gid: string): Known | undefined =>
  Object.values(grants).find((grant) => grant.gid === gid) ?? past[gid];
