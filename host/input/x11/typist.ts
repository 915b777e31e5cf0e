// Types any text in any layout: characters of the layout by their own keys, others by keys that write nothing, which are
// lent a character and given back. Types only; whether it may is decided elsewhere.
import { setTimeout as wait } from 'node:timers/promises';
import type { Xkb } from 'x11';
import type { Display } from '../../x11/display.ts';
import { keycodeOf } from './evdev.ts';
import {
  ALT_GR,
  changeKey,
  emptyRow,
  ISO_LEVEL3_SHIFT,
  isLent,
  type KeyboardMap,
  keysymOf,
  type Place,
  readKeyboardMap,
  readRows,
  rowOf,
  SHIFT,
  SHIFT_L,
} from './keyboard-map.ts';
import type { Keys } from './keys.ts';

/** How long programs get to read the new meaning of a key before it is pressed. */
const SETTLE_MS = 12;
/** How long they get for what was typed with a key before it changes its meaning again: the slowest look it up only then. */
const TAKE_BACK_MS = 150;
/** X KEYBOARD EXTENSION protocol: the keyboard that programs listen to, and the bit of Caps Lock. */
const CORE_KEYBOARD = 0x100;
const CAPS_LOCK = 2;

const MODIFIERS = (
  [
    'ShiftLeft',
    'ShiftRight',
    'ControlLeft',
    'ControlRight',
    'AltLeft',
    'AltRight',
    'MetaLeft',
    'MetaRight',
  ] as const
).map(keycodeOf);

export interface Typist {
  /**
   * A character for which there is neither a key nor a spare one is left out.
   * @param isOff asked before each character; once it says true nothing more is typed
   */
  type(text: string, isOff: () => boolean): Promise<void>;
  /** Gives back every key that was lent. */
  restore(): Promise<void>;
}

export interface TypistDeps {
  readonly display: Display;
  readonly xkb: Xkb;
  readonly keys: Keys;
  /** Keycodes that wrote nothing when this host began. */
  readonly spares: readonly number[];
}

export function typist({ display, xkb, keys, spares }: TypistDeps): Typist {
  const { keycodes } = display;
  /** Spare keys, the one that was used longest ago first. */
  const queue = [...spares];

  /** The mapping as it is now: the customer may have changed the layout since the last text. */
  const readMap = async (): Promise<KeyboardMap> => {
    // The server shows the mapping of the keyboard that spoke last; a release of nothing makes that the fake one.
    const [spare] = spares;
    if (spare !== undefined) keys.release(spare);
    return readKeyboardMap(await readRows(display), keycodes[0], spares);
  };

  const type: Typist['type'] = async (text, isOff) => {
    const map = await readMap();
    const lent = new Map(map.lent);
    await inFirstGroup(() =>
      withoutModifiers(isOff, async () => {
        for (const part of partsOf(text, map)) {
          await lend(part, map, lent);
          for (const character of part) {
            if (isOff()) return;
            strike(placeOf(keysymOf(character), map, lent), map);
          }
          await display.sync();
        }
      }),
    );
  };

  /** Makes spare keys write what the layout cannot; keeps what is lent already, and takes back what was used longest ago. */
  const lend = async (part: readonly string[], map: KeyboardMap, lent: Map<number, number>) => {
    const foreign = [...new Set(part.map(keysymOf))].filter((keysym) => !map.places.has(keysym));
    const lacking = foreign.filter((keysym) => !lent.has(keysym));
    if (lacking.length === 0) return;
    const kept = foreign.flatMap((keysym) => lent.get(keysym) ?? []);
    const takers = queue.filter((keycode) => map.free.includes(keycode) && !kept.includes(keycode));
    const taken = takers.slice(0, lacking.length);
    if ([...lent.values()].some((keycode) => taken.includes(keycode))) await wait(TAKE_BACK_MS);
    for (const [i, keycode] of taken.entries()) {
      const keysym = lacking[i] ?? 0;
      for (const [old, at] of lent) if (at === keycode) lent.delete(old);
      lent.set(keysym, keycode);
      changeKey(display, keycode, rowOf(keysym));
      queue.push(...queue.splice(queue.indexOf(keycode), 1));
    }
    await display.sync();
    await wait(SETTLE_MS);
  };

  const strike = (place: Place | undefined, map: KeyboardMap): void => {
    if (!place) return;
    const needs = [
      ...(place.level & SHIFT ? [map.places.get(SHIFT_L)] : []),
      ...(place.level & ALT_GR ? [map.places.get(ISO_LEVEL3_SHIFT)] : []),
    ].flatMap((modifier) => (modifier ? [modifier.keycode] : []));
    for (const keycode of needs) keys.press(keycode);
    keys.press(place.keycode);
    keys.release(place.keycode);
    for (const keycode of needs.reverse()) keys.release(keycode);
  };

  /** A Shift that the remote hand holds would change every character; it is held again afterwards. */
  const withoutModifiers = async (isOff: () => boolean, job: () => Promise<void>): Promise<void> => {
    const held = MODIFIERS.filter((keycode) => keys.heldKeys.has(keycode));
    for (const keycode of held) keys.release(keycode);
    await job();
    if (!isOff()) for (const keycode of held) keys.press(keycode);
  };

  /** Caps Lock and a second layout would change what a key writes; both are as before afterwards. */
  const inFirstGroup = async (job: () => Promise<void>): Promise<void> => {
    const { lockedMods, lockedGroup } = await display.ask<{ lockedMods: number; lockedGroup: number }>(
      (done) => xkb.GetState(CORE_KEYBOARD, done),
    );
    const caps = lockedMods & CAPS_LOCK;
    const lock = (locks: number, group: number) =>
      xkb.LatchLockState(CORE_KEYBOARD, CAPS_LOCK, locks, 1, group, 0, 0, 0, 0);
    if (caps === 0 && lockedGroup === 0) return job();
    lock(0, 0);
    try {
      await job();
    } finally {
      lock(caps, lockedGroup);
    }
  };

  const restore = async () => {
    const rows = await readRows(display);
    const lent = spares.filter((keycode) => isLent(rows[keycode - keycodes[0]] ?? []));
    if (lent.length === 0) return;
    await wait(TAKE_BACK_MS);
    for (const keycode of lent) changeKey(display, keycode, emptyRow);
    await display.sync();
  };

  return { type, restore };
}

function placeOf(keysym: number, map: KeyboardMap, lent: ReadonlyMap<number, number>): Place | undefined {
  const keycode = lent.get(keysym);
  return map.places.get(keysym) ?? (keycode === undefined ? undefined : { keycode, level: 0 });
}

/** Cuts a text so that each part needs no more spare keys than there are. */
function partsOf(text: string, map: KeyboardMap): string[][] {
  const parts: string[][] = [[]];
  let foreign = new Set<number>();
  for (const character of text) {
    const keysym = keysymOf(character);
    if (!map.places.has(keysym)) foreign.add(keysym);
    if (foreign.size > Math.max(1, map.free.length)) {
      foreign = new Set([keysym]);
      parts.push([]);
    }
    parts.at(-1)?.push(character);
  }
  return parts;
}
