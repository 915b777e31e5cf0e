// A bar: something of ours measured beside a yardstick in the same run, and what may be said of the two. It measures nothing.

/** One of the two sides of a bar, round by round; each round gives all that was measured in it. */
export interface Rounds {
  readonly ours: readonly (readonly number[])[];
  readonly yardstick: readonly (readonly number[])[];
  /** What was so in a round and explains its figures, for example the size of the picture. */
  readonly facts: readonly string[];
}

export interface Bar {
  readonly name: string;
  readonly unit: string;
  readonly higherIsBetter: boolean;
  /** The ratio that is good enough, and the one that is wanted; null where there is none yet. */
  readonly floor: number | null;
  readonly ambition: number | null;
}

/** Everything that one file measures. */
export interface Bench {
  readonly bars: readonly Bar[];
  /** Measures all bars in one go. @returns the rounds of each, by its name */
  measure(): Promise<Readonly<Record<string, Rounds>>>;
}

export interface Result extends Bar {
  /** Of each side the best of its rounds' medians. */
  readonly ours: number;
  readonly yardstick: number;
  /** Null where the yardstick varies too much to be one. */
  readonly ratio: number | null;
  readonly samples: Rounds;
  readonly machine: string;
}

/** A yardstick whose rounds differ by more than this measures the machine, not the thing. */
const UNSTABLE = 0.15;

export function judge(bar: Bar, samples: Rounds, machine: string): Result {
  const [ours, yardstick] = [samples.ours, samples.yardstick].map((rounds) => rounds.map(median)) as [
    number[],
    number[],
  ];
  const best = bar.higherIsBetter ? Math.max : Math.min;
  const [a, b] = [best(...ours), best(...yardstick)];
  const isStable = Math.max(...yardstick) - Math.min(...yardstick) <= UNSTABLE * Math.min(...yardstick);
  return { ...bar, ours: a, yardstick: b, ratio: isStable ? a / b : null, samples, machine };
}

/** One line for people. */
export function told({ name, unit, ours, yardstick, ratio, floor, ambition, samples }: Result): string {
  const side = (rounds: Rounds['ours']) => rounds.map((round) => median(round).toFixed(0)).join(' ');
  const bounds = `floor ${floor ?? 'none'}, ambition ${ambition ?? 'none'}`;
  const figure = ratio === null ? 'unstable' : `${ratio.toFixed(2)}x`;
  const rounds = `medians of the rounds: ours ${side(samples.ours)}, yardstick ${side(samples.yardstick)}`;
  return `${name}: ${figure} (${ours.toFixed(0)} / ${yardstick.toFixed(0)} ${unit}; ${bounds}); ${rounds}; ${samples.facts.join('; ')}`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
