// How much nonsense, and how much at once, a lane hears on which things pass: a person presses a button for each, so an honest page
// says little. It does not know what is said.
import { openPurse } from './purse.ts';

export interface PassGuard {
  /** Counts one message. @returns whether no more is heard on this lane */
  count(hasForm: boolean): boolean;
  isShut(): boolean;
  /** What was not followed, by reason. */
  dropped(): { readonly malformed: number; readonly rate: number };
}

const MOST_A_SECOND = 4;
const MOST_IN_A_ROW = 5;
const MOST_MALFORMED = 20;

/** @param now milliseconds that only go forward */
export function openPassGuard(now: () => number): PassGuard {
  const purse = openPurse(MOST_A_SECOND, now);
  let inARow = 0;
  let malformed = 0;
  let rate = 0;
  const isShut = () => inARow >= MOST_IN_A_ROW || malformed >= MOST_MALFORMED || rate > 0;
  return {
    count(hasForm) {
      inARow = hasForm ? 0 : inARow + 1;
      if (!hasForm) malformed += 1;
      else if (purse.left() < 1) rate += 1;
      else purse.pay(1);
      return isShut();
    },
    isShut,
    dropped: () => ({ malformed, rate }),
  };
}
