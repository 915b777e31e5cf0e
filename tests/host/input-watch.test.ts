// Whose hand it is, and the keys that stop. The customer's own hand speaks for the keyboard and mouse that the virtual screen
// has of itself; the remote hand and xdotool are fakes, which the server says.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Injector } from '../../host/input/injector.ts';
import { type InputWatch, type SeenInput, watchHand } from '../../host/input/physical.ts';
import { DOUBLE_PRESS_MS, watchStopKeys } from '../../host/input/stop-keys.ts';
import { keycodeOf } from '../../host/input/x11/evdev.ts';
import { x11Hands } from '../../host/input/x11/hands.ts';
import { x11Watch } from '../../host/input/x11/watch.ts';
import { isProblem } from '../../host/problems.ts';
import { startChild, stopAll, stopChild, stopLater } from '../support/children.ts';
import { customersHand, type Desktop, newFile, openDesktop, waitForText } from '../support/desktop.ts';
import { waitFor } from '../support/wait.ts';

const ESCAPE = keycodeOf('Escape');
const A = keycodeOf('KeyA');

let desktop: Desktop;
let hand: Awaited<ReturnType<typeof customersHand>>;
let remote: Injector;
let watch: InputWatch;
let seen: SeenInput[];
beforeAll(async () => {
  desktop = await openDesktop();
  hand = await customersHand(desktop.eyes);
  const hands = await x11Hands(desktop.env, () => {});
  if (isProblem(hands)) throw new Error(hands.problem);
  remote = hands;
  stopLater(() => hands.close());
});
beforeEach(async () => {
  const opened = await x11Watch(desktop.env, () => {});
  if (isProblem(opened)) throw new Error(opened.problem);
  watch = opened;
  seen = [];
  watch.onInput((input) => seen.push(input));
});
afterEach(() => watch.close());
afterAll(stopAll);

const sees = (probe: (input: SeenInput) => boolean) =>
  waitFor(async () => seen.find(probe), { what: `an event among ${JSON.stringify(seen)}` });
const tap = async (keycode: number) => {
  await hand.press(keycode);
  await hand.release(keycode);
};

describe('input by a real device', () => {
  it('is physical: keys, buttons', async () => {
    await tap(A);
    await hand.pressButton(2);
    await hand.releaseButton(2);
    await sees(({ what, edge }) => what === 'button' && edge === 'up');
    expect(seen.map(({ what, edge, isPhysical }) => [what, edge, isPhysical])).toEqual([
      ['key', 'down', true],
      ['key', 'up', true],
      ['button', 'down', true],
      ['button', 'up', true],
    ]);
    expect(watch.isPhysical(seen[0]?.device ?? 0)).toBe(true);
  });

  it('is remembered as the hand that goes first', async () => {
    const handAt = watchHand(watch, () => 4_711);
    await desktop.run('xdotool', 'key', 'a');
    await sees(({ what, edge }) => what === 'key' && edge === 'up');
    expect(handAt()).toBeNull();
    await tap(A);
    await sees(({ isPhysical }) => isPhysical);
    expect(handAt()).toBe(4_711);
  });
});

describe('input by a program', () => {
  it('is never physical: the remote hand', async () => {
    await remote.moveTo({ x: 640, y: 10 });
    await remote.button('middle', 'down');
    await remote.button('middle', 'up');
    await remote.key('KeyA', 'down');
    await remote.key('KeyA', 'up');
    await remote.text('aè漢\n');
    await remote.wheel({ dx: 1, dy: 1 });
    await sees(({ what, edge }) => what === 'button' && edge === 'up');
    await waitFor(
      async () => (seen.filter(({ what }) => what === 'button').length === 6 ? true : undefined),
      {
        what: 'the wheel',
      },
    );
    expect(seen.length).toBeGreaterThan(12);
    for (const input of seen) expect(input.isPhysical).toBe(false);
  });

  it('is never physical: xdotool', async () => {
    await desktop.run('xdotool', 'mousemove', '700', '20', 'key', 'space', 'click', '2');
    await sees(({ what, edge }) => what === 'button' && edge === 'up');
    for (const input of seen) expect(input.isPhysical).toBe(false);
  });

  it('is never physical: the fake keyboard of a master that a program has made, which has a real one beside it', async () => {
    await desktop.run('xinput', 'create-master', 'Logitech');
    await tap(A);
    await sees(({ isPhysical }) => isPhysical);
    const listed = await desktop.run('xinput', 'list', '--short');
    const fakes = [...listed.matchAll(/XTEST (?:pointer|keyboard)\s+id=(\d+)/g)].map(([, id]) => Number(id));
    expect(fakes).toHaveLength(4);
    for (const id of fakes) expect(watch.isPhysical(id)).toBe(false);
  });
});

describe('Escape twice', () => {
  const counted = () => {
    let stops = 0;
    const leave = watchStopKeys(watch, () => stops++);
    return { stops: () => stops, leave };
  };
  const stopsOnce = (stops: () => number) =>
    waitFor(async () => (stops() === 1 ? true : undefined), { what: 'the stop' });
  const escapesSeen = (n: number) =>
    waitFor(
      async () => (seen.filter((i) => i.isEscape && i.edge === 'down').length >= n ? true : undefined),
      { what: `${n} presses of Escape` },
    );

  it('stops', async () => {
    const { stops } = counted();
    await tap(ESCAPE);
    await tap(ESCAPE);
    await stopsOnce(stops);
  });

  it('stops by the remote hand too', async () => {
    const { stops } = counted();
    for (const edge of ['down', 'up', 'down', 'up'] as const) await remote.key('Escape', edge);
    await stopsOnce(stops);
  });

  it('stops although another program holds the keyboard for itself, as an open menu does', async () => {
    const { stops } = counted();
    const { display } = desktop.eyes;
    const status = await display.ask<number>((done) =>
      display.client.GrabKeyboard(display.root, 0, 0, 1, 1, done),
    );
    expect(status).toBe(0);
    await tap(ESCAPE);
    await tap(ESCAPE);
    await stopsOnce(stops);
    display.client.UngrabKeyboard(0);
    await display.sync();
  });

  it('stops with the key that a layout has made Escape', async () => {
    await desktop.run('setxkbmap', '-option', 'caps:escape');
    const caps = keycodeOf('CapsLock');
    await waitFor(
      async () => {
        await tap(caps);
        return seen.some(({ isEscape }) => isEscape) ? true : undefined;
      },
      { what: 'the new layout' },
    );
    const { stops } = counted();
    await tap(caps);
    await tap(caps);
    await stopsOnce(stops);
    await desktop.run('setxkbmap', '-option', '');
  });

  it('is not Escape once, which the program in front still gets', async () => {
    const file = newFile();
    const close = await desktop.terminal(`exec cat > ${file.path}`);
    const { stops } = counted();
    await tap(ESCAPE);
    await tap(keycodeOf('Enter'));
    await waitForText(file, '\u001b\n');
    expect(stops()).toBe(0);
    await close();
  });

  it('is not Escape held down, which repeats', async () => {
    const { stops } = counted();
    await hand.press(ESCAPE);
    await hand.press(ESCAPE);
    await hand.release(ESCAPE);
    await sees(({ isEscape, edge }) => isEscape && edge === 'up');
    expect(stops()).toBe(0);
  });

  describe('by the clock of the window system', () => {
    const listening = () => {
      const listeners: ((input: SeenInput) => void)[] = [];
      const onInput: InputWatch['onInput'] = (listener) => {
        listeners.push(listener);
        return () => {};
      };
      let stops = 0;
      watchStopKeys({ ...watch, onInput }, () => stops++);
      const hears = (edge: 'down' | 'up', device: number, at: number) => {
        for (const hear of listeners)
          hear({ what: 'key', edge, device, at, isPhysical: true, isEscape: true });
      };
      const press = (at: number) => {
        hears('down', 7, at);
        hears('up', 7, at);
      };
      return { hears, press, stops: () => stops };
    };

    it('is not two that are too far apart', () => {
      const { press, stops } = listening();
      press(1_000);
      press(1_001 + DOUBLE_PRESS_MS);
      expect(stops()).toBe(0);
      press(1_001 + 2 * DOUBLE_PRESS_MS);
      expect(stops()).toBe(1);
    });

    it('is two also where that clock starts anew', () => {
      const { press, stops } = listening();
      press(2 ** 32 - 100);
      press(100);
      expect(stops()).toBe(1);
    });

    it('is two of one hand while another keeps its own Escape down', () => {
      const { hears, press, stops } = listening();
      hears('down', 5, 1_000);
      press(60_000);
      press(60_100);
      expect(stops()).toBe(1);
    });
  });

  it('is not heard any more by whoever has left', async () => {
    const { stops, leave } = counted();
    leave();
    await tap(ESCAPE);
    await tap(ESCAPE);
    await escapesSeen(2);
    expect(stops()).toBe(0);
  });
});

describe('a desktop that cannot be used', () => {
  it('is named: a server without XTEST', async () => {
    const args = ['-displayfd', '3', '-nolisten', 'tcp', '-noreset', '-extension', 'XTEST'];
    const server = startChild('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    stopLater(() => stopChild(server));
    const number = await new Promise((answer) => server.stdio[3]?.once('data', answer));
    const env = { DISPLAY: `:${String(number).trim()}` };
    expect(await x11Hands(env, () => {})).toEqual({ problem: 'no-xtest', detail: '' });
  });

  it('tells the hands and the watch when it ends under them', async () => {
    const args = ['-displayfd', '3', '-nolisten', 'tcp', '-noreset'];
    const server = startChild('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    stopLater(() => stopChild(server));
    const number = await new Promise((answer) => server.stdio[3]?.once('data', answer));
    const env = { DISPLAY: `:${String(number).trim()}` };
    const losses: string[] = [];
    const hands = await x11Hands(env, () => losses.push('hands'));
    const eyes = await x11Watch(env, () => losses.push('watch'));
    if (isProblem(hands) || isProblem(eyes)) throw new Error('the screen did not open');
    await hands.key('KeyA', 'down');
    await stopChild(server, 'SIGKILL');
    await waitFor(async () => (losses.length >= 2 ? true : undefined), { what: 'both to notice' });
    expect(losses.sort()).toEqual(['hands', 'watch']);
    await hands.text('into nowhere');
    await hands.releaseAll();
    await hands.close();
    await eyes.close();
  });
});
