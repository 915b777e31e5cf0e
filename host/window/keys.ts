// What a keycode means to the host's own windows: digits and the few keys that move, scroll, press and leave. It types nothing.
import type { Display } from '../x11/display.ts';

export type KeyName =
  | 'tab'
  | 'back-tab'
  | 'enter'
  | 'space'
  | 'escape'
  | 'backspace'
  | 'left'
  | 'right'
  | ScrollKey;
/** What moves through a text that is longer than its window. */
export type ScrollKey = 'up' | 'down' | 'page-up' | 'page-down' | 'home' | 'end';
export type KeyMeaning = { readonly key: KeyName } | { readonly digit: string };
export type Keys = (code: number, isShifted: boolean) => KeyMeaning | null;

const FIRST_CODE = 8;
const CODES = 248;
/** X11 keysyms, from the protocol's appendix A. */
const NAMES: Readonly<Record<number, KeyName>> = {
  65289: 'tab',
  65056: 'back-tab',
  65293: 'enter',
  65421: 'enter',
  32: 'space',
  65307: 'escape',
  65288: 'backspace',
  65360: 'home',
  65361: 'left',
  65362: 'up',
  65363: 'right',
  65364: 'down',
  65365: 'page-up',
  65366: 'page-down',
  65367: 'end',
};
const DIGIT_ZERO = 0x30;
const KEYPAD_ZERO = 0xffb0;

/** Reads the keyboard's layout as it is now. */
export async function readKeys({ client, ask }: Display): Promise<Keys> {
  const map = await ask<number[][]>((reply) => client.GetKeyboardMapping(FIRST_CODE, CODES, reply));
  return (code, isShifted) => meaningOf((map[code - FIRST_CODE] ?? []).slice(0, 2), isShifted);
}

/** @param symbols what the key bears, plain and with Shift */
export function meaningOf(symbols: readonly number[], isShifted: boolean): KeyMeaning | null {
  // Nothing but digits is typed here, so a key that bears one means it: on a French keyboard without Shift, too.
  for (const symbol of symbols)
    for (const zero of [DIGIT_ZERO, KEYPAD_ZERO])
      if (symbol >= zero && symbol <= zero + 9) return { digit: String(symbol - zero) };
  const key = symbols.map((symbol) => NAMES[symbol]).find((name) => name !== undefined);
  if (key === undefined) return null;
  return { key: key === 'tab' && isShifted ? 'back-tab' : key };
}
