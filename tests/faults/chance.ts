// Chance that can be had again: the same seed draws the same numbers. When things happen between processes it does not decide.
import { setTimeout as sleep } from 'node:timers/promises';

export interface Chance {
  readonly seed: number;
  /** A whole number from `least` to `most`, both possible. */
  between(least: number, most: number): number;
  one<T>(of: readonly T[]): T;
  shuffled<T>(of: readonly T[]): T[];
  /** Milliseconds of rest, as a person takes them. */
  rests(least: number, most: number): Promise<void>;
}

/** mulberry32, which passes what is needed here and fits on a line. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const draw = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(draw() * (most - least + 1));
  return {
    seed,
    between,
    one: (of) => {
      const found = of[between(0, of.length - 1)];
      if (found === undefined) throw new Error('nothing to draw from');
      return found;
    },
    shuffled: (of) =>
      of
        .map((each) => ({ each, at: draw() }))
        .sort((a, b) => a.at - b.at)
        .map(({ each }) => each),
    rests: (least, most) => sleep(between(least, most)),
  };
}
