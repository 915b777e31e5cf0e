// Pictures without a permission: provoked, counted and reported. The session is folded by the real rules.
import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { REPORT_EVERY_MS, watchStray } from '../../client-web/src/features/screen/stray.ts';
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { Command } from '../../shared/session/commands.ts';
import type { EventOf } from '../../shared/session/events.ts';
import { Paper, TECHNICIAN, uuid } from '../support/paper.ts';
import { fakeClock } from './support/clock.ts';

const GID = uuid(101);

/** A technician's page over a session on paper; what it wishes is decided at once, unless it is offline. */
function page(paper: Paper) {
  const clock = fakeClock(paper.now);
  const state = signal(paper.state);
  const grants = signal<ReadonlySet<string>>(new Set([GID]));
  const picture = signal<{ gid: string } | null>({ gid: GID });
  let isOffline = false;
  const wish = async (command: Command): Promise<{ seq: number } | Refusal> => {
    if (isOffline || command.type !== 'report-stray') return refuse('CLOSED');
    paper.technician(command);
    state.value = paper.state;
    return { seq: paper.events.length };
  };
  const watch = watchStray({
    session: { state, now: clock.now, wish },
    ledger: { grants },
    picture,
    clock,
  });
  const passes = async (ms: number) => {
    clock.advance(ms);
    paper.now = clock.now();
    await Promise.resolve();
    await Promise.resolve();
  };
  return {
    grants,
    picture,
    watch,
    passes,
    waiting: () => clock.waiting,
    /** Draws pictures for so long, ten a second. */
    draws: async (ms: number) => {
      for (let n = 0; n < ms / 100; n++) {
        watch.drew(1);
        await passes(100);
      }
    },
    happens: (what: (paper: Paper) => unknown) => {
      what(paper);
      state.value = paper.state;
    },
    goes: (line: 'offline' | 'online') => {
      isOffline = line === 'offline';
    },
    /** What stands in the log, by frames. */
    reported: () =>
      paper.events
        .filter((event): event is EventOf<'scope.stray'> => event.type === 'scope.stray')
        .map(({ frames, by }) => (by.id === TECHNICIAN.id ? frames : Number.NaN)),
  };
}

describe('pictures under a permission that this page verified', () => {
  it('are nothing to report', async () => {
    const { draws, reported, waiting } = page(Paper.granted());
    await draws(60_000);
    expect(reported()).toEqual([]);
    expect(waiting()).toBe(0);
  });

  it('may still be under way for two seconds when it ends', async () => {
    const { draws, happens, reported } = page(Paper.granted());
    await draws(1_000);
    happens((paper) => paper.revoke());
    await draws(2_000);
    expect(reported()).toEqual([]);
  });

  it('may be under way when the last one before the end came long ago', async () => {
    const { draws, happens, passes, reported } = page(Paper.granted());
    await draws(100);
    await passes(60_000);
    happens((paper) => paper.revoke());
    await draws(500);
    expect(reported()).toEqual([]);
  });
});

describe('pictures without one', () => {
  it('are reported at once, and counted whole', async () => {
    const paper = Paper.open();
    const { draws, reported } = page(paper);
    await draws(100);
    expect(reported()).toEqual([1]);
    await draws(REPORT_EVERY_MS);
    expect(reported()).toEqual([1, 49]);
  });

  it('are reported at most every five seconds, and none is lost', async () => {
    const { draws, passes, reported } = page(Paper.open());
    await draws(30_000);
    await passes(REPORT_EVERY_MS);
    expect(reported().length).toBeLessThanOrEqual(7);
    expect(reported().reduce((all, frames) => all + frames, 0)).toBe(300);
  });

  it('are those of a permission that the broker tells of and nobody proved', async () => {
    const { draws, grants, reported } = page(Paper.granted());
    grants.value = new Set();
    await draws(2_200);
    expect(reported().length).toBeGreaterThan(0);
  });

  it('are those that go on after Stop', async () => {
    const { draws, happens, reported } = page(Paper.granted());
    await draws(100);
    happens((paper) => paper.revoke());
    await draws(2_500);
    expect(reported().length).toBeGreaterThan(0);
  });

  it('are those that go on after the time is over, told by nobody', async () => {
    const { draws, passes, reported } = page(Paper.granted());
    await draws(100);
    await passes(15 * 60_000);
    await draws(2_500);
    expect(reported().length).toBeGreaterThan(0);
  });

  it('are those of another permission than the one that lives', async () => {
    const { draws, picture, reported } = page(Paper.granted());
    picture.value = { gid: uuid(999) };
    await draws(2_500);
    expect(reported().length).toBeGreaterThan(0);
  });

  it('are not forgotten while the connection is lost', async () => {
    const { draws, goes, passes, reported } = page(Paper.open());
    goes('offline');
    await draws(10_000);
    expect(reported()).toEqual([]);
    goes('online');
    await passes(REPORT_EVERY_MS);
    expect(reported().reduce((all, frames) => all + frames, 0)).toBe(100);
  });

  it('are reported once more when the page goes away, and nothing waits after it', async () => {
    const { watch, passes, reported, waiting } = page(Paper.open());
    watch.drew(2);
    watch.drew(3);
    watch.close();
    await passes(0);
    expect(reported()).toEqual([2, 3]);
    watch.drew(1);
    await passes(REPORT_EVERY_MS);
    expect(reported()).toEqual([2, 3]);
    expect(waiting()).toBe(0);
  });
});
