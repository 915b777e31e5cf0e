// What is marked on the monitor that is shown: held as the page holds it, hidden while a question is open, gone with the picture.
import { describe, expect, it } from 'vitest';
import { FADE_MS, openPointed } from '../../host/pointed.ts';
import type { Marked } from '../../host/window/marks.ts';
import { settle } from '../client/support/kit.ts';

const id = '6f0e4b3a-7d2c-4a51-9a53-0f6f3f0a1b2c';
const NOTHING: Marked = { pointer: null, drawing: [] };

/** Time that a test lets pass. */
function fakeTime() {
  let at = 0;
  const timers = new Map<() => void, number>();
  return {
    now: () => at,
    after(ms: number, act: () => void) {
      timers.set(act, at + ms);
      return () => void timers.delete(act);
    },
    passes(ms: number) {
      at += ms;
      for (const [act, due] of [...timers])
        if (due <= at) {
          timers.delete(act);
          act();
        }
    },
  };
}

function opens() {
  const shown: Marked[] = [];
  const windows = { opened: 0, closed: 0 };
  let isAsking = false;
  const time = fakeTime();
  const pointed = openPointed({
    open: async () => {
      windows.opened += 1;
      return {
        show: (marked) => void shown.push(marked),
        close: () => {
          windows.closed += 1;
        },
      };
    },
    mayMark: () => !isAsking,
    clock: time,
  });
  return {
    time,
    pointed,
    windows,
    asks(now: boolean) {
      isAsking = now;
      pointed.refresh();
    },
    async last() {
      await settle();
      return shown.at(-1);
    },
  };
}

describe('marks', () => {
  it('have no window before there is one', async () => {
    const { pointed, windows, last } = opens();
    pointed.forget();
    pointed.refresh();
    expect(await last()).toBeUndefined();
    pointed.hear({ k: 'point', x: 0.5, y: 0.25 });
    pointed.hear({ k: 'point-off' });
    expect(await last()).toEqual(NOTHING);
    expect(windows.opened).toBe(1);
  });

  it('grow as they are drawn, and not after their end', async () => {
    const { pointed, last } = opens();
    pointed.hear({ k: 'stroke', id, pen: 'blue', points: [[0, 0]], isEnd: false });
    pointed.hear({ k: 'stroke', id, pen: 'blue', points: [[1, 1]], isEnd: true });
    pointed.hear({ k: 'stroke', id, pen: 'blue', points: [[0, 1]], isEnd: true });
    expect((await last())?.drawing).toEqual([
      {
        id,
        pen: 'blue',
        points: [
          [0, 0],
          [1, 1],
        ],
        isDone: true,
      },
    ]);
    pointed.hear({ k: 'strokes-clear' });
    expect(await last()).toEqual(NOTHING);
  });

  it('are not seen while a question is open, and again afterwards', async () => {
    const { pointed, asks, last } = opens();
    pointed.hear({ k: 'point', x: 0.5, y: 0.5 });
    asks(true);
    expect(await last()).toEqual(NOTHING);
    pointed.hear({ k: 'point', x: 0.6, y: 0.5 });
    expect(await last()).toEqual(NOTHING);
    asks(false);
    expect(await last()).toMatchObject({ pointer: { x: 0.6, y: 0.5 } });
  });

  it('are gone when whoever pointed may be another one, and with the picture', async () => {
    const { pointed, windows, last } = opens();
    pointed.hear({ k: 'point', x: 0.5, y: 0.5 });
    pointed.forget();
    expect(await last()).toEqual(NOTHING);
    pointed.close();
    pointed.hear({ k: 'point', x: 0.5, y: 0.5 });
    expect(await last()).toEqual(NOTHING);
    expect(windows).toEqual({ opened: 1, closed: 1 });
  });

  it('fade one after another, half a minute after they last grew', async () => {
    const { pointed, time, last } = opens();
    const other = id.replace('6', '7');
    const ids = async () => (await last())?.drawing.map((line) => line.id);
    pointed.hear({ k: 'stroke', id, pen: 'blue', points: [[0, 0]], isEnd: false });
    time.passes(20_000);
    pointed.hear({ k: 'stroke', id: other, pen: 'blue', points: [[0, 0]], isEnd: true });
    time.passes(5_000);
    pointed.hear({ k: 'stroke', id, pen: 'blue', points: [[1, 1]], isEnd: false });
    time.passes(FADE_MS - 5_000 - 1);
    expect(await ids()).toEqual([id, other]);
    time.passes(1);
    expect(await ids()).toEqual([id]);
    time.passes(5_000);
    expect(await last()).toEqual(NOTHING);
    // And whoever draws under the old name begins a new line.
    pointed.hear({ k: 'stroke', id, pen: 'black', points: [[0, 0]], isEnd: false });
    expect((await last())?.drawing).toHaveLength(1);
  });
});
