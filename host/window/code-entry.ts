// The window in which the customer types the pairing's ten digits, where they were not given on the command line. It knows
// whether digits fit together, not whose they are.
import { CODE_LENGTH, readCode } from '../../shared/code/code.ts';
import type { Language } from '../../shared/field.ts';
import type { Monitor } from '../screen/monitors.ts';
import { type CodeArea, type CodeView, drawCode } from './code-view.ts';
import type { WindowDesk } from './desk.ts';
import { areaAt } from './drawing.ts';
import { type KeyMeaning, readKeys } from './keys.ts';
import { middleOf } from './place.ts';
import { wordsIn } from './words.ts';
import { openWindow } from './x-window.ts';

export interface CodeEntry {
  /** Resolves once with ten digits whose check digit is right, or with `null` when the window was closed. */
  readonly code: Promise<string | null>;
  close(): void;
}

export interface CodeWish {
  readonly language: Language;
  readonly monitor: Monitor;
  /** Why the digits before did not do, in words for the customer. */
  readonly note?: string;
}

/** What has been typed, and where the next key goes. Pure. */
export interface Typed {
  readonly digits: string;
  readonly focus: CodeArea;
  readonly isDone: 'connect' | 'cancel' | null;
}

export const nothingTyped: Typed = { digits: '', focus: 'field', isDone: null };
const ORDER: readonly CodeArea[] = ['field', 'cancel', 'connect'];

export const isWhole = (digits: string): boolean => 'code' in readCode(digits);

/** The next state, from a key or from a press on a place of the window. */
export function typeOn(typed: Typed, said: KeyMeaning | { readonly area: CodeArea }): Typed {
  if ('digit' in said) {
    if (typed.digits.length >= CODE_LENGTH) return typed;
    return { ...typed, digits: typed.digits + said.digit, focus: 'field' };
  }
  if ('area' in said) return pressed({ ...typed, focus: said.area });
  switch (said.key) {
    case 'backspace':
      return { ...typed, digits: typed.digits.slice(0, -1), focus: 'field' };
    case 'escape':
      return { ...typed, isDone: 'cancel' };
    case 'enter':
      return pressed(typed.focus === 'field' ? { ...typed, focus: 'connect' } : typed);
    case 'space':
      return pressed(typed);
    case 'tab':
    case 'right':
      return { ...typed, focus: next(typed.focus, 1) };
    case 'back-tab':
    case 'left':
      return { ...typed, focus: next(typed.focus, -1) };
    default:
      return typed;
  }
}

function pressed(typed: Typed): Typed {
  if (typed.focus === 'cancel') return { ...typed, isDone: 'cancel' };
  if (typed.focus !== 'connect') return typed;
  return isWhole(typed.digits) ? { ...typed, isDone: 'connect' } : { ...typed, focus: 'field' };
}

const next = (from: CodeArea, step: number): CodeArea =>
  ORDER[(ORDER.indexOf(from) + step + ORDER.length) % ORDER.length] ?? 'field';

/** What the window says about the digits so far. */
export function noteOn(digits: string, { language, note }: Omit<CodeWish, 'monitor'>): CodeView['note'] {
  const words = wordsIn(language);
  if (digits === '' && note) return { text: note, isWrong: true };
  if (digits.length < CODE_LENGTH)
    return { text: words.codeMore(CODE_LENGTH - digits.length), isWrong: false };
  return isWhole(digits)
    ? { text: words.codeGood, isWrong: false }
    : { text: words.codeMistyped, isWrong: true };
}

export async function openCodeEntry(desk: WindowDesk, wish: CodeWish): Promise<CodeEntry> {
  const { display, painter } = desk;
  const { language, monitor } = wish;
  const keys = await readKeys(display);
  let typed = nothingTyped;
  let isOver = false;
  let finish: (code: string | null) => void = () => {};
  const code = new Promise<string | null>((resolve) => {
    finish = resolve;
  });
  const draw = () => {
    const { digits, focus } = typed;
    const view = { language, digits, focus, note: noteOn(digits, wish), isWhole: isWhole(digits) };
    return drawCode(view, painter.measure);
  };
  let drawing = draw();
  const { scale, place } = middleOf(monitor, drawing, desk.scale);
  const end = (said: string | null) => {
    if (isOver) return;
    isOver = true;
    window.close();
    finish(said);
  };
  const take = (said: KeyMeaning | { area: CodeArea } | null) => {
    if (!said || isOver) return;
    typed = typeOn(typed, said);
    if (typed.isDone) return end(typed.isDone === 'connect' ? typed.digits : null);
    drawing = draw();
    window.show(painter.paint(drawing, scale));
  };
  const window = await openWindow(
    display,
    {
      kind: 'managed',
      title: wordsIn(language).codeWindow,
      place,
      ground: 0xf7f5f0,
      input: 'taken',
    },
    {
      input({ kind, isDown, code: pressedCode, isShifted, x, y }) {
        if (kind === 'key' && isDown) return take(keys(pressedCode, isShifted));
        const area = areaAt(drawing, x / scale, y / scale);
        if (kind === 'pointer' && !isDown && area) take({ area });
      },
      close: () => end(null),
      gone: () => end(null),
    },
  );
  window.show(painter.paint(drawing, scale));
  return { code, close: () => end(null) };
}
