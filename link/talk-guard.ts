// How much nonsense, and how much at once, this end hears before it stops listening. It counts messages and does not know
// what they say.
import type { Clock } from './deps.ts';

/** Why this end stopped listening: what came made no sense, or there was too much of it. */
export type Cut = 'malformed' | 'flood';

/** Two pages of the same version understand each other; one slip may be a fault, these are not. */
const MOST_IN_A_ROW = 5;
const MOST_MALFORMED = 100;
/** A connection that stood still brings everything at once, and a page that lost its storage is told the whole chat. */
const MOST_AT_ONCE = 6_000;
/** An honest page sends about sixty while it points and draws. */
const MOST_A_SECOND = 100;

export interface TalkGuard {
  /** Counts one message. @returns why no more is heard, or null */
  count(hasForm: boolean): Cut | null;
}

export function openTalkGuard(clock: Pick<Clock, 'now'>): TalkGuard {
  let inARow = 0;
  let malformed = 0;
  let room = MOST_AT_ONCE;
  let at = clock.now();

  return {
    count(hasForm) {
      const now = clock.now();
      // A clock that was set back brings nothing.
      room = Math.min(MOST_AT_ONCE, room + (Math.max(0, now - at) * MOST_A_SECOND) / 1_000) - 1;
      at = now;
      inARow = hasForm ? 0 : inARow + 1;
      if (!hasForm) malformed += 1;
      if (inARow >= MOST_IN_A_ROW || malformed >= MOST_MALFORMED) return 'malformed';
      return room < 0 ? 'flood' : null;
    },
  };
}
