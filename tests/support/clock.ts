// A clock that stands still until a story moves it.

export interface Clock {
  readonly now: () => number;
  /** Lets time pass at once. */
  advance(ms: number): void;
}

export function fakeClock(start = Date.UTC(2026, 0, 15, 9, 0, 0)): Clock {
  let at = start;
  return {
    now: () => at,
    advance: (ms) => {
      at += ms;
    },
  };
}
