// The ladder of quality: down when it does not go, up again slowly, and never to and fro.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  behindOf,
  type Facts,
  firstQuality,
  LADDERS,
  look,
  type Quality,
  rungOf,
} from '../../host/screen/quality.ts';
import { QUALITY_WISHES, type QualityWish } from '../../shared/channel/screen.ts';

const GOOD: Facts = { behind: 0, rttMs: 40, lost: 0 };
const BAD: Facts = { behind: 0.4, rttMs: 40, lost: 0 };
const MIDDLING: Facts = { behind: 0.1, rttMs: 300, lost: 0.03 };
const UNKNOWN: Facts = { behind: null, rttMs: null, lost: null };
const LADDER = LADDERS.auto;
const LAST = LADDER.length - 1;

const looks = (from: Quality, facts: Facts, times: number): Quality =>
  Array.from({ length: times }).reduce<Quality>((quality) => look(quality, facts), from);
/** How many good looks it takes until the next step up. */
function looksUntilUp(from: Quality): number {
  let quality = from;
  for (let count = 1; count < 500; count++) {
    quality = look(quality, GOOD);
    if (quality.at < from.at) return count;
  }
  return Number.POSITIVE_INFINITY;
}

describe('the ladder', () => {
  it('goes from 1080p30 down to 720p15, each step cheaper than the one before', () => {
    expect(LADDER[0]).toMatchObject({ width: 1920, height: 1080, fps: 30 });
    expect(LADDER[LAST]).toMatchObject({ width: 1280, height: 720, fps: 15 });
    const cost = LADDER.map(({ width, height, fps }) => width * height * fps);
    expect(cost).toEqual([...cost].sort((a, b) => b - a));
  });

  it('begins where the processor can follow, and never goes beyond', () => {
    expect([1, 2, 3, 4, 16].map((cores) => rungOf(firstQuality(cores)).fps)).toEqual([15, 15, 15, 30, 30]);
    expect(rungOf(firstQuality(1)).height).toBe(720);
    expect(looks(firstQuality(2), GOOD, 500).at).toBe(firstQuality(2).at);
  });
});

describe('what a technician wishes for', () => {
  it('makes each step cheaper than the one before, whatever is wished for', () => {
    for (const wish of QUALITY_WISHES) {
      const cost = LADDERS[wish].map(({ width, height, fps }) => width * height * fps);
      expect(cost).toEqual([...new Set(cost)].sort((a, b) => b - a));
    }
  });

  it('keeps the size where that was wished for, and the rate where that was', () => {
    const worst = (wish: QualityWish) => rungOf(looks(firstQuality(8, wish), { ...BAD, behind: 0.9 }, 20));
    expect(worst('sharp')).toEqual({ width: 1920, height: 1080, fps: 5 });
    expect(worst('smooth')).toEqual({ width: 960, height: 540, fps: 24 });
    expect(worst('light')).toEqual({ width: 960, height: 540, fps: 5 });
    expect(rungOf(firstQuality(8, 'light'))).toEqual({ width: 1280, height: 720, fps: 15 });
  });

  it('gives a weak computer no more than it can', () => {
    expect(rungOf(firstQuality(2, 'sharp'))).toEqual({ width: 1920, height: 1080, fps: 15 });
    expect(rungOf(firstQuality(2, 'smooth'))).toEqual({ width: 1280, height: 720, fps: 30 });
    expect(rungOf(firstQuality(1, 'sharp'))).toEqual({ width: 1920, height: 1080, fps: 5 });
    expect(rungOf(firstQuality(1, 'smooth'))).toEqual({ width: 960, height: 540, fps: 24 });
  });
});

describe('going down', () => {
  it('takes two bad looks in a row, whichever fact is bad', () => {
    for (const facts of [BAD, { ...GOOD, rttMs: 900 }, { ...GOOD, lost: 0.1 }]) {
      expect(looks(firstQuality(8), facts, 1).at).toBe(0);
      expect(looks(firstQuality(8), facts, 2).at).toBe(1);
    }
    expect(look(look(look(firstQuality(8), BAD), GOOD), BAD).at).toBe(0);
  });

  it('takes one look where it is awful', () => {
    expect(look(firstQuality(8), { ...GOOD, behind: 0.8 }).at).toBe(1);
    expect(look(firstQuality(8), { ...GOOD, lost: 0.5 }).at).toBe(1);
  });

  it('ends at the last rung', () => {
    expect(looks(firstQuality(8), BAD, 100).at).toBe(LAST);
  });
});

describe('going up', () => {
  it('takes patience, one rung at a time', () => {
    const low = looks(firstQuality(8), BAD, 4);
    expect(low.at).toBe(2);
    expect(looksUntilUp(low)).toBe(5);
    expect(looksUntilUp(look(low, MIDDLING))).toBe(5);
  });

  it('takes twice as long after a step up that failed, and no more than some minutes', () => {
    let quality = looks(firstQuality(8), BAD, 2);
    const waits: number[] = [];
    for (let round = 0; round < 7; round++) {
      const wait = looksUntilUp(quality);
      waits.push(wait);
      quality = looks(looks(quality, GOOD, wait), BAD, 2);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 80, 80]);
  });

  it('trusts again after a step that held', () => {
    let quality = looks(firstQuality(8), BAD, 4);
    quality = looks(looks(quality, GOOD, looksUntilUp(quality)), BAD, 2);
    expect(quality.patience).toBe(10);
    quality = looks(quality, GOOD, 10);
    quality = looks(quality, MIDDLING, 12);
    expect(quality.patience).toBe(5);
  });

  it('happens neither on middling facts nor while it stands at its best', () => {
    const low = looks(firstQuality(8), BAD, 4);
    expect(looks(low, MIDDLING, 200).at).toBe(low.at);
    expect(looks(firstQuality(8), GOOD, 200).at).toBe(0);
    expect(looks(firstQuality(8), UNKNOWN, 200).at).toBe(0);
  });
});

describe('any facts', () => {
  it('move at most one rung a look, and never off the ladder', () => {
    const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
    const facts = fc.record({
      behind: share,
      rttMs: fc.option(fc.integer({ min: 0, max: 5_000 })),
      lost: share,
    });
    const seed = Number(process.env['SEED'] ?? 20261125);
    const numRuns = 300;
    console.info(`quality: seed ${seed}, ${numRuns} runs`);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 32 }), fc.array(facts, { maxLength: 200 }), (cores, all) => {
        let quality = firstQuality(cores);
        for (const now of all) {
          const next = look(quality, now);
          if (Math.abs(next.at - quality.at) > 1 || next.at < next.best || next.at > LAST) return false;
          quality = next;
        }
        return true;
      }),
      { seed, numRuns },
    );
  });
});

describe('what the encoder left behind', () => {
  it('is the share of the frames given that it did not send', () => {
    expect(behindOf(20, 15)).toBe(0.25);
    expect(behindOf(15, 16)).toBe(0);
  });

  it('is unknown where nothing is told, or too little happened', () => {
    expect(behindOf(15, null)).toBeNull();
    expect(behindOf(3, 0)).toBeNull();
  });
});
