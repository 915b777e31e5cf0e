// Taking the picture where there is no ffmpeg: through the X server itself, in a program of our own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bestCapture } from '../../host/screen/best-capture.ts';
import { type Frame, frameBytes } from '../../host/screen/capture.ts';
import { ffmpegCapture } from '../../host/screen/ffmpeg.ts';
import { toI420 } from '../../host/screen/i420.ts';
import type { Monitor } from '../../host/screen/monitors.ts';
import { MOST_FPS, x11Capture } from '../../host/screen/x11-capture.ts';
import { stopAll } from '../support/children.ts';
import { paintScreen } from '../support/paint.ts';
import { isNear, type Rgb } from '../support/pixels.ts';
import { waitFor } from '../support/wait.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';
import { colourAt, grabbersOf, ownGrabbersOf } from './support/eyes.ts';

const RIGHT: Monitor = { name: 'right', isPrimary: false, x: 320, y: 0, width: 320, height: 400 };
const SIZE = { width: 1920, height: 1080, fps: 30 };

describe('the form that WebRTC takes', () => {
  const picture = (width: number, height: number, colour: (x: number, y: number) => Rgb) => {
    const data = new Uint8Array(width * height * 4);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const [red, green, blue] = colour(x, y);
        data.set([blue, green, red, 0], (y * width + x) * 4);
      }
    return { width, height, data };
  };
  const frame = (width: number, height: number): Frame => ({
    width,
    height,
    data: new Uint8Array(frameBytes(width, height)),
  });

  it('keeps colours, each in its place', () => {
    const colours: Rgb[] = [
      [208, 32, 16],
      [16, 48, 224],
      [255, 255, 255],
      [0, 0, 0],
    ];
    const of = (x: number, y: number) => colours[(x >= 4 ? 1 : 0) + (y >= 4 ? 2 : 0)] ?? [0, 0, 0];
    for (const scale of [1, 3]) {
      const to = frame(8, 8);
      toI420(
        picture(8 * scale, 8 * scale, (x, y) => of(Math.floor(x / scale), Math.floor(y / scale))),
        to,
      );
      for (const [x, y] of [
        [1, 1],
        [6, 1],
        [1, 6],
        [6, 6],
      ] as const)
        expect(colourAt(to, x, y).map((channel, at) => Math.abs(channel - (of(x, y)[at] ?? 0)) < 6)).toEqual([
          true,
          true,
          true,
        ]);
    }
  });

  it('makes what is thin paler, and never lets it vanish', () => {
    const to = frame(8, 8);
    toI420(
      picture(24, 24, (x) => (x === 10 ? [0, 0, 0] : [255, 255, 255])),
      to,
    );
    const [luma = 0, beside = 0] = [to.data[3], to.data[5]];
    expect(beside - luma).toBeGreaterThan(50);
  });

  it('takes a monitor whose sides are odd', () => {
    const to = frame(800, 600);
    toI420(
      picture(801, 601, () => [16, 48, 224]),
      to,
    );
    expect(isNear(colourAt(to, 799, 599), '#1030e0', 8)).toBe(true);
  });
});

describe('without ffmpeg', () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await startXvfb({ width: 640, height: 400 });
  });
  afterAll(stopAll);
  const where = () => ({ display: screen.display, env: process.env });
  const nowhere = () => ({ display: screen.display, env: { ...process.env, PATH: '/nowhere' } });

  /** Resolves when a frame has this colour. */
  const frameOf = (colour: string) => {
    let found: (frame: Frame) => void = () => {};
    const frame = new Promise<Frame>((resolve) => {
      found = resolve;
    });
    const take = (now: Frame) => {
      if (isNear(colourAt(now, 60, 60), colour)) found({ ...now, data: now.data.slice() });
      return true;
    };
    return { frame, take };
  };

  it('shows the live pixels of one monitor all the same, and nothing runs after stop', async () => {
    await paintScreen(screen.display, '#d02010');
    const red = frameOf('#d02010');
    const blue = frameOf('#1030e0');
    const handlers = { frame: (frame: Frame) => red.take(frame) && blue.take(frame), ended: () => {} };
    const capture = bestCapture(ffmpegCapture(nowhere(), handlers), x11Capture(where(), handlers));
    expect(await capture.start(RIGHT, SIZE)).toBeNull();
    expect(await red.frame).toMatchObject({ width: 320, height: 400 });
    expect(capture.size()).toEqual({ width: 320, height: 400, fps: MOST_FPS });
    await paintScreen(screen.display, '#1030e0');
    await blue.frame;
    expect([grabbersOf(screen.display), ownGrabbersOf(screen.display)]).toMatchObject([
      [],
      [expect.any(Number)],
    ]);
    expect(await capture.start(RIGHT, { width: 160, height: 200, fps: 5 })).toBeNull();
    expect(capture.size()).toEqual({ width: 160, height: 200, fps: 5 });
    await capture.stop();
    expect([ownGrabbersOf(screen.display), capture.size()]).toEqual([[], null]);
  });

  it('is not chosen where ffmpeg is there, whatever else is wrong', async () => {
    const handlers = { frame: () => true, ended: () => {} };
    const capture = bestCapture(ffmpegCapture(where(), handlers), x11Capture(where(), handlers));
    const outside = { ...RIGHT, x: 600 };
    expect(await capture.start(outside, SIZE)).toMatchObject({ problem: 'capture-ended' });
    expect(await capture.start(RIGHT, SIZE)).toBeNull();
    expect([grabbersOf(screen.display).length, ownGrabbersOf(screen.display)]).toEqual([1, []]);
    await capture.stop();
  });

  it('says that the picture ended, where a monitor is not there', async () => {
    const capture = x11Capture(where(), { frame: () => true, ended: () => {} });
    expect(await capture.start({ ...RIGHT, x: 600 }, SIZE)).toMatchObject({ problem: 'capture-ended' });
  });

  it('ends with the program that started it, also when that is killed', async () => {
    const script = fileURLToPath(new URL('./support/grab.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, screen.display, 'x11'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(ownGrabbersOf(screen.display)).toHaveLength(1);
    child.kill('SIGKILL');
    await waitFor(async () => (ownGrabbersOf(screen.display).length === 0 ? true : undefined), {
      what: 'the end of our own program',
    });
  });
});
