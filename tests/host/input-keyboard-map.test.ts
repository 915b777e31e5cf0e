// How a keyboard mapping is read: the easiest place of each character, the keys that may be lent, and those that are.
import { describe, expect, it } from 'vitest';
import { keycodeOf } from '../../host/input/x11/evdev.ts';
import {
  ALT_GR,
  emptyKeycodes,
  emptyRow,
  ISO_LEVEL3_SHIFT,
  isLent,
  keysymOf,
  readKeyboardMap,
  rowOf,
  SHIFT,
} from '../../host/input/x11/keyboard-map.ts';
import { KEY_CODES } from '../../shared/channel/key-codes.ts';

const NOTHING = [0, 0, 0, 0, 0, 0, 0];
const row = (...keysyms: number[]) => [...keysyms, ...NOTHING].slice(0, 7);
const E = 0x65;
const EURO = 0x20ac;

describe('a keyboard mapping', () => {
  const italianE = row(E, 0x45, E, 0x45, EURO, 0xa2);
  const altGr = row(ISO_LEVEL3_SHIFT);

  it('has four levels in the first group', () => {
    const { places } = readKeyboardMap([NOTHING, italianE, altGr], 8, []);
    expect(places.get(E)).toEqual({ keycode: 9, level: 0 });
    expect(places.get(0x45)).toEqual({ keycode: 9, level: SHIFT });
    expect(places.get(EURO)).toEqual({ keycode: 9, level: ALT_GR });
    expect(places.get(0xa2)).toEqual({ keycode: 9, level: SHIFT + ALT_GR });
  });

  it('has no upper levels where no key reaches them', () => {
    const { places } = readKeyboardMap([italianE], 8, []);
    expect(places.has(EURO)).toBe(false);
    expect(places.has(E)).toBe(true);
  });

  it('is read for the easiest place', () => {
    const { places } = readKeyboardMap([row(0x31, 0x21), row(0x21)], 8, []);
    expect(places.get(0x21)).toEqual({ keycode: 9, level: 0 });
  });

  it('says nothing of a second group, which is not the active one while we type', () => {
    const { places } = readKeyboardMap([row(E, 0x45, 0x6c5, 0x6e5)], 8, []);
    expect(places.has(0x6c5)).toBe(false);
  });

  it('tells keys that may be lent, keys that are, and keys that the customer has meanwhile put to use', () => {
    const spares = [8, 9, 10];
    const lent = row(...rowOf(keysymOf('漢')));
    const map = readKeyboardMap([NOTHING, lent, row(0x61, 0x41)], 8, spares);
    expect(map.free).toEqual([8, 9]);
    expect([...map.lent]).toEqual([[keysymOf('漢'), 9]]);
    expect(map.places.has(keysymOf('漢'))).toBe(false);
    expect(map.places.has(0x61)).toBe(true);
    expect(emptyKeycodes([NOTHING, lent, emptyRow], 8)).toEqual([8, 10]);
  });

  it('marks what is lent as no media key is', () => {
    expect(isLent(row(...rowOf(0xe8)))).toBe(true);
    expect(isLent(rowOf(0xe8))).toBe(true);
    expect(isLent(row(0x1008ff12, 0, 0x1008ff12))).toBe(false);
    expect(isLent(NOTHING)).toBe(false);
    expect(isLent([])).toBe(false);
  });
});

describe('a keysym', () => {
  it('is Latin-1 itself, the euro sign of old, and Unicode for the rest', () => {
    expect([...'aé€漢😀\n\t'].map(keysymOf)).toEqual([
      0x61, 0xe9, 0x20ac, 0x0100_6f22, 0x0101_f600, 0xff0d, 0xff09,
    ]);
  });
});

describe('a key by its place', () => {
  it('has a keycode of its own, in the range of the X protocol', () => {
    const keycodes = KEY_CODES.map(keycodeOf);
    expect(new Set(keycodes).size).toBe(KEY_CODES.length);
    for (const keycode of keycodes) expect(keycode).toBeGreaterThanOrEqual(8);
    for (const keycode of keycodes) expect(keycode).toBeLessThanOrEqual(255);
  });
});
