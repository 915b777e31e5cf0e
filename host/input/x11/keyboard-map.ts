// Which key, with which level, writes a character: read from the core keyboard mapping of the X server. Knows the first
// group of a layout only; whoever types makes that group the active one.
import type { Display } from '../../x11/display.ts';

/** What holds a level: nothing, Shift, the key named AltGr, both. X KEYBOARD EXTENSION protocol, key types. */
export const SHIFT = 1;
export const ALT_GR = 2;
/** Keysyms, X protocol appendix A. */
export const SHIFT_L = 0xffe1;
export const ISO_LEVEL3_SHIFT = 0xfe03;
const RETURN = 0xff0d;
const TAB = 0xff09;
const EURO_SIGN = 0x20ac;

/** In the core mapping levels 1 and 2 of the first group stand in columns 0 and 1, 3 and 4 in 4 and 5 (XKB 12.1). */
const COLUMNS = [0, 1, 4, 5] as const;

export interface Place {
  readonly keycode: number;
  /** SHIFT and ALT_GR, added. */
  readonly level: number;
}

export interface KeyboardMap {
  /** The easiest place of each keysym of the layout. */
  readonly places: ReadonlyMap<number, Place>;
  /** Spare keycodes that may be lent: those that write nothing, or what this host made them write. */
  readonly free: readonly number[];
  /** What the lent ones write now: keysym and keycode. */
  readonly lent: ReadonlyMap<number, number>;
}

/**
 * Reads the answer to GetKeyboardMapping.
 * @param rows a row of keysyms for each keycode, 0 for none
 * @param first the keycode of the first row
 * @param spares keycodes that wrote nothing when this host began
 */
export function readKeyboardMap(
  rows: readonly (readonly number[])[],
  first: number,
  spares: readonly number[],
): KeyboardMap {
  const rowAt = (keycode: number) => rows[keycode - first] ?? [];
  const borrowed = spares.filter((keycode) => isLent(rowAt(keycode)));
  const lent = new Map(borrowed.map((keycode) => [rowAt(keycode)[0] ?? 0, keycode]));
  const places = new Map<number, Place>();
  for (const [level, column] of COLUMNS.entries())
    rows.forEach((row, i) => {
      const keysym = row[column] ?? 0;
      if (keysym === 0 || places.has(keysym) || borrowed.includes(first + i)) return;
      places.set(keysym, { keycode: first + i, level });
    });
  const hasAltGr = places.has(ISO_LEVEL3_SHIFT);
  for (const [keysym, { level }] of places) if (level >= ALT_GR && !hasAltGr) places.delete(keysym);
  const free = spares.filter((keycode) => borrowed.includes(keycode) || isEmpty(rowAt(keycode)));
  return { places, free, lent };
}

/** Keycodes that write nothing. */
export function emptyKeycodes(rows: readonly (readonly number[])[], first: number): number[] {
  return rows.flatMap((row, i) => (isEmpty(row) ? [first + i] : []));
}

const isEmpty = (row: readonly number[]) => row.every((keysym) => keysym === 0);

/** Two groups of two levels: what a server keeps of a row, whatever the width of the others. */
const LENT_COLUMNS = 4;

/** The row of a key that writes one character whatever else is held. Also the mark by which such a key is known again. */
export const rowOf = (keysym: number): number[] => new Array<number>(LENT_COLUMNS).fill(keysym);
/** The row of a key that writes nothing. */
export const emptyRow = rowOf(0);

/** True for a row that `rowOf` made. Asked of spare keys only: a layout may repeat one character through its levels, too. */
export const isLent = ([keysym = 0, ...others]: readonly number[]): boolean =>
  keysym !== 0 &&
  others.every((other, i) => other === keysym || (i >= LENT_COLUMNS - 1 && other === 0)) &&
  others.length >= LENT_COLUMNS - 1;

/** Gives one key another row of keysyms. */
export function changeKey({ client }: Display, keycode: number, row: readonly number[]): void {
  client.ChangeKeyboardMapping(keycode, row.length, row);
}

/** All rows as they are now, the first for the first keycode of this server. */
export function readRows({ client, keycodes: [min, max], ask }: Display): Promise<number[][]> {
  return ask((done) => client.GetKeyboardMapping(min, max - min + 1, done));
}

/**
 * The keysym under which to look for a character. Some characters also have an older keysym; where a layout uses that, the
 * character is typed through a spare key instead, which is slower and as right.
 */
export function keysymOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (character === '\n') return RETURN;
  if (character === '\t') return TAB;
  // X protocol appendix A: Latin-1 is itself, the euro sign has its old number in every layout, the rest is Unicode's.
  if (point < 0x100 || point === EURO_SIGN) return point;
  return 0x0100_0000 + point;
}
