// Why a question or a picture is over when somebody else ended it, read from what the broker told; and the timers that
// end one here.

import type { Clock } from '../../../../link/deps.ts';
import { type Refusal, refuse } from '../../../../shared/errors.ts';
import type { SessionEvent } from '../../../../shared/session/events.ts';
import type { RevokeReason } from '../../../../shared/session/reasons.ts';

/** Why the last picture stopped, or why none came, for the page to say in words. */
export type Ended = RevokeReason | 'expired' | 'technician' | 'away' | 'lost' | NoPicture;
export type NoPicture = 'not-recorded' | 'not-possible' | 'text-altered' | 'timed-out' | 'withdrawn';

/** How the broker's events say that this grant ended. */
export function grantEnding(events: readonly SessionEvent[], gid: string): Ended {
  const last = events.findLast(
    (event) => 'gid' in event && event.gid === gid && event.type !== 'scope.stopped',
  );
  switch (last?.type) {
    case 'consent.relinquished':
      return 'technician';
    case 'consent.expired':
      return 'expired';
    case 'consent.disconnected':
      return 'away';
    case 'consent.revoked':
      return last.why;
    default:
      return 'ended';
  }
}

/** True when the last that happened to `view` was that the customer's page went away while it showed something. */
export function endedByReload(events: readonly SessionEvent[]): boolean {
  const last = events.findLast((event) => 'scope' in event && event.scope === 'view');
  return last?.type === 'consent.revoked' && last.why === 'reload';
}

/** How a question ended that the customer did not answer; null for one that was answered. */
export function askEnding(events: readonly SessionEvent[], askId: string): NoPicture | null {
  const last = events.findLast((event) => 'askId' in event && event.askId === askId);
  if (last?.type === 'consent.timed-out') return 'timed-out';
  return last?.type === 'consent.withdrawn' ? 'withdrawn' : null;
}

/** The answer, or CLOSED when it takes too long. */
export function within<T>(ms: number, answer: Promise<T | Refusal>, clock: Clock): Promise<T | Refusal> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(refuse('CLOSED')));
    answer.then(resolve, reject).finally(cancel);
  });
}
