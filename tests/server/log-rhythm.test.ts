// When the sequencer works, by a clock that stands still until the story moves it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Rhythm, rhythm } from '../../server/log/rhythm.ts';

let turns: number;
let problems: unknown[];
let beat: Rhythm;
let job: () => Promise<void>;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  turns = 0;
  problems = [];
  job = async () => {};
  beat = rhythm(
    async () => {
      turns += 1;
      await job();
    },
    (problem) => void problems.push(problem),
  );
});
afterEach(async () => {
  await beat.close();
  vi.useRealTimers();
});
const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('the sequencer', () => {
  it('does nothing before it is started', async () => {
    beat.wake();
    await passes(60_000);
    expect(turns).toBe(0);
  });

  it('begins with a turn, and looks by itself every few seconds', async () => {
    beat.start();
    await passes(60);
    expect(turns).toBe(1);
    await passes(5_000);
    expect(turns).toBe(2);
    await passes(5_000);
    expect(turns).toBe(3);
  });

  it('works soon after it was woken, and at most once a second', async () => {
    beat.start();
    await passes(2_000);
    beat.wake();
    await passes(60);
    expect(turns).toBe(2);
    for (let i = 0; i < 50; i++) {
      beat.wake();
      await passes(20);
    }
    expect(turns).toBe(3);
  });

  it('does not forget what woke it in the middle of a turn', async () => {
    beat.start();
    job = async () => {
      job = async () => {};
      beat.wake();
    };
    await passes(60);
    expect(turns).toBe(1);
    await passes(1_000);
    expect(turns).toBe(2);
  });

  it('goes on after a turn that failed', async () => {
    job = async () => {
      throw new Error('no room on the disk');
    };
    beat.start();
    await passes(60);
    expect(problems).toEqual([new Error('no room on the disk')]);
    job = async () => {};
    await passes(5_000);
    expect(turns).toBe(2);
  });

  it('lets somebody wait for a whole turn that has not begun yet', async () => {
    beat.start();
    let isServed = false;
    job = async () => {
      job = async () => {};
      void beat.turn().then(() => {
        isServed = true;
      });
    };
    await passes(60);
    expect([turns, isServed]).toEqual([1, false]);
    await passes(1_100);
    expect([turns, isServed]).toEqual([2, true]);
  });

  it('ends with a last turn', async () => {
    beat.start();
    await passes(60);
    await beat.close();
    expect(turns).toBe(2);
    await passes(60_000);
    expect(turns).toBe(2);
  });
});
