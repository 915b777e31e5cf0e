// The remote hand on an X11 desktop: acts one after another, remembers what it holds, and always lets go. Asks nobody whether
// it may.
import type { Xkb, XTest } from 'x11';
import { isProblem, type Problem, problem } from '../../problems.ts';
import { type Display, type DisplayEnv, openDisplay } from '../../x11/display.ts';
import type { Button, Injector } from '../injector.ts';
import { keycodeOf } from './evdev.ts';
import { startGuard } from './guard.ts';
import { emptyKeycodes, readRows } from './keyboard-map.ts';
import { fakeKeys, type Keys } from './keys.ts';
import { type Typist, typist } from './typist.ts';

/** Buttons by number; the wheel is a press and release of 4 to 7 for each notch. */
const BUTTONS: Readonly<Record<Button, number>> = { left: 1, middle: 2, right: 3 };
const WHEEL = { up: 4, down: 5, left: 6, right: 7 } as const;

/**
 * Takes hold of the desktop that the variables name.
 * @param onLost told once when the hands are gone by themselves: the X server ended, or nobody would let go after a crash.
 *   Everything is let go by then, where there still is a server; the caller ends control.
 */
export async function x11Hands(env: DisplayEnv, onLost: () => void): Promise<Injector | Problem> {
  const display = await openDisplay(env);
  if (isProblem(display)) return display;
  const parts = await equip(display);
  if (isProblem(parts)) {
    await display.close();
    return parts;
  }
  const { keys, spares } = parts;
  let hasEnded = false;
  const lose = () => {
    if (hasEnded) return;
    hasEnded = true;
    keys.releaseAll();
    onLost();
  };
  const guard = await startGuard(display, spares, lose);
  if (!guard) {
    await display.close();
    return problem('no-guard');
  }
  display.onLost(lose);
  const acts = actsOf(parts, () => hasEnded);
  const close = async () => {
    await acts.releaseAll();
    hasEnded = true;
    await acts.restore();
    await guard.dismiss();
    await display.close();
  };
  return { ...acts, close };
}

interface Parts {
  readonly display: Display;
  readonly keys: Keys;
  readonly typing: Typist;
  readonly spares: readonly number[];
}

async function equip(display: Display): Promise<Parts | Problem> {
  const { client, keycodes } = display;
  try {
    const xtest = await display.ask<XTest>((done) => client.require('xtest', done));
    const xkb = await display.ask<Xkb>((done) => client.require('xkb', done));
    const spares = emptyKeycodes(await readRows(display), keycodes[0]);
    const keys = fakeKeys(display, xtest);
    return { display, keys, spares, typing: typist({ display, xkb, keys, spares }) };
  } catch {
    return problem('no-xtest');
  }
}

function actsOf({ display, keys, typing }: Parts, hasEnded: () => boolean) {
  let tail: Promise<void> = Promise.resolve();
  // Whoever lets go starts a new era; what was asked for in an older one does not happen any more.
  let era = 0;
  /** Acts run in order, also after a text that takes its time. A connection that ends is told by onLost, not here. */
  const inTurn = (act: (isOff: () => boolean) => void | Promise<void>): Promise<void> => {
    const mine = era;
    const isOff = () => hasEnded() || mine !== era;
    tail = tail.then(() => (isOff() ? undefined : act(isOff))).catch(() => {});
    return tail;
  };
  const notches = (amount: number, button: number) => {
    for (let i = 0; i < Math.abs(amount); i++) {
      keys.pressButton(button);
      keys.releaseButton(button);
    }
  };
  const hands: Omit<Injector, 'close'> = {
    moveTo: (point) => inTurn(() => keys.moveTo(point)),
    button: (button, edge) =>
      inTurn(() => {
        if (edge === 'down') keys.pressButton(BUTTONS[button]);
        else if (keys.heldButtons.has(BUTTONS[button])) keys.releaseButton(BUTTONS[button]);
      }),
    wheel: ({ dx, dy }) =>
      inTurn(() => {
        notches(dy, dy < 0 ? WHEEL.up : WHEEL.down);
        notches(dx, dx < 0 ? WHEEL.left : WHEEL.right);
      }),
    key: (code, edge) =>
      inTurn(() => {
        const keycode = keycodeOf(code);
        if (edge === 'down') keys.press(keycode);
        else if (keys.heldKeys.has(keycode)) keys.release(keycode);
      }),
    text: (characters) => inTurn((isOff) => typing.type(characters, isOff)),
    releaseAll: async () => {
      era++;
      // At once, not in turn: a long text must not delay a stop. The text ends before its next character.
      keys.releaseAll();
      const unfinished = tail;
      await unfinished;
      keys.releaseAll();
      await display.sync().catch(() => {});
    },
  };
  const restore = () => typing.restore().catch(() => {});
  return { ...hands, restore };
}
