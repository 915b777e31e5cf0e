// The technician's marks on a real X server: what is seen where, what lies above them, and that no press stops at them.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isProblem } from '../../host/problems.ts';
import type { Monitor } from '../../host/screen/monitors.ts';
import { openBanner } from '../../host/window/banner.ts';
import { openWindowDesk, type WindowDesk } from '../../host/window/desk.ts';
import { type Marks, openMarks } from '../../host/window/marks.ts';
import { MOST_COVERED } from '../../host/window/marks-ink.ts';
import { lineSpans } from '../../host/window/marks-shape.ts';
import type { Display } from '../../host/x11/display.ts';
import type { Stroke } from '../../shared/channel/drawing.ts';
import { stopAll } from '../support/children.ts';
import { paintScreen } from '../support/paint.ts';
import { isNear } from '../support/pixels.ts';
import { waitFor } from '../support/wait.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';
import { displayOf, pixelOn, runOn } from './support/eyes.ts';

const GROUND = '#20a040';
const MAGENTA = '#c71585';
const BLUE = '#0000cd';
const RIGHT: Monitor = { name: 'right', isPrimary: false, x: 640, y: 0, width: 640, height: 800 };
const clock = {
  now: () => performance.now(),
  after: (ms: number, act: () => void) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

describe('the rows of a line', () => {
  const area = (points: { x: number; y: number }[], radius: number) =>
    lineSpans(points, radius).reduce((sum, [, , width, height]) => sum + width * height, 0);

  it('are a disc for a point, and as much as they should be for a line at any angle', () => {
    expect(area([{ x: 50, y: 50 }], 10) / (Math.PI * 100)).toBeCloseTo(1, 1);
    for (const degrees of [0, 1, 30, 45, 60, 89, 90, 135, 180, 270]) {
      const angle = (degrees * Math.PI) / 180;
      const to = { x: 200 + 100 * Math.cos(angle), y: 200 + 100 * Math.sin(angle) };
      const share = area([{ x: 200, y: 200 }, to], 5) / (1_000 + Math.PI * 25);
      // Whole pixels: a diagonal rounds the same way in every row.
      expect(Math.abs(share - 1)).toBeLessThan(0.1);
    }
  });
  it('lie over each other nowhere within one line', () => {
    const slow = Array.from({ length: 200 }, (_, n) => ({ x: 100 + n, y: 100 + Math.sin(n / 10) * 20 }));
    const rows = new Set(
      lineSpans(slow, 4).flatMap(([x, y, width]) => Array.from({ length: width }, (_, i) => `${x + i},${y}`)),
    );
    expect(area(slow, 4)).toBe(rows.size);
  });
  it('are none for nothing', () => expect(lineSpans([], 5)).toEqual([]));
});

describe('marks on the screen', () => {
  let screen: Screen;
  let display: Display;
  let desk: WindowDesk;
  let marks: Marks | null = null;
  beforeAll(async () => {
    screen = await startXvfb({ width: 1280, height: 800 });
    display = await displayOf(screen.display);
    const opened = await openWindowDesk(display, clock, 1);
    if (isProblem(opened)) throw new Error(opened.problem);
    desk = opened;
    await paintScreen(screen.display, GROUND);
  });
  afterEach(() => marks?.close());
  afterAll(stopAll);

  const opens = async (monitor: Monitor = RIGHT) => {
    marks = await openMarks(desk, { monitor, name: 'Maria Rossi' });
    return marks;
  };
  const line = (id: string, points: Stroke['points'], pen: Stroke['pen'] = 'magenta'): Stroke => ({
    id,
    pen,
    points,
    isDone: false,
  });
  const becomes = (x: number, y: number, colour: string) =>
    waitFor(async () => (isNear(await pixelOn(display, x, y), colour, 12) ? true : undefined), {
      what: `${colour} at ${x},${y}`,
    });
  const isAt = async (x: number, y: number, colour: string) =>
    isNear(await pixelOn(display, x, y), colour, 12);

  it('draw lines on the monitor that is shown, and nothing beside them', async () => {
    const shown = await opens();
    expect(await isAt(960, 400, GROUND)).toBe(true);
    const across = line('a', [
      [0, 0.5],
      [1, 0.5],
    ]);
    shown.show({ pointer: null, drawing: [across] });
    await becomes(960, 400, MAGENTA);
    await becomes(960, 403, '#ffffff');
    expect(await isAt(960, 408, GROUND)).toBe(true);
    expect(await isAt(600, 400, GROUND)).toBe(true);
    expect(await isAt(639, 400, GROUND)).toBe(true);
    const down = line(
      'b',
      [
        [0.25, 0.25],
        [0.25, 0.75],
      ],
      'blue',
    );
    shown.show({ pointer: null, drawing: [across, down] });
    await becomes(800, 300, BLUE);
    shown.show({ pointer: null, drawing: [down] });
    await becomes(960, 400, GROUND);
    await becomes(800, 300, BLUE);
    shown.show({ pointer: null, drawing: [] });
    await becomes(800, 300, GROUND);
  });

  it('let a line grow without a gap', async () => {
    const shown = await opens();
    shown.show({ pointer: null, drawing: [line('a', [[0.1, 0.5]])] });
    await becomes(704, 400, MAGENTA);
    shown.show({
      pointer: null,
      drawing: [
        line('a', [
          [0.1, 0.5],
          [0.5, 0.5],
        ]),
      ],
    });
    await becomes(800, 400, MAGENTA);
    await becomes(959, 400, MAGENTA);
  });

  it('show where somebody points, and no more when they are gone', async () => {
    const shown = await opens();
    shown.show({ pointer: { x: 0.5, y: 0.5 }, drawing: [] });
    await becomes(960, 400, MAGENTA);
    await becomes(960, 408, '#ffffff');
    expect(await isAt(960, 415, GROUND)).toBe(true);
    // The name, below and to the right; and on the other side near the edge.
    await becomes(975, 414, '#000000');
    shown.show({ pointer: { x: 0.95, y: 0.95 }, drawing: [] });
    await becomes(640 + Math.round(0.95 * 639), Math.round(0.95 * 799), MAGENTA);
    await becomes(960, 400, GROUND);
    shown.show({ pointer: null, drawing: [] });
    await becomes(640 + Math.round(0.95 * 639), Math.round(0.95 * 799), GROUND);
  });

  it('take no press: it goes to whatever lies below', async () => {
    const shown = await opens();
    shown.show({
      pointer: { x: 0.5, y: 0.5 },
      drawing: [
        line('a', [
          [0, 0.5],
          [1, 0.5],
        ]),
      ],
    });
    await becomes(700, 400, MAGENTA);
    for (const x of ['700', '960']) {
      await runOn(screen.display, 'xdotool', 'mousemove', x, '400');
      const under = await runOn(screen.display, 'xdotool', 'getmouselocation', '--shell');
      const window = Number(/WINDOW=(\d+)/.exec(under)?.[1]);
      expect(window).toBe(display.root);
    }
  });

  it('lie above another program that rises, and never above the banner', async () => {
    const view = { language: 'en', tech: 'Maria', desk: 'Acme', scopes: ['view'], secondsLeft: 60 } as const;
    const banner = await openBanner(desk, { view, monitor: RIGHT }, { stop: () => {}, gone: () => {} });
    await becomes(960, 6, '#a51d1d');
    const before = await Promise.all([700, 820, 960, 1_100].map((x) => pixelOn(display, x, 30)));
    const shown = await opens();
    shown.show({
      pointer: null,
      drawing: [
        line(
          'a',
          [
            [0, 30 / 799],
            [1, 30 / 799],
          ],
          'black',
        ),
      ],
    });
    await becomes(642, 30, '#000000');
    await runOn(screen.display, 'xdotool', 'mousemove', '10', '10');
    const after = await Promise.all([820, 960, 1_100].map((x) => pixelOn(display, x, 30)));
    expect(after).toEqual(before.slice(1));
    banner.close();
  });

  it('are gone at the end, every one of them', async () => {
    const shown = await opens();
    shown.show({
      pointer: { x: 0.25, y: 0.25 },
      drawing: [
        line('a', [
          [0, 0.5],
          [1, 0.5],
        ]),
      ],
    });
    await becomes(960, 400, MAGENTA);
    shown.close();
    await becomes(960, 400, GROUND);
    expect(await isAt(800, 200, GROUND)).toBe(true);
  });

  it('hide next to nothing, however wild the scribble', async () => {
    const shown = await opens();
    const wild = [57, 58, 59].map((n) =>
      line(
        String(n),
        Array.from({ length: 60 }, (_, i) => [i % 2, ((i * 37 + n) % 100) / 100] as const),
      ),
    );
    shown.show({ pointer: null, drawing: wild });
    // The last one alone has room: it goes from here to the other side.
    await becomes(641, Math.round(0.59 * 799), MAGENTA);
    const { x, y, width, height } = RIGHT;
    const { data } = await display.ask<{ data: Buffer }>((reply) =>
      display.client.GetImage(2, display.root, x, y, width, height, 0xffffffff, reply),
    );
    const ground = Buffer.from([0x40, 0xa0, 0x20]);
    const hidden = Array.from({ length: width * height }, (_, at) => at * 4).filter(
      (at) => !data.subarray(at, at + 3).equals(ground),
    );
    expect(hidden.length / (width * height)).toBeLessThanOrEqual(MOST_COVERED);
    shown.show({ pointer: null, drawing: [] });
    await becomes(641, Math.round(0.59 * 799), GROUND);
  });
});
