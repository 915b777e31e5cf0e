// The keys of a usual keyboard by where they are, not by what they write: W3C UI Events KeyboardEvent code Values. Knows no
// layout. Power, sleep, media and browser keys are left out: no help needs them, and some cannot be taken back.

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
type Letter =
  | ('A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M')
  | ('N' | 'O' | 'P' | 'Q' | 'R' | 'S' | 'T' | 'U' | 'V' | 'W' | 'X' | 'Y' | 'Z');
const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const FUNCTIONS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** Section 3.1 of the standard, but for letters, digits, function keys and the number pad's digits. */
const NAMED = [
  'Escape',
  'PrintScreen',
  'ScrollLock',
  'Pause',
  'Backquote',
  'Minus',
  'Equal',
  'Backspace',
  'Tab',
  'BracketLeft',
  'BracketRight',
  'Backslash',
  'IntlBackslash',
  'CapsLock',
  'Semicolon',
  'Quote',
  'Enter',
  'ShiftLeft',
  'ShiftRight',
  'Comma',
  'Period',
  'Slash',
  'ControlLeft',
  'ControlRight',
  'AltLeft',
  'AltRight',
  'MetaLeft',
  'MetaRight',
  'ContextMenu',
  'Space',
  'Insert',
  'Delete',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'NumLock',
  'NumpadDivide',
  'NumpadMultiply',
  'NumpadSubtract',
  'NumpadAdd',
  'NumpadEnter',
  'NumpadDecimal',
] as const;

type Digit = (typeof DIGITS)[number];
export type KeyCode =
  | (typeof NAMED)[number]
  | `Key${Letter}`
  | `Digit${Digit}`
  | `Numpad${Digit}`
  | `F${(typeof FUNCTIONS)[number]}`;

/** All 105 keys of an ISO keyboard. */
export const KEY_CODES: readonly KeyCode[] = [
  ...NAMED,
  ...[...LETTERS].map((letter) => `Key${letter as Letter}` as const),
  ...DIGITS.map((digit) => `Digit${digit}` as const),
  ...DIGITS.map((digit) => `Numpad${digit}` as const),
  ...FUNCTIONS.map((number) => `F${number}` as const),
];
