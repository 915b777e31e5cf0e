// The host as a customer runs it, a program of its own on a computer of its own (a network namespace) with one cable to everybody
// else: what arrives at the technician, what it costs in memory, and what the customer's Esc does once the cable is out.
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import wrtc from 'wrtc';
import { keycodeOf } from '../../host/input/x11/evdev.ts';
import type { Frame } from '../../host/screen/capture.ts';
import { until } from '../client/support/kit.ts';
import { type Cable, layCable } from '../support/cable.ts';
import { stopAll } from '../support/children.ts';
import { customersHand, type Desktop, openDesktop } from '../support/desktop.ts';
import { paintScreen } from '../support/paint.ts';
import { isNear } from '../support/pixels.ts';
import { waitFor } from '../support/wait.ts';
import { colourAt, grabbersOf } from './support/eyes.ts';
import { type Hosted, openHosted } from './support/hosted.ts';
import { growthOf, rssMiB } from './support/memory.ts';

/** How long the picture is watched; `npm run host:soak` makes it three minutes. */
const SECONDS = Number(process.env['STREAM_SECONDS'] ?? 20);
const PAINTS = ['#d02010', '#1030e0', '#10a040'] as const;

let cable: Cable;
let screen: Desktop;
let hosted: Hosted;

beforeAll(async () => {
  [cable, screen] = await Promise.all([layCable(), openDesktop()]);
  hosted = await openHosted(screen, cable.here, cable.there);
  await hosted.allows('view');
});
afterAll(stopAll);

/** The frames that arrive at the technician, one after another, until the sink is stopped. */
async function opensSink(onFrame: (frame: Frame) => void): Promise<() => void> {
  const picture = await until(hosted.company.maria.lanes.picture, (seen) => seen !== null);
  const [track] = picture?.stream.getVideoTracks() ?? [];
  if (!track) throw new Error('a stream without a picture');
  const sink = new wrtc.nonstandard.RTCVideoSink(track);
  sink.onframe = ({ frame }: { frame: Frame }) => onFrame(frame);
  return () => sink.stop();
}

describe('the picture of the host', () => {
  it('goes on arriving, and none of what is painted stays away', {
    timeout: SECONDS * 3_000 + 60_000,
  }, async () => {
    let frames = 0;
    let colour: string = PAINTS[0];
    let isSeen = false;
    const stopSink = await opensSink((frame) => {
      frames += 1;
      isSeen ||= isNear(
        colourAt(frame, Math.round(frame.width * 0.6), Math.round(frame.height * 0.6)),
        colour,
      );
    });
    const memory: number[] = [];
    const since = performance.now();
    let paints = 0;
    for (let second = 1; second <= SECONDS; second++) {
      colour = PAINTS[paints % PAINTS.length] ?? colour;
      isSeen = false;
      await paintScreen(screen.env.DISPLAY, colour);
      const isOver = () => performance.now() - since > second * 1_000;
      await waitFor(async () => (isSeen && isOver()) || undefined, { what: `${colour} at the technician` });
      paints += 1;
      memory.push(rssMiB(hosted.pid));
    }
    stopSink();
    console.log(
      `host: ${SECONDS} s of streaming, ${frames} frames, ${paints} of ${paints} paints arrived, memory ${growthOf(memory)}`,
    );
    expect(paints).toBe(SECONDS);
    // A picture a second at the very least, or a paint was seen in one that came before it.
    expect(frames).toBeGreaterThan(paints);
  });
});

/** What the host shows on the screen; each goes out of the set when it goes from the screen. */
async function windowsOfHost(): Promise<ReadonlySet<number>> {
  const { display } = screen.eyes;
  const found = await screen.run('xdotool', 'search', '--onlyvisible', '--name', '^Permesso');
  const windows = new Set(found.trim().split('\n').map(Number));
  display.followWindows();
  display.onEvent(({ name, wid }) => {
    if (name === 'DestroyNotify' || name === 'UnmapNotify') windows.delete(wid ?? 0);
  });
  return windows;
}

describe('with the cable out', () => {
  it('the customer’s Esc Esc ends the picture and lets go of every key', { timeout: 60_000 }, async () => {
    await hosted.allows('control');
    const lane = await until(hosted.company.maria.lanes.granted.control, (up) => up !== null);
    const shift = keycodeOf('ShiftLeft');
    const isHeld = async () => (await screen.eyes.heldKeys()).includes(shift);
    let n = 0;
    // The customer's own hand is still warm; a message that did not act is said again.
    const holds = async () => {
      n += 1;
      await lane?.send(JSON.stringify({ k: 'key', code: 'ShiftLeft', down: true, n }));
      return (await isHeld()) || undefined;
    };
    await waitFor(holds, { what: 'a held key', timeoutMs: 15_000, everyMs: 300 });
    const hand = await customersHand(screen.eyes);
    const esc = keycodeOf('Escape');
    const windows = await windowsOfHost();
    const [grabber, ...others] = grabbersOf(screen.env.DISPLAY);
    expect(others).toEqual([]);
    // Banner and border.
    expect(windows.size).toBeGreaterThan(1);

    await cable.unplug();
    expect(await isHeld()).toBe(true);
    expect(existsSync(`/proc/${grabber}`)).toBe(true);
    await hand.press(esc);
    await hand.release(esc);
    const since = performance.now();
    await hand.press(esc);
    const goes = async (what: string, isGone: () => Promise<boolean> | boolean) => {
      await waitFor(async () => (await isGone()) || undefined, { what, everyMs: 1 });
      return `${what} after ${Math.round(performance.now() - since)} ms`;
    };
    const ends = await Promise.all([
      goes('key up', async () => !(await isHeld())),
      goes('ffmpeg gone', () => !existsSync(`/proc/${grabber}`)),
      goes('windows gone', () => windows.size === 0),
    ]);
    await hand.release(esc);
    console.log(`host: unplugged, Esc Esc: ${ends.join(', ')}`);
    expect(await screen.eyes.heldKeys()).toEqual([]);
  });
});
