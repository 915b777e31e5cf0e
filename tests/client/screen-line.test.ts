// What the technician's page hears of a host beside the picture, what it wishes of it, and where its pointing goes.
import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHand } from '../../client-web/src/features/pointing/hand.ts';
import { handLine } from '../../client-web/src/features/pointing/hand-line.ts';
import {
  latencyWord,
  openScreenLine,
  type ScreenLine,
} from '../../client-web/src/features/screen/screen-line.ts';
import type { Lane } from '../../link/lane.ts';
import { readScreenAsked, type ScreenAsked, type ScreenTold } from '../../shared/channel/screen.ts';
import { chance, settle } from './support/kit.ts';
import { twoPages, wire } from './support/wire.ts';

const SCREENS: ScreenTold = {
  k: 'screens',
  shown: 1,
  screens: [
    { screen: 1, label: 'eDP-1', width: 1920, height: 1080, isPrimary: true },
    { screen: 2, label: 'HDMI-1', width: 1280, height: 1024, isPrimary: false },
  ],
};

const lane = signal<Lane | null>(null);
let pages: ReturnType<typeof twoPages>;
let line: ScreenLine;
let host: Lane;
let heard: (ScreenAsked | null)[];

/** A host shows a picture, and hears this page. */
function shows(): void {
  const between = wire();
  host = between.b;
  heard = [];
  host.on({ data: (raw) => void heard.push(typeof raw === 'string' ? readScreenAsked(raw) : null) });
  lane.value = between.a;
}
async function tells(message: unknown): Promise<void> {
  await host.send(JSON.stringify(message));
  await settle();
}
const said = async (k: ScreenAsked['k']) => {
  await settle();
  return heard.filter((message) => message?.k === k);
};

beforeEach(() => {
  lane.value = null;
  pages = twoPages();
  line = openScreenLine(lane, pages.clock);
});
afterEach(() => line.close());

describe('beside a host’s picture', () => {
  it('knows the monitors and the size as the host tells them, and nothing once the picture is gone', async () => {
    expect(line.isUp.value).toBe(false);
    shows();
    expect([line.isUp.value, line.screens.value, line.size.value]).toEqual([true, null, null]);
    await tells(SCREENS);
    await tells({ k: 'rung', width: 1280, height: 720, fps: 15 });
    expect(line.screens.value).toEqual(SCREENS);
    expect(line.size.value).toMatchObject({ fps: 15 });
    lane.value = null;
    expect([line.isUp.value, line.screens.value, line.size.value]).toEqual([false, null, null]);
  });

  it('says its wish, and again on each new lane', async () => {
    shows();
    expect(await said('quality')).toEqual([]);
    line.prefer('sharp');
    expect(await said('quality')).toEqual([{ k: 'quality', wish: 'sharp' }]);
    shows();
    expect(await said('quality')).toEqual([{ k: 'quality', wish: 'sharp' }]);
    expect(line.wish.value).toBe('sharp');
  });

  it('measures how long an answer takes, and counts the waiting for one that does not come', async () => {
    shows();
    expect(await said('ping')).toEqual([{ k: 'ping', n: 1 }]);
    pages.clock.advance(80);
    await tells({ k: 'pong', n: 1 });
    expect(line.latencyMs.value).toBe(80);
    pages.clock.advance(1_920);
    expect(await said('ping')).toHaveLength(2);
    await tells({ k: 'pong', n: 1 });
    expect(line.latencyMs.value).toBe(80);
    pages.clock.advance(4_000);
    expect(await said('ping')).toHaveLength(2);
    expect(line.latencyMs.value).toBe(4_000);
    await tells({ k: 'pong', n: 2 });
    expect(line.latencyMs.value).toBe(4_000);
    lane.value = null;
    expect(line.latencyMs.value).toBeNull();
  });

  it('has a word for it', () =>
    expect([0, 150, 151, 400, 401].map(latencyWord)).toEqual([
      'fast',
      'fast',
      'noticeable',
      'noticeable',
      'slow',
    ]));

  it('ignores a slip, and closes the lane of a host that makes no sense five times in a row', async () => {
    shows();
    let isClosed = false;
    host.on({
      close() {
        isClosed = true;
      },
    });
    for (let n = 0; n < 4; n++) await tells({ k: 'ping', n: 1 });
    await tells(SCREENS);
    for (let n = 0; n < 4; n++) await tells('nonsense');
    expect([isClosed, line.screens.value]).toEqual([false, SCREENS]);
    await host.send(new Uint8Array(3));
    await settle();
    expect(isClosed).toBe(true);
  });
});

describe('the hand', () => {
  const picture = signal<{ gid: string } | null>(null);
  const opens = () =>
    openHand({ talk: handLine(pages.maria, line), picture, deps: { ...pages.clock, ...chance } });

  it('points on the host’s screen where a host shows it, and says nothing of it to the page', async () => {
    await pages.join();
    const toPage: unknown[] = [];
    for (const k of ['point', 'stroke'] as const) pages.carla.on(k, (message) => void toPage.push(message));
    shows();
    picture.value = { gid: 'one' };
    const hand = opens();
    hand.take('draw');
    hand.press({ x: 0.1, y: 0.2 });
    hand.lift();
    expect((await said('stroke')).length).toBeGreaterThan(0);
    expect(await said('point')).toEqual([{ k: 'point', x: 0.1, y: 0.2 }]);
    expect(toPage).toEqual([]);
    // The page coming back is nothing to the host.
    heard.length = 0;
    await pages.join();
    expect(await said('stroke')).toEqual([]);
    // A lane made anew is: whoever hears it may be another one.
    shows();
    expect(await said('stroke')).toHaveLength(1);
    hand.close();
  });

  it('points in the page where the page shows it', async () => {
    await pages.join();
    const toPage: unknown[] = [];
    pages.carla.on('point', (message) => void toPage.push(message));
    picture.value = { gid: 'one' };
    const hand = opens();
    hand.take('point');
    hand.moveTo({ x: 0.5, y: 0.5 });
    await settle();
    expect(toPage).toEqual([{ k: 'point', x: 0.5, y: 0.5 }]);
    hand.close();
  });
});
