// What mouse, wheel and written text of this page become on the control lane. Pure: it knows no element, and numbers nothing.
import { type Control, NOTCH_LIMIT, TEXT_LIMIT } from '../../../../shared/channel/control.ts';
import type { Share } from '../pointing/place.ts';

type Unnumbered<C> = C extends { n: number } ? Omit<C, 'n'> : never;
/** A message of the control lane before it has its number. */
export type Act = Unnumbered<Control>;
type ButtonAct = Extract<Act, { k: 'button' }>;

/** Bits of `MouseEvent.buttons`: W3C UI Events 5.3.1. Others, such as back and forward, are no business of ours. */
const BUTTON_BITS = [
  [1, 'left'],
  [2, 'right'],
  [4, 'middle'],
] as const;

/** Masks as in `MouseEvent.buttons`: what is down here, and what was told as down. */
export interface Buttons {
  readonly seen: number;
  readonly told: number;
}
export const NO_BUTTONS: Buttons = { seen: 0, told: 0 };

/**
 * The presses and releases between two looks at the mouse, each with its place. A press that began beside the picture
 * stays one there: it is never told, and neither is its end.
 * @param now what is down, as in `MouseEvent.buttons`; a second button comes with no event of its own
 */
export function pressed(
  before: Buttons,
  now: number,
  at: Share | null,
): { readonly buttons: Buttons; readonly acts: readonly ButtonAct[] } {
  if (!at) return { buttons: { ...before, seen: now }, acts: [] };
  let { told } = before;
  const acts: ButtonAct[] = [];
  for (const [bit, button] of BUTTON_BITS) {
    const isDown = (now & bit) !== 0;
    const hasChanged = isDown ? (before.seen & bit) === 0 : (told & bit) !== 0;
    if (!hasChanged) continue;
    acts.push({ k: 'button', button, down: isDown, x: at.x, y: at.y });
    told ^= bit;
  }
  return { buttons: { seen: now, told }, acts };
}

/** The page's wheel event, in its own unit. */
export interface Turn {
  readonly deltaX: number;
  readonly deltaY: number;
  readonly deltaMode: number;
}
/** Parts of a notch that were turned and not yet told. */
export interface Turned {
  readonly x: number;
  readonly y: number;
}
export const NOT_TURNED: Turned = { x: 0, y: 0 };

/** How much of each unit browsers send for one notch, by `deltaMode`: pixels, lines, pages. */
const PER_NOTCH = [100, 3, 1] as const;

/** @returns whole notches as an act, null while there is none yet, and what is left over for the next turn */
export function turned(
  before: Turned,
  turn: Turn,
): { readonly left: Turned; readonly act: Extract<Act, { k: 'wheel' }> | null } {
  const unit = PER_NOTCH[turn.deltaMode] ?? PER_NOTCH[0];
  const x = summed(before.x, turn.deltaX / unit);
  const y = summed(before.y, turn.deltaY / unit);
  const [dx, dy] = [whole(x), whole(y)];
  // A flick beyond the limit is cut, not saved up: a wheel that goes on by itself cannot be stopped by hand.
  return {
    left: { x: x % 1, y: y % 1 },
    act: dx === 0 && dy === 0 ? null : { k: 'wheel', dx, dy },
  };
}

/** A turn the other way begins anew. */
const summed = (left: number, more: number): number => (left * more < 0 ? more : left + more);
/** `+ 0` makes -0 plain. */
const whole = (notches: number): number =>
  Math.max(-NOTCH_LIMIT, Math.min(NOTCH_LIMIT, Math.trunc(notches))) + 0;

// What the host refuses as malformed: control characters but for new line and tab, and halves of a pair.
const UNFIT = /(?![\n\t])\p{Cc}|\p{Cs}/gu;

/** Written text in as many acts as it needs; without what nobody can type. */
export function writings(text: string): readonly Extract<Act, { k: 'text' }>[] {
  const fit = [...text.replaceAll(/\r\n?/g, '\n').replaceAll(UNFIT, '')];
  const parts = Math.ceil(fit.length / TEXT_LIMIT);
  return Array.from({ length: parts }, (_, part) => ({
    k: 'text',
    s: fit.slice(part * TEXT_LIMIT, (part + 1) * TEXT_LIMIT).join(''),
  }));
}

/** The part of an `InputEvent` that is looked at. */
export interface Input {
  readonly inputType: string;
  readonly data: string | null;
  readonly isComposing: boolean;
}

/**
 * What a `beforeinput` event writes: Input Events 2, 4.1.2. Paste and drop write nothing; what is being composed is written
 * when it is done.
 */
export const writtenBy = ({ inputType, data, isComposing }: Input): string =>
  inputType === 'insertText' && !isComposing ? (data ?? '') : '';
