// What the customer's own hand says to a preview: on the screen's own mouse, where yes or no is drawn.
import { keycodeOf } from '../../../host/input/x11/evdev.ts';
import { isProblem } from '../../../host/problems.ts';
import { SHEET_WIDTH } from '../../../host/window/column.ts';
import { openPainter } from '../../../host/window/paint.ts';
import { linesOf } from '../../../host/window/preview-text.ts';
import { drawPreview, type PreviewKind } from '../../../host/window/preview-view.ts';
import { FONT } from '../../../host/window/theme.ts';
import { wordsIn } from '../../../host/window/words.ts';
import { customersHand, type Desktop } from '../../support/desktop.ts';
import { WHO } from '../../support/peers.ts';
import { waitFor } from '../../support/wait.ts';

const END = keycodeOf('End');

export interface Shown {
  readonly kind: PreviewKind;
  readonly text: string;
}

/** Presses it again and again until it has worked: it is inert at first, and nothing tells a hand when that is over. */
export async function answersPreview(
  desktop: Desktop,
  shown: Shown & { readonly answer: 'allow' | 'refuse' },
  isDone: () => boolean,
): Promise<void> {
  const hand = await customersHand(desktop.eyes);
  const at = placeIn(shown, shown.answer);
  await waitFor(
    async () => {
      if (isDone()) return true;
      const window = await preview(desktop);
      if (!window) return undefined;
      await desktop.run('xdotool', 'mousemove', String(window.x + at.x), String(window.y + at.y));
      // Down to the last line, where there is more than fits; the mouse of a virtual screen has no wheel.
      await hand.press(END);
      await hand.release(END);
      await hand.pressButton(1);
      await hand.releaseButton(1);
      return undefined;
    },
    { what: 'the answer', timeoutMs: 25_000, everyMs: 300 },
  );
}

/** Where it stands; undefined while there is none. */
export async function preview({ run }: Desktop): Promise<{ x: number; y: number } | undefined> {
  const title = wordsIn('en').preview;
  const found = await run('xdotool', 'search', '--onlyvisible', '--name', title).catch(() => '');
  const [window] = found.split('\n');
  const place = window && (await run('xdotool', 'getwindowgeometry', '--shell', window).catch(() => ''));
  if (!place) return undefined;
  const [x = 0, y = 0] = ['X', 'Y'].map((name) =>
    Number(new RegExp(`^${name}=(-?\\d+)`, 'm').exec(place)?.[1]),
  );
  return { x, y };
}

function placeIn({ kind, text }: Shown, answer: 'allow' | 'refuse'): { x: number; y: number } {
  const painter = openPainter();
  if (isProblem(painter)) throw new Error('nothing to draw with');
  const { measure } = painter;
  const lines = linesOf(text, SHEET_WIDTH, (piece) => measure(piece, FONT.mono));
  const look = {
    hint: '',
    isArmed: true,
    needsHold: false,
    isTicked: false,
    focus: 'refuse',
    share: 1,
  } as const;
  const view = { language: 'en', kind, ...WHO, text } as const;
  const drawn = drawPreview(view, { part: { lines, top: 0, isMarked: false }, look }, measure);
  const area = drawn.areas.find(({ name }) => name === answer);
  if (!area) throw new Error(`no ${answer}`);
  return { x: Math.round(area.x + area.width / 2), y: Math.round(area.y + area.height / 2) };
}
