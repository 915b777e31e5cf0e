// So much and no more in a second, whatever it is spent on. Who took more than there was waits until it is paid back.

export interface Purse {
  /** What may be spent now; less than nothing where something is owed. */
  left(): number;
  pay(cost: number): void;
}

/** @param aSecond what comes in, and the most that is ever in it. @param now milliseconds that only go forward */
export function openPurse(aSecond: number, now: () => number): Purse {
  let inIt = aSecond;
  let at = now();
  return {
    left() {
      const since = Math.max(0, now() - at);
      at += since;
      inIt = Math.min(aSecond, inIt + (since * aSecond) / 1_000);
      return inIt;
    },
    pay(cost) {
      inIt -= cost;
    },
  };
}
