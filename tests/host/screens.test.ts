// Two monitors at a customer's computer: which one is asked for, shown and drawn on, and what happens when they change.
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { numbered, screenWords } from '../../host/screen/screens.ts';
import { readScreenTold, type ScreenTold } from '../../shared/channel/screen.ts';
import type { EventType } from '../../shared/session/events.ts';
import { until } from '../client/support/kit.ts';
import { stopAll } from '../support/children.ts';
import { holdsAllow } from '../support/desktop.ts';
import { firstFrame } from '../support/peers.ts';
import { isNear } from '../support/pixels.ts';
import { waitFor } from '../support/wait.ts';
import { ASKED, asks, isAllowed } from './support/company.ts';
import { displayOf, grabbersOf, ownGrabbersOf, pixelOn, runOn } from './support/eyes.ts';
import { asHost, openStage, type Stage, type Start, startsHost } from './support/stage.ts';

const at = (name: string, x: number, y: number, isPrimary = false) => ({
  name,
  x,
  y,
  width: 640,
  height: 400,
  isPrimary,
});
const MAIN = at('eDP-1', 640, 400, true);

describe('a monitor in words', () => {
  const all = [MAIN, at('left', 0, 400), at('right', 1_280, 400), at('up', 640, 0), at('down', 640, 800)];
  it('says which of how many, and where it stands', () => {
    const words = all.map((_, i) => screenWords('en', all, { screen: i + 1 }));
    expect(words).toEqual([
      'Screen 1 of 5 (eDP-1), the main one',
      'Screen 2 of 5 (left), on the left of the main one',
      'Screen 3 of 5 (right), on the right of the main one',
      'Screen 4 of 5 (up), above the main one',
      'Screen 5 of 5 (down), below the main one',
    ]);
    expect(screenWords('it', all, { screen: 2 })).toBe('Schermo 2 di 5 (left), a sinistra del principale');
    expect(screenWords('en', all, {})).toBe(words[0]);
  });
  it('says its name where it is the only one, and nothing where it is not there', () => {
    expect(screenWords('en', [MAIN], {})).toBe('eDP-1');
    expect(screenWords('en', [MAIN], { screen: 2 })).toBe('');
    expect(numbered([MAIN], { screen: 2 })).toBeNull();
  });
});

// Each has a broker, three ends and a screen, and waits for hands that hold.
describe('with two monitors', { timeout: 90_000 }, () => {
  const LEFT = ['--setmonitor', '*left', '640/170x800/211+0+0', 'screen'];
  const RIGHT = ['--setmonitor', 'right', '640/170x800/211+640+0', 'none'];
  const RED = '#a51d1d';
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
    for (const monitor of [LEFT, RIGHT]) await runOn(stage.screen.env.DISPLAY, 'xrandr', ...monitor);
  });
  afterEach(stopAll);
  afterAll(stopAll);

  const starts = async (how: Start = {}) => asHost(await startsHost(stage, how));
  const isSeen = (screen: number) => () => {
    const state = stage.maria.session.state.peek();
    return state.phase === 'open' && (state.grants.view?.screen ?? 1) === screen && !!state.grants.view;
  };
  const allows = async (screen: number, where: string) => {
    await asks(stage.maria, 'view', screen);
    await holdsAllow(stage.screen, { ...ASKED, scope: 'view', screen, where }, isSeen(screen));
    const state = stage.maria.session.state.peek();
    const gid = state.phase === 'open' ? state.grants.view?.gid : undefined;
    return until(stage.maria.lanes.picture, (seen) => seen?.gid === gid);
  };
  const RIGHT_ONE = 'Screen 2 of 2 (right), on the right of the main one';
  const LEFT_ONE = 'Screen 1 of 2 (left), the main one';

  it('shows the one that was allowed, tells of both, and draws where the technician draws', async () => {
    await starts();
    const display = await displayOf(stage.screen.env.DISPLAY);
    const becomes = (x: number, y: number, colour: string) =>
      waitFor(async () => (isNear(await pixelOn(display, x, y), colour, 16) ? true : undefined), {
        what: `${colour} at ${x},${y}`,
      });
    const picture = await allows(2, RIGHT_ONE);
    if (!picture) throw new Error('no picture');
    expect(await firstFrame(picture.stream)).toEqual({ width: 640, height: 800 });
    // The red line stands around this one and no other.
    await becomes(641, 400, RED);
    expect(isNear(await pixelOn(display, 2, 400), RED, 16)).toBe(false);
    const told: ScreenTold[] = [];
    picture.lane.on({
      data(raw) {
        const message = typeof raw === 'string' ? readScreenTold(raw) : null;
        if (message) told.push(message);
      },
    });
    const heard = <K extends ScreenTold['k']>(k: K) =>
      waitFor(async () => told.find((message) => message.k === k), { what: k });
    expect(await heard('screens')).toEqual({
      k: 'screens',
      shown: 2,
      screens: [
        { screen: 1, label: 'left', width: 640, height: 800, isPrimary: true },
        { screen: 2, label: 'right', width: 640, height: 800, isPrimary: false },
      ],
    });
    expect(await heard('rung')).toMatchObject({ width: 640, height: 800 });
    const says = (message: object) => picture.lane.send(JSON.stringify(message));
    await says({ k: 'ping', n: 7 });
    expect(await heard('pong')).toEqual({ k: 'pong', n: 7 });
    await says({ k: 'quality', wish: 'light' });
    await waitFor(async () => told.find((m) => m.k === 'rung' && m.height === 720), {
      what: 'less',
      timeoutMs: 15_000,
    });
    const id = '6f0e4b3a-7d2c-4a51-9a53-0f6f3f0a1b2c';
    const points = [
      [0.1, 0.9],
      [0.9, 0.9],
    ];
    await says({ k: 'stroke', id, pen: 'blue', points, isEnd: true });
    await becomes(960, 720, '#0000cd');
    // Another one is another question, and its picture takes the place of this one with all that was drawn.
    const other = await allows(1, LEFT_ONE);
    expect(other?.gid).not.toBe(picture.gid);
    await becomes(2, 400, RED);
    await waitFor(async () => (isNear(await pixelOn(display, 960, 720), '#0000cd', 16) ? undefined : true), {
      what: 'the line to go',
    });
    const why = stage.maria.session.events
      .peek()
      .flatMap((e) => (e.type === 'consent.revoked' ? [e.why] : []));
    expect(why).toEqual(['replaced']);
  });

  it('lends the hands where something is seen: through more time for it, and not to another one', async () => {
    await starts();
    await allows(2, RIGHT_ONE);
    const events = stage.maria.session.events;
    const count = (type: EventType) => events.peek().filter((event) => event.type === type).length;
    await asks(stage.maria, 'control');
    const asked = { ...ASKED, scope: 'control', where: RIGHT_ONE } as const;
    await holdsAllow(stage.screen, asked, () => isAllowed(stage.maria, 'control'));
    const lane = await until(stage.maria.lanes.granted.control, (up) => up !== null);
    await asks(stage.maria, 'view', 2);
    const again = { ...ASKED, scope: 'view', screen: 2, where: RIGHT_ONE } as const;
    await holdsAllow(stage.screen, again, () => count('consent.granted') === 3);
    let n = 0;
    await waitFor(
      async () => {
        n += 1;
        await lane?.send(JSON.stringify({ k: 'move', n, x: 0.5, y: 0.5 }));
        const { rootX } = await stage.screen.eyes.pointer();
        return Math.abs(rootX - 960) < 2 || undefined;
      },
      { what: 'the pointer on the right one', everyMs: 300 },
    );
    expect(isAllowed(stage.maria, 'control')).toBe(true);
    await allows(1, LEFT_ONE);
    await until(stage.maria.lanes.granted.control, (up) => up === null);
    expect(isAllowed(stage.maria, 'control')).toBe(false);
  });

  it('shows it without ffmpeg as well', async () => {
    await starts({ env: { PATH: '/nowhere' } });
    const picture = await allows(2, RIGHT_ONE);
    if (!picture) throw new Error('no picture');
    expect(await firstFrame(picture.stream)).toEqual({ width: 640, height: 800 });
    const { DISPLAY } = stage.screen.env;
    expect([grabbersOf(DISPLAY), ownGrabbersOf(DISPLAY).length]).toEqual([[], 1]);
  });

  it('asks nobody for one that is not there, and says so', async () => {
    await starts();
    await asks(stage.maria, 'view', 3);
    await until(stage.maria.session.events, (all) =>
      all.some((event) => event.type === 'consent.aborted' && event.why === 'screen-gone'),
    );
    expect(stage.maria.session.state.value).toMatchObject({ ask: null, refusals: {} });
  });

  it('ends what is seen when its monitor goes', async () => {
    await starts();
    await allows(2, RIGHT_ONE);
    await runOn(stage.screen.env.DISPLAY, 'xrandr', '--delmonitor', 'right');
    await until(stage.maria.lanes.picture, (seen) => seen === null);
    const told = await until(stage.maria.session.events, (all) =>
      all.some(({ type }) => type === 'consent.revoked'),
    );
    expect(told.find(({ type }) => type === 'consent.revoked')).toMatchObject({ why: 'surface-changed' });
  });

  it('ends the picture of an end that makes no sense', async () => {
    await starts();
    const picture = await allows(1, LEFT_ONE);
    if (!picture) throw new Error('no picture');
    for (let n = 0; n < 5; n++) await picture.lane.send('{"k":"show","screen":2}');
    await until(stage.maria.session.events, (all) =>
      all.some((event) => event.type === 'consent.revoked' && event.why === 'ended'),
    );
    await until(stage.maria.lanes.picture, (seen) => seen === null);
    const all = await until(stage.maria.session.events, (told) =>
      told.some(({ type }) => type === 'scope.misused'),
    );
    expect(all.find(({ type }) => type === 'scope.misused')).toMatchObject({
      gid: picture.gid,
      scope: 'view',
      isShut: true,
      dropped: { malformed: 5, rate: 0 },
    });
  });
});
