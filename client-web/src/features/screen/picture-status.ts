// What the technician sees and, where that is nothing or black, why. Each reason looks and reads differently, so that
// nobody has to guess.
import type { SessionEvent } from '../../../../shared/session/events.ts';
import type { SessionState } from '../../../../shared/session/state.ts';

export type PictureStatus =
  /** Nothing was asked yet. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'cannot' }
  | { readonly kind: 'asked'; readonly answerBy: number }
  /** Allowed; the first picture has not come yet. */
  | { readonly kind: 'coming' }
  | { readonly kind: 'seen' }
  /** Pictures have stopped: the window is minimised, or nothing moves on it. */
  | { readonly kind: 'still' }
  /** The customer's browser sends black on purpose. */
  | { readonly kind: 'muted' }
  | { readonly kind: 'broken' }
  | { readonly kind: 'over'; readonly by: PictureEnd };

export type PictureEnd =
  | 'denied'
  | 'picker-cancelled'
  | 'wider-surface'
  | 'not-possible'
  | 'not-recorded'
  | 'screen-gone'
  | 'text-altered'
  | 'timed-out'
  | 'withdrawn'
  | 'stopped'
  | 'surface-changed'
  | 'reload'
  | 'relinquished'
  | 'expired'
  | 'away';

export interface PictureFacts {
  readonly state: SessionState;
  readonly events: readonly SessionEvent[];
  readonly hasPicture: boolean;
  /** Milliseconds since the last new picture; null before the first. */
  readonly sinceFrame: number | null;
  readonly isMuted: boolean;
  readonly isCustomerThere: boolean;
}

/** A screen on which nothing moves still sends about one picture a second. */
const STILL_MS = 6_000;

export function pictureStatus(facts: PictureFacts): PictureStatus {
  const { state, hasPicture, sinceFrame, isMuted, isCustomerThere } = facts;
  if (state.phase !== 'open') return { kind: 'nothing' };
  if (hasPicture) {
    if (sinceFrame === null) return { kind: 'coming' };
    if (isMuted) return { kind: 'muted' };
    return sinceFrame > STILL_MS ? { kind: 'still' } : { kind: 'seen' };
  }
  if (state.ask?.scope === 'view') return { kind: 'asked', answerBy: state.ask.answerBy };
  if (state.grants.view) return { kind: isCustomerThere ? 'coming' : 'broken' };
  const end = lastEnd(facts.events);
  if (end) return { kind: 'over', by: end };
  return { kind: state.device.canShowScreen ? 'nothing' : 'cannot' };
}

/** How the last question or permission for `view` ended. */
function lastEnd(events: readonly SessionEvent[]): PictureEnd | null {
  for (const event of events.toReversed()) {
    if (!('scope' in event) || event.scope !== 'view') continue;
    switch (event.type) {
      case 'consent.denied':
        return 'denied';
      case 'consent.aborted':
        return event.why;
      case 'consent.timed-out':
        return 'timed-out';
      case 'consent.withdrawn':
        return 'withdrawn';
      case 'consent.revoked':
        return event.why === 'surface-changed' || event.why === 'reload' ? event.why : 'stopped';
      case 'consent.relinquished':
        return 'relinquished';
      case 'consent.expired':
        return 'expired';
      case 'consent.disconnected':
        return 'away';
    }
  }
  return null;
}

/** How the connection does, in one word for people. */
export type QualityWord = 'good' | 'fair' | 'poor';
export function qualityWord(quality: {
  readonly rttMs: number | null;
  readonly lost: number | null;
}): QualityWord | null {
  const { rttMs, lost } = quality;
  if (rttMs === null && lost === null) return null;
  if ((rttMs ?? 0) > 400 || (lost ?? 0) > 0.05) return 'poor';
  return (rttMs ?? 0) > 150 || (lost ?? 0) > 0.02 ? 'fair' : 'good';
}
