// The remote hand on a real X server with a window manager: what programs see of it, and that it always lets go.
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { carryOut, type Injector } from '../../host/input/injector.ts';
import { keycodeOf } from '../../host/input/x11/evdev.ts';
import { x11Hands } from '../../host/input/x11/hands.ts';
import { isProblem } from '../../host/problems.ts';
import type { KeyCode } from '../../shared/channel/key-codes.ts';
import { isRunning, startChild, stopAll, stopChild } from '../support/children.ts';
import { customersHand, type Desktop, newFile, openDesktop, waitForText } from '../support/desktop.ts';
import { ROOT } from '../support/sources.ts';
import { waitFor } from '../support/wait.ts';

const LEFT_BUTTON = 1 << 8;
const CAPS_LOCK = 2;
const CORE_KEYBOARD = 0x100;
const SENTENCE = 'perché costa 5 € {[|]} 漢字';

let desktop: Desktop;
const open: Injector[] = [];
beforeAll(async () => {
  desktop = await openDesktop();
});
afterEach(async () => {
  for (const hands of open.splice(0)) await hands.close();
});
afterAll(stopAll);

async function newHands(onLost = () => {}): Promise<Injector> {
  const hands = await x11Hands(desktop.env, onLost);
  if (isProblem(hands)) throw new Error(hands.problem);
  open.push(hands);
  return hands;
}
const until = (what: string, probe: () => Promise<boolean>) =>
  waitFor(async () => ((await probe()) ? true : undefined), { what });
const holds =
  (...codes: KeyCode[]) =>
  async () =>
    (await desktop.eyes.heldKeys()).join() ===
    codes
      .map(keycodeOf)
      .sort((a, b) => a - b)
      .join();
const holdsButton = async () => ((await desktop.eyes.pointer()).keyMask & LEFT_BUTTON) !== 0;

describe('text', () => {
  const typesInto = async (text: string) => {
    const file = newFile();
    const close = await desktop.terminal(`exec cat > ${file.path}`);
    const hands = await newHands();
    await hands.text(`${text}\n`);
    await waitForText(file, `${text}\n`);
    await close();
  };

  for (const layout of ['us', 'it', 'de', 'ru'])
    it(`arrives letter for letter in the layout ${layout}`, async () => {
      await desktop.run('setxkbmap', layout);
      await typesInto(SENTENCE);
    });

  it('arrives although Caps Lock is on and a second layout is active, which both stay so', async () => {
    await desktop.run('setxkbmap', 'it,ru');
    const { display, xkb } = desktop.eyes;
    const lock = (caps: number, group: number) =>
      xkb.LatchLockState(CORE_KEYBOARD, CAPS_LOCK, caps, 1, group, 0, 0, 0, 0);
    lock(CAPS_LOCK, 1);
    await display.sync();
    await typesInto(SENTENCE);
    const state = await display.ask((done) => xkb.GetState(CORE_KEYBOARD, done));
    expect(state).toMatchObject({ lockedMods: CAPS_LOCK, lockedGroup: 1 });
    lock(0, 0);
    await display.sync();
    await desktop.run('setxkbmap', 'us');
  });

  it('arrives although the remote hand holds Shift', async () => {
    const file = newFile();
    const close = await desktop.terminal(`exec cat > ${file.path}`);
    const hands = await newHands();
    await hands.key('ShiftLeft', 'down');
    await hands.text('abc è 1\n');
    await until('Shift to be held again', holds('ShiftLeft'));
    await hands.key('ShiftLeft', 'up');
    await waitForText(file, 'abc è 1\n');
    await close();
  });

  it('arrives in the layout to which the customer has just changed', async () => {
    const file = newFile();
    const close = await desktop.terminal(`exec cat > ${file.path}`);
    const hands = await newHands();
    await hands.text('y z ù\n');
    await waitForText(file, 'y z ù\n');
    await desktop.run('setxkbmap', 'de');
    await hands.text('y z ù\n');
    await waitForText(file, 'y z ù\ny z ù\n');
    await desktop.run('setxkbmap', 'us');
    await close();
  });
});

describe('keys, buttons and the wheel', () => {
  it('make shortcuts by the place of the key', async () => {
    const file = newFile();
    const close = await desktop.terminal(`trap : INT; cat; echo ended > ${file.path}`);
    const hands = await newHands();
    for (const [code, edge] of [
      ['ControlLeft', 'down'],
      ['KeyC', 'down'],
      ['KeyC', 'up'],
      ['ControlLeft', 'up'],
    ] as const)
      await hands.key(code, edge);
    await waitForText(file, 'ended\n');
    await close();
  });

  it('drag and turn where a program sees them', async () => {
    const printed = await desktop.eventPrinter();
    const hands = await newHands();
    await carryOut(hands, { k: 'button', n: 1, button: 'left', down: true, x: 0, y: 0 }, { x: 200, y: 200 });
    // The window manager holds the pointer until the program has its press; moves before that become one.
    await until('the press', async () => printed().includes('ButtonPress'));
    await hands.moveTo({ x: 300, y: 250 });
    await until('the drag', async () => printed().includes('root:(300,250)'));
    await carryOut(hands, { k: 'button', n: 2, button: 'left', down: false, x: 0, y: 0 }, { x: 400, y: 300 });
    await hands.wheel({ dx: -1, dy: 2 });
    await hands.button('right', 'down');
    await hands.button('right', 'up');
    await until('the last event', async () => /ButtonRelease.*button 3/s.test(printed()));
    const seen = printed().split(/\n(?=\w+ event)/);
    const events = seen.flatMap((event) => {
      const [, kind] = /^(Button\w+|MotionNotify)/.exec(event.trim()) ?? [];
      const [, x, y] = /root:\((\d+),(\d+)\)/.exec(event) ?? [];
      const [, button] = /button (\d)/.exec(event) ?? [];
      const [, state] = /state (0x[\da-f]+)/.exec(event) ?? [];
      const drag = Number(state) & LEFT_BUTTON ? 'held' : 'free';
      return kind ? [`${kind} ${button ?? drag} ${x},${y}`] : [];
    });
    expect(events).toEqual([
      'MotionNotify free 200,200',
      'ButtonPress 1 200,200',
      'MotionNotify held 300,250',
      'MotionNotify held 400,300',
      'ButtonRelease 1 400,300',
      ...[5, 5, 6].flatMap((button) => [`ButtonPress ${button} 400,300`, `ButtonRelease ${button} 400,300`]),
      'ButtonPress 3 400,300',
      'ButtonRelease 3 400,300',
    ]);
  });

  it('move the pointer to the pixel', async () => {
    const hands = await newHands();
    await hands.moveTo({ x: 1279, y: 799 });
    await hands.releaseAll();
    expect(await desktop.eyes.pointer()).toMatchObject({ rootX: 1279, rootY: 799 });
  });
});

describe('letting go', () => {
  const holdsKeysAndButton = async (hands: Injector) => {
    await hands.moveTo({ x: 1200, y: 20 });
    await hands.key('ControlLeft', 'down');
    await hands.key('KeyA', 'down');
    await hands.button('left', 'down');
    await until('the button', holdsButton);
    expect(await holds('ControlLeft', 'KeyA')()).toBe(true);
  };
  const holdsNothing = async () => (await holds()()) && !(await holdsButton());

  it('is everything at once', async () => {
    const hands = await newHands();
    await holdsKeysAndButton(hands);
    await hands.releaseAll();
    expect(await holdsNothing()).toBe(true);
  });

  it('is part of closing', async () => {
    const hands = await newHands();
    await holdsKeysAndButton(hands);
    await hands.close();
    expect(await holdsNothing()).toBe(true);
  });

  it('cuts a text short and drops what was still to come', async () => {
    const file = newFile();
    const close = await desktop.terminal(`exec cat > ${file.path}`);
    const hands = await newHands();
    const typing = hands.text('一二三\n');
    const later = [hands.text('later\n'), hands.key('KeyA', 'down')];
    await hands.releaseAll();
    await Promise.all([typing, ...later]);
    expect(await holdsNothing()).toBe(true);
    await hands.text('after\n');
    await waitForText(file, 'after\n');
    await close();
  });

  it("leaves the customer's own keys alone", async () => {
    const hand = await customersHand(desktop.eyes);
    await hand.press(keycodeOf('ShiftLeft'));
    const hands = await newHands();
    await hands.key('ShiftLeft', 'up');
    await hands.releaseAll();
    expect(await desktop.eyes.heldKeys()).toEqual([keycodeOf('ShiftLeft')]);
    await hand.release(keycodeOf('ShiftLeft'));
  });

  it('gives back the keys that were lent', async () => {
    const before = await desktop.eyes.keyboard();
    const hands = await newHands();
    await hands.text('漢字è');
    expect(await desktop.eyes.keyboard()).not.toEqual(before);
    await hands.close();
    expect(await desktop.eyes.keyboard()).toEqual(before);
  });

  it('happens although the host was killed without a word', async () => {
    const before = await desktop.eyes.keyboard();
    const args = [...process.execArgv, `${ROOT}tests/support/holding-host.ts`];
    const env = { ...process.env, ...desktop.env };
    const host = startChild(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    await once(host.stdout ?? host, 'data');
    await until('the button', holdsButton);
    expect(await holds('ControlLeft', 'KeyA')()).toBe(true);
    expect(await desktop.eyes.keyboard()).not.toEqual(before);

    await stopChild(host, 'SIGKILL');

    expect(isRunning(host)).toBe(false);
    await until('the keys to go up', holdsNothing);
    await until('the lent key to come back', async () => {
      const now = await desktop.eyes.keyboard();
      return JSON.stringify(now) === JSON.stringify(before);
    });
  });

  it('happens, and the hands are gone, when nobody would let go after a crash any more', async () => {
    let hasLost = false;
    const hands = await newHands(() => {
      hasLost = true;
    });
    await holdsKeysAndButton(hands);
    const [guard] = childrenRunning('watchdog');
    process.kill(guard ?? 0, 'SIGKILL');
    await until('the loss', async () => hasLost);
    await until('the keys to go up', holdsNothing);
    await hands.key('KeyA', 'down');
    await hands.text('b');
    expect(await holdsNothing()).toBe(true);
  });

  it('leaves no process behind', async () => {
    const hands = await newHands();
    expect(childrenRunning('watchdog')).toHaveLength(1);
    await hands.close();
    expect(childrenRunning('watchdog')).toEqual([]);
  });
});

// The last one: the window manager reads its keyboard anew for every key that is lent, and needs seconds for so many.
describe('text beyond all layouts', () => {
  it('arrives with more foreign characters, line after line, than there are spare keys', async () => {
    const file = newFile();
    const close = await desktop.terminal(`exec cat > ${file.path}`);
    const hands = await newHands();
    const lines = Array.from({ length: 3 }, (_, line) =>
      Array.from({ length: 8 }, (_, i) => String.fromCodePoint(0x4e00 + 100 * line + 7 * i)).join(''),
    );
    for (const [i, line] of lines.entries()) {
      await hands.text(`${line} 😀\n`);
      await waitForText(
        file,
        lines
          .slice(0, i + 1)
          .map((typed) => `${typed} 😀\n`)
          .join(''),
      );
    }
    await close();
  });
});

/** Processes that this one has started and that run such a script: proc(5), stat and cmdline. */
function childrenRunning(script: string): number[] {
  const read = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'latin1');
    } catch {
      return '';
    }
  };
  return readdirSync('/proc')
    .filter((pid) => / \d+$/.exec(/\) \w \d+/.exec(read(pid, 'stat'))?.[0] ?? '')?.[0] === ` ${process.pid}`)
    .filter((pid) => read(pid, 'cmdline').includes(script))
    .map(Number);
}
