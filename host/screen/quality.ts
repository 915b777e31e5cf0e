// How large and how often the screen is sent, from measured facts: down at once when it does not go, up
// again slowly and ever more carefully. Pure; the caller looks at a steady pace, two seconds apart.
import type { QualityWish } from '../../shared/channel/screen.ts';
import type { CaptureSize } from './capture.ts';

/** What was measured since the look before. */
export interface Facts {
  /** Share of the frames given that the encoder did not send, 0 to 1; null where it is not known. */
  readonly behind: number | null;
  readonly rttMs: number | null;
  /** Share of packets lost, 0 to 1. */
  readonly lost: number | null;
}

const sizes = (height: 1080 | 720 | 540, ...rates: readonly number[]): CaptureSize[] =>
  rates.map((fps) => ({ width: (height * 16) / 9, height, fps }));

/** What is given up first: by itself even motion, since text stays sharp longest; then size. The best rung first. */
export const LADDERS: Readonly<Record<QualityWish, readonly CaptureSize[]>> = {
  auto: [...sizes(1080, 30, 20, 15), ...sizes(720, 20, 15)],
  sharp: sizes(1080, 30, 20, 15, 10, 5),
  smooth: [...sizes(1080, 30), ...sizes(720, 30), ...sizes(540, 30, 24)],
  light: [...sizes(720, 15, 10), ...sizes(540, 10, 5)],
};

export interface Quality {
  readonly wish: QualityWish;
  /** Where on the ladder, 0 the best. */
  readonly at: number;
  /** The best that this computer may be given. */
  readonly best: number;
  /** Bad looks and good looks in a row. */
  readonly bad: number;
  readonly good: number;
  /** Good looks that are needed before the next step up. */
  readonly patience: number;
  /** Looks since a step up, until it has proven itself; null otherwise. */
  readonly trial: number | null;
}

/** Two looks in a row, so that one hiccup changes nothing. */
const BAD_LOOKS = 2;
const PATIENCE = { first: 5, most: 80 };
/** A step up that fails within as many looks was a mistake, and the next one waits twice as long. */
const TRIAL_LOOKS = 10;
/** Between bad and good lies what changes nothing. */
const BAD = { behind: 0.25, rttMs: 500, lost: 0.08 };
const GOOD = { behind: 0.05, rttMs: 250, lost: 0.02 };
/** Beyond this nothing is waited for. */
const AWFUL = { behind: 0.6, lost: 0.25 };

/** Pixels a second that a computer of so many cores may be given. */
const budgetOf = (cores: number): number =>
  cores >= 4 ? Number.POSITIVE_INFINITY : cores >= 2 ? 1920 * 1080 * 15 : 1280 * 720 * 15;

/** @param cores processor cores, which decide where it begins and how far up it may go */
export function firstQuality(cores: number, wish: QualityWish = 'auto'): Quality {
  const ladder = LADDERS[wish];
  const fits = ladder.findIndex(({ width, height, fps }) => width * height * fps <= budgetOf(cores));
  const best = fits === -1 ? ladder.length - 1 : fits;
  return { wish, at: best, best, bad: 0, good: 0, patience: PATIENCE.first, trial: null };
}

export const rungOf = ({ wish, at }: Quality): CaptureSize => {
  const rung = LADDERS[wish][at];
  if (!rung) throw new Error('off the ladder');
  return rung;
};

/** The next state, from one look. */
export function look(before: Quality, facts: Facts): Quality {
  const trial = before.trial === null || before.trial >= TRIAL_LOOKS ? null : before.trial + 1;
  // Whoever stood a trial may be trusted as at first.
  const hasProven = before.trial !== null && trial === null;
  const patience = hasProven ? PATIENCE.first : before.patience;
  const now = { ...before, trial, patience };
  if (isOver(facts, AWFUL)) return down(now);
  if (isOver(facts, BAD)) return now.bad + 1 >= BAD_LOOKS ? down(now) : { ...now, bad: now.bad + 1, good: 0 };
  if (isOver(facts, GOOD)) return { ...now, bad: 0, good: 0 };
  const good = now.good + 1;
  if (good < now.patience || now.at <= now.best) return { ...now, bad: 0, good };
  return { ...now, at: now.at - 1, bad: 0, good: 0, trial: 0 };
}

function down(from: Quality): Quality {
  const at = Math.min(from.at + 1, LADDERS[from.wish].length - 1);
  const patience = from.trial === null ? from.patience : Math.min(PATIENCE.most, from.patience * 2);
  return { ...from, at, patience, bad: 0, good: 0, trial: null };
}

/** What is not known is neither good nor bad. */
function isOver(facts: Facts, limits: Partial<Record<keyof Facts, number>>): boolean {
  const over = (name: keyof Facts) => (facts[name] ?? 0) > (limits[name] ?? Number.POSITIVE_INFINITY);
  return over('behind') || over('rttMs') || over('lost');
}

/** What was given to the encoder and what it sent, both in frames a second. */
export const behindOf = (givenFps: number, sentFps: number | null): number | null =>
  sentFps === null || givenFps < FEWEST_FPS ? null : Math.min(1, Math.max(0, 1 - sentFps / givenFps));

/** Too few frames say nothing: one that is still being encoded would be a large share. */
const FEWEST_FPS = 5;
