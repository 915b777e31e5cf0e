// Taking the picture of one monitor from a real X server with a real ffmpeg.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../host/problems.ts';
import {
  type Capture,
  type CaptureHandlers,
  type Frame,
  fitInto,
  frameBytes,
} from '../../host/screen/capture.ts';
import { ffmpegCapture, problemFrom } from '../../host/screen/ffmpeg.ts';
import { openCutter } from '../../host/screen/frame-cutter.ts';
import type { Monitor } from '../../host/screen/monitors.ts';
import { stopAll } from '../support/children.ts';
import { paintScreen } from '../support/paint.ts';
import { isNear } from '../support/pixels.ts';
import { waitFor } from '../support/wait.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';
import { colourAt, grabbersOf, runOn } from './support/eyes.ts';

const WHOLE: Monitor = { name: 'whole', isPrimary: true, x: 0, y: 0, width: 640, height: 400 };
const RIGHT: Monitor = { ...WHOLE, name: 'right', x: 320, width: 320 };
const SIZE = { width: 1920, height: 1080, fps: 30 };

describe('cutting frames', () => {
  it('gives whole frames however the stream is torn, each byte in its place', () => {
    const stream = Uint8Array.from({ length: 4 * frameBytes(4, 2) }, (_, n) => n);
    for (const length of [1, 5, 12, 13, 40]) {
      const frames: number[][] = [];
      const take = openCutter({ width: 4, height: 2 }, ({ data }) => frames.push([...data]));
      for (let at = 0; at < stream.length; at += length) take(stream.subarray(at, at + length));
      expect(frames.flat()).toEqual([...stream]);
    }
  });

  it('uses one buffer for all of them', () => {
    const seen = new Set<Uint8Array>();
    const take = openCutter({ width: 2, height: 2 }, ({ data }) => seen.add(data));
    take(new Uint8Array(60));
    expect(seen.size).toBe(1);
  });
});

describe('the size of the picture', () => {
  it('keeps proportions, is even, and never larger than the monitor', () => {
    expect(fitInto({ width: 1920, height: 1080 }, { width: 1280, height: 720 })).toEqual({
      width: 1280,
      height: 720,
    });
    expect(fitInto({ width: 800, height: 600 }, SIZE)).toEqual({ width: 800, height: 600 });
    expect(fitInto({ width: 1366, height: 768 }, { width: 1280, height: 720 })).toEqual({
      width: 1280,
      height: 720,
    });
    expect(fitInto({ width: 1201, height: 1921 }, SIZE)).toEqual({ width: 674, height: 1080 });
    expect(fitInto({ width: 801, height: 601 }, SIZE)).toEqual({ width: 800, height: 600 });
  });
});

describe('the capture', () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await startXvfb({ width: 640, height: 400 });
  });
  afterAll(stopAll);

  const capturing = (handlers: Partial<CaptureHandlers>, program?: string): Capture =>
    ffmpegCapture(
      { display: screen.display, env: process.env, ...(program ? { program } : {}) },
      { frame: () => true, ended: () => {}, ...handlers },
    );

  /** Resolves with a copy of the first frame that passes. */
  const frameWhere = (passes: (frame: Frame) => boolean) => {
    let found: (frame: Frame) => void = () => {};
    const frame = new Promise<Frame>((resolve) => {
      found = resolve;
    });
    const take = (now: Frame) => {
      if (passes(now)) found({ ...now, data: now.data.slice() });
      return true;
    };
    return { frame, take };
  };

  it('brings the live pixels of the screen, and nothing runs after stop', async () => {
    await paintScreen(screen.display, '#d02010');
    const red = frameWhere((frame) => isNear(colourAt(frame, 60, 60), '#d02010'));
    const blue = frameWhere((frame) => isNear(colourAt(frame, 60, 60), '#1030e0'));
    const capture = capturing({ frame: (frame) => red.take(frame) && blue.take(frame) });
    expect(await capture.start(WHOLE, SIZE)).toBeNull();
    expect(await red.frame).toMatchObject({ width: 640, height: 400 });
    await paintScreen(screen.display, '#1030e0');
    await blue.frame;
    expect(grabbersOf(screen.display)).toHaveLength(1);
    await capture.stop();
    expect(grabbersOf(screen.display)).toEqual([]);
  });

  it('shows one monitor and nothing beside it, the pointer included', async () => {
    await paintScreen(screen.display, '#202020');
    await runOn(screen.display, 'xdotool', 'mousemove', '100', '200');
    const isPlain = (frame: Frame) =>
      Array.from({ length: 320 * 400 }, (_, n) => frame.data[n] ?? 0).every(
        (luma) => Math.abs(luma - 43) < 8,
      );
    const without = frameWhere((frame) => frame.width === 320 && isPlain(frame));
    const withPointer = frameWhere((frame) => frame.width === 320 && !isPlain(frame));
    const capture = capturing({ frame: (frame) => without.take(frame) && withPointer.take(frame) });
    expect(await capture.start(RIGHT, SIZE)).toBeNull();
    await without.frame;
    await runOn(screen.display, 'xdotool', 'mousemove', '400', '200');
    await withPointer.frame;
    await capture.stop();
  });

  it('starts anew in another size, with one process at a time', async () => {
    const small = frameWhere(({ width, height }) => width === 320 && height === 200);
    const capture = capturing({ frame: small.take });
    await capture.start(WHOLE, SIZE);
    expect(await capture.start(WHOLE, { width: 320, height: 320, fps: 15 })).toBeNull();
    await small.frame;
    expect(grabbersOf(screen.display)).toHaveLength(1);
    await capture.stop();
  });

  it('counts what nobody takes, and keeps none of it', async () => {
    const capture = capturing({ frame: () => false });
    await capture.start(WHOLE, SIZE);
    await waitFor(async () => (capture.counts().dropped >= 3 ? true : undefined), { what: 'three frames' });
    const { captured, dropped } = capture.counts();
    expect(dropped).toBe(captured);
    await capture.stop();
  });

  it('can be stopped before its first frame', async () => {
    const capture = capturing({});
    const starting = capture.start(WHOLE, SIZE);
    await capture.stop();
    expect(await starting).toBeNull();
    expect(grabbersOf(screen.display)).toEqual([]);
  });

  it('says by name that ffmpeg is missing, or that it ended by itself', async () => {
    expect(await capturing({}, 'no-such-ffmpeg').start(WHOLE, SIZE)).toMatchObject({ problem: 'no-ffmpeg' });
    const outside = { ...WHOLE, x: 600 };
    expect(await capturing({}).start(outside, SIZE)).toMatchObject({ problem: 'capture-ended' });
    const nowhere = ffmpegCapture(
      { display: ':9876', env: process.env },
      { frame: () => true, ended: () => {} },
    );
    expect(await nowhere.start(WHOLE, SIZE)).toMatchObject({ problem: 'no-display' });
    expect(problemFrom("Unrecognized option 'fps_mode'.")).toMatchObject({ problem: 'old-ffmpeg' });
  });

  it('tells that the picture ended while it ran', async () => {
    const ended = new Promise<Problem>((resolve) => {
      const capture = capturing({ ended: resolve });
      void capture.start(WHOLE, SIZE).then(() => {
        for (const pid of grabbersOf(screen.display)) process.kill(pid, 'SIGKILL');
      });
    });
    expect(await ended).toMatchObject({ problem: 'capture-ended' });
  });

  it('ends with the program that started it, also when that is killed', async () => {
    const script = fileURLToPath(new URL('./support/grab.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, screen.display], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(grabbersOf(screen.display)).toHaveLength(1);
    child.kill('SIGKILL');
    await waitFor(async () => (grabbersOf(screen.display).length === 0 ? true : undefined), {
      what: 'the end of ffmpeg',
    });
  });
});
