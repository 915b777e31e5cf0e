// The preview on a real X server with a window manager: what scrolls, which presses count, and whose.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ownHand } from '../../host/input/own-hand.ts';

import { x11Watch } from '../../host/input/x11/watch.ts';
import { clock } from '../../host/place.ts';
import { isProblem } from '../../host/problems.ts';
import type { Monitor } from '../../host/screen/monitors.ts';
import type { IsPhysical } from '../../host/window/asking.ts';
import { SHEET_WIDTH } from '../../host/window/column.ts';
import { openWindowDesk, type WindowDesk } from '../../host/window/desk.ts';
import { openPreview, type Preview } from '../../host/window/preview.ts';
import { linesOf } from '../../host/window/preview-text.ts';
import { drawPreview, type PreviewView, ROWS } from '../../host/window/preview-view.ts';
import { FONT } from '../../host/window/theme.ts';
import { wordsIn } from '../../host/window/words.ts';
import type { Display } from '../../host/x11/display.ts';
import { stopAll, stopLater } from '../support/children.ts';
import { waitFor } from '../support/wait.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';
import {
  colourBecomes,
  displayOf,
  type Point,
  pixelOn,
  placeOf,
  runOn,
  windowNamed,
} from './support/eyes.ts';

const MONITOR: Monitor = { name: 'whole', isPrimary: true, x: 0, y: 0, width: 1280, height: 800 };
const TITLE = wordsIn('en').preview;
const READY = '#e3efee';
const BLOCK = '█'.repeat(12);
/** Only the last of its lines is black. */
const view: PreviewView = {
  language: 'en',
  kind: 'put',
  tech: 'Maria Rossi',
  desk: 'Conti Informatica',
  text: `${'.\n'.repeat(59)}${BLOCK}`,
};
/** All of it is seen at once. */
const short: PreviewView = { ...view, text: BLOCK };
const always: IsPhysical = () => true;

let screen: Screen;
let display: Display;
let desk: WindowDesk;
let shown: { readonly preview: Preview; readonly at: Places; readonly judged: () => number } | null = null;
beforeAll(async () => {
  screen = await startXvfb({ width: 1280, height: 800 });
  display = await displayOf(screen.display);
  const opened = await openWindowDesk(display, { now: () => performance.now(), after: clock.after });
  if (isProblem(opened)) throw new Error(opened.problem);
  desk = opened;
});
afterEach(async () => {
  shown?.preview.withdraw();
  await shown?.preview.answered;
  shown = null;
});
afterAll(stopAll);

const click = ([x, y]: Point, button = 1) =>
  runOn(screen.display, 'xdotool', 'mousemove', String(x), String(y), 'click', String(button));

interface Places {
  readonly yes: Point;
  readonly no: Point;
  /** Inside the black line, once the text is scrolled to its end. */
  readonly lastLine: Point;
  /** Beside the lines. */
  readonly paper: Point;
}

/** Opens a preview and waits until its yes works, which its colour shows, or until a long one is there. */
async function opens(
  isPhysical: IsPhysical,
  of = short,
): Promise<{ preview: Preview; at: Places; judged: () => number }> {
  let count = 0;
  const judge: IsPhysical = (input) => {
    count += 1;
    return isPhysical(input);
  };
  const preview = await openPreview(desk, { view: of, monitor: MONITOR, armMs: 200 }, judge);
  const window = await windowNamed(screen.display, TITLE);
  const place = await placeOf(display, Number(window));
  const at = placesIn(place, of);
  shown = { preview, at, judged: () => count };
  if (of === short) await colourBecomes(display, at.yes, READY);
  // The keyboard is its own; its paper is there.
  await waitFor(
    async () => ((await runOn(screen.display, 'xdotool', 'getwindowfocus')) === window ? true : undefined),
    { what: 'the focus' },
  );
  await colourBecomes(display, at.paper, '#edeae3');
  return shown;
}

function placesIn({ x, y }: { readonly x: number; readonly y: number }, of: PreviewView): Places {
  const { measure } = desk.painter;
  const lines = linesOf(of.text, SHEET_WIDTH, (piece) => measure(piece, FONT.mono));
  const part = { lines, top: Math.max(0, lines.length - ROWS), isMarked: false };
  const look = {
    hint: '',
    isArmed: true,
    needsHold: false,
    isTicked: false,
    focus: 'refuse',
    share: 1,
  } as const;
  const { areas, items } = drawPreview(of, { part, look }, measure);
  const black = items.find((item) => item.kind === 'text' && item.text === BLOCK);
  const corner = (name: string): Point => {
    const area = areas.find((each) => each.name === name);
    // Near the right end: the words stand in the middle.
    return [x + (area?.x ?? 0) + (area?.width ?? 0) - 20, y + (area?.y ?? 0) + 20];
  };
  return {
    yes: corner('allow'),
    no: corner('refuse'),
    lastLine: [x + (black?.x ?? 0) + 40, y + (black?.y ?? 0) - 4],
    paper: [x + 300, y + (black?.y ?? 0) - 4],
  };
}

describe('the preview', () => {
  it('is said yes to by a hand on the pointer, and no', async () => {
    const first = await opens(always);
    await click(first.at.yes);
    expect(await first.preview.answered).toBe('yes');
    const second = await opens(always);
    await click(second.at.no);
    expect(await second.preview.answered).toBe('no');
  });

  it('is answered by keys alone, and Escape says no', async () => {
    const yes = await opens(always);
    await screen.press('Tab', 'Return');
    expect(await yes.preview.answered).toBe('yes');
    for (const key of ['Return', 'Escape']) {
      const no = await opens(always);
      await screen.press(key);
      expect(await no.preview.answered).toBe('no');
    }
  });

  it('says no when it is closed or taken away, and nothing when it is withdrawn', async () => {
    const closed = await opens(() => false);
    await screen.press('alt+F4');
    expect(await closed.preview.answered).toBe('no');
    const taken = await opens(() => false);
    display.client.DestroyWindow(Number(await windowNamed(screen.display, TITLE)));
    expect(await taken.preview.answered).toBe('no');
    const withdrawn = await opens(always);
    withdrawn.preview.withdraw();
    expect(await withdrawn.preview.answered).toBeNull();
  });

  it('is said yes to when its last line has been on the screen, and no at any time', async () => {
    const long = await opens(always, view);
    await screen.press('End', 'Home');
    // It was there; it need not stay.
    await colourBecomes(display, long.at.yes, READY);
    await click(long.at.yes);
    expect(await long.preview.answered).toBe('yes');
    const other = await opens(always, view);
    await click(other.at.yes);
    await click(other.at.no);
    expect(await other.preview.answered).toBe('no');
  });

  it('is scrolled by keys and by the wheel, to its end and back', async () => {
    const { at } = await opens(always, view);
    const paper = await pixelOn(display, ...at.lastLine);
    const isBack = () =>
      waitFor(
        async () => (String(await pixelOn(display, ...at.lastLine)) === String(paper) ? true : undefined),
        {
          what: 'the beginning',
        },
      );
    await screen.press('End');
    await colourBecomes(display, at.lastLine, '#17211f');
    await screen.press('Home');
    await isBack();
    await screen.press('Page_Down', 'Page_Down', 'Page_Down', 'Page_Down', 'Page_Down');
    await colourBecomes(display, at.lastLine, '#17211f');
    await screen.press('Page_Up');
    await isBack();
    for (let turn = 0; turn < 4; turn++) await click(at.lastLine, 5);
    await colourBecomes(display, at.lastLine, '#17211f');
    await click(at.lastLine, 4);
    await isBack();
  });

  it('hears nothing from a remote hand: not the mouse, not the wheel, not a key', async () => {
    const watch = await x11Watch({ DISPLAY: screen.display }, () => {});
    if (isProblem(watch)) throw new Error(watch.problem);
    stopLater(() => watch.close());
    // The judge of the product: what XTEST presses was pressed by no hand.
    const { preview, at, judged } = await opens(ownHand(watch, clock.after));
    for (let race = 0; race < 3; race++) await click(at.yes);
    await click(at.no);
    await screen.press('Tab', 'Return', 'Tab', 'space', 'Escape');
    // Both ends of four clicks, and of five keys.
    await waitFor(async () => (judged() >= 2 * 4 + 2 * 5 ? true : undefined), { what: 'every press' });
    await colourBecomes(display, at.yes, READY);
    preview.withdraw();
    expect(await preview.answered).toBeNull();

    const long = await opens(ownHand(watch, clock.after), view);
    const before = await pixelOn(display, ...long.at.lastLine);
    await click(long.at.lastLine, 5);
    await screen.press('End');
    await waitFor(async () => (long.judged() >= 2 ? true : undefined), { what: 'what scrolls' });
    expect(await pixelOn(display, ...long.at.lastLine)).toEqual(before);
  });
});
