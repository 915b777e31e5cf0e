// The display and its monitors on a real X server, whose one screen is cut into two monitors by RandR.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inWords, isProblem, PROBLEMS, problem } from '../../host/problems.ts';
import { inOrder, type Monitor, openMonitors } from '../../host/screen/monitors.ts';
import { type Display, openDisplay } from '../../host/x11/display.ts';
import { stopAll } from '../support/children.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';
import { displayOf, runOn } from './support/eyes.ts';

const LEFT = ['--setmonitor', 'left', '640/170x800/211+0+0', 'screen'];
const RIGHT = ['--setmonitor', '*right', '640/170x800/211+640+0', 'none'];

describe('the display', () => {
  afterAll(stopAll);

  it('is missed by name where none is named', async () => {
    expect(await openDisplay({})).toEqual(problem('no-display', 'DISPLAY is not set'));
  });

  it('is missed by name where nobody listens', async () => {
    expect(await openDisplay({ DISPLAY: ':9876' })).toMatchObject({ problem: 'no-display' });
    expect(await openDisplay({ DISPLAY: 'nonsense' })).toMatchObject({ problem: 'no-display' });
    const env = { DISPLAY: ':9876', WAYLAND_DISPLAY: 'wayland-0' };
    expect(await openDisplay(env)).toMatchObject({ problem: 'wayland-only' });
  });

  it('says Wayland where only Wayland is, also beside an X server for old programs', async () => {
    expect(await openDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toMatchObject({ problem: 'wayland-only' });
    const beside = { DISPLAY: ':0', XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' };
    expect(await openDisplay(beside)).toMatchObject({ problem: 'wayland-only' });
  });

  it('tells once when the server goes away', async () => {
    const screen = await startXvfb({ width: 320, height: 200 });
    const display = await displayOf(screen.display);
    const lost = new Promise<void>((resolve) => display.onLost(resolve));
    await screen.stop();
    await lost;
  });

  it('keeps the atoms of two servers apart', async () => {
    const [one, two] = await Promise.all([startXvfb(), startXvfb()]);
    const first = await displayOf(one.display);
    const second = await displayOf(two.display);
    await first.atom('PERMESSO_ONLY_THERE');
    const [a, b] = [await first.atom('PERMESSO_BOTH'), await second.atom('PERMESSO_BOTH')];
    const nameOf = (display: Display, atom: number) =>
      display.ask<string>((reply) => display.client.GetAtomName(atom, reply));
    expect([await nameOf(first, a), await nameOf(second, b)]).toEqual(['PERMESSO_BOTH', 'PERMESSO_BOTH']);
    const third = await displayOf(two.display);
    expect(await nameOf(third, b)).toBe('PERMESSO_BOTH');
  });

  it('has a sentence in both languages for each problem, with what to do', () => {
    for (const name of PROBLEMS)
      for (const language of ['en', 'it'] as const)
        expect(inWords(problem(name), language)).toMatch(/\. .*\.$/);
    expect(isProblem({ width: 1 })).toBe(false);
  });
});

describe('the monitors', () => {
  let screen: Screen;
  let display: Display;
  beforeAll(async () => {
    screen = await startXvfb({ width: 1280, height: 800 });
    display = await displayOf(screen.display);
  });
  afterAll(stopAll);

  it('are one on a plain screen', async () => {
    const monitors = await openMonitors(display);
    expect(await monitors.list()).toMatchObject([{ x: 0, y: 0, width: 1280, height: 800 }]);
  });

  it('are told by name, place and size, the primary one first, and again when they change', async () => {
    const monitors = await openMonitors(display);
    const told: Monitor[][] = [];
    let wake = () => {};
    const two = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const cancel = monitors.watch((now) => {
      told.push(now);
      if (now.length === 2) wake();
    });
    await runOn(screen.display, 'xrandr', ...LEFT);
    await runOn(screen.display, 'xrandr', ...RIGHT);
    expect(await monitors.list()).toEqual([
      { name: 'right', isPrimary: true, x: 640, y: 0, width: 640, height: 800 },
      { name: 'left', isPrimary: false, x: 0, y: 0, width: 640, height: 800 },
    ]);
    await two;
    expect(told.at(-1)?.map(({ name }) => name)).toEqual(['right', 'left']);
    cancel();
  });

  it('stand in the same order whatever the server says first', () => {
    const at = (name: string, x: number, isPrimary = false) => ({
      name,
      x,
      y: 0,
      width: 9,
      height: 9,
      isPrimary,
    });
    const names = inOrder([at('c', 30), at('a', 10), at('b', 20, true)]).map(({ name }) => name);
    expect(names).toEqual(['b', 'a', 'c']);
  });
});
