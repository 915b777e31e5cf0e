// The fake keyboard and mouse of the XTEST extension, section "XTestFakeInput": presses, releases, and what is held.
// Does not know why.
import type { XTest } from 'x11';
import type { Point } from '../../../shared/channel/control-gate.ts';
import type { Display } from '../../x11/display.ts';

const KEY_PRESS = 2;
const KEY_RELEASE = 3;
const BUTTON_PRESS = 4;
const BUTTON_RELEASE = 5;
const MOTION = 6;

export interface Keys {
  readonly heldKeys: ReadonlySet<number>;
  readonly heldButtons: ReadonlySet<number>;
  press(keycode: number): void;
  /** Lets go of a key, also of one that is not held here. */
  release(keycode: number): void;
  pressButton(button: number): void;
  releaseButton(button: number): void;
  moveTo(point: Point): void;
  releaseAll(): void;
}

export function fakeKeys({ root }: Display, xtest: XTest): Keys {
  const heldKeys = new Set<number>();
  const heldButtons = new Set<number>();
  const fake = (type: number, detail: number, { x, y }: Point = { x: 0, y: 0 }) =>
    xtest.FakeInput(type, detail, 0, root, x, y);
  const release = (keycode: number) => {
    heldKeys.delete(keycode);
    fake(KEY_RELEASE, keycode);
  };
  const releaseButton = (button: number) => {
    heldButtons.delete(button);
    fake(BUTTON_RELEASE, button);
  };
  return {
    heldKeys,
    heldButtons,
    press: (keycode) => {
      heldKeys.add(keycode);
      fake(KEY_PRESS, keycode);
    },
    release,
    pressButton: (button) => {
      heldButtons.add(button);
      fake(BUTTON_PRESS, button);
    },
    releaseButton,
    moveTo: (point) => fake(MOTION, 0, point),
    releaseAll: () => {
      // Keys before buttons: what a drop does depends on the keys that are down.
      for (const keycode of heldKeys) release(keycode);
      for (const button of heldButtons) releaseButton(button);
    },
  };
}
