// The host's windows on a real X server with a window manager: what lies above what, and which presses count.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isProblem } from '../../host/problems.ts';
import type { Monitor, Rect } from '../../host/screen/monitors.ts';
import type { IsPhysical } from '../../host/window/asking.ts';
import { openBanner } from '../../host/window/banner.ts';
import type { BannerView } from '../../host/window/banner-view.ts';
import { openBorder } from '../../host/window/border.ts';
import { openCodeEntry } from '../../host/window/code-entry.ts';
import { openWindowDesk, type WindowDesk } from '../../host/window/desk.ts';
import { type Answered, openQuestion, type Question } from '../../host/window/question.ts';
import type { QuestionView } from '../../host/window/question-view.ts';
import type { Display } from '../../host/x11/display.ts';
import { checkDigit } from '../../shared/code/code.ts';
import { startChild, stopAll, stopChild } from '../support/children.ts';
import { waitFor } from '../support/wait.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';
import {
  colourBecomes as colourSeen,
  displayOf,
  pixelOn,
  placeOf,
  runOn,
  windowNamed,
} from './support/eyes.ts';

const MONITOR: Monitor = { name: 'whole', isPrimary: true, x: 0, y: 0, width: 1280, height: 800 };
const RED = '#a51d1d';
const clock = {
  now: () => performance.now(),
  after: (ms: number, act: () => void) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
const VIEW: BannerView = {
  language: 'it',
  tech: 'Maria Rossi',
  desk: 'Conti Informatica',
  scopes: ['view', 'control'],
  secondsLeft: 754,
};

let screen: Screen;
let display: Display;
let desk: WindowDesk;
beforeAll(async () => {
  screen = await startXvfb({ width: 1280, height: 800 });
  display = await displayOf(screen.display);
  const opened = await openWindowDesk(display, clock);
  if (isProblem(opened)) throw new Error(opened.problem);
  desk = opened;
});
afterAll(stopAll);

const xdotool = (...args: string[]) => runOn(screen.display, 'xdotool', ...args);
const click = (x: number, y: number) => xdotool('mousemove', String(x), String(y), 'click', '1');
const windowOf = (title: string) => windowNamed(screen.display, title);
const colourBecomes = (x: number, y: number, colour: string) => colourSeen(display, [x, y], colour);

describe('the banner and the border', () => {
  it('lie above a maximised window that was opened and raised later', async () => {
    const banner = await openBanner(
      desk,
      { view: VIEW, monitor: MONITOR },
      { stop: () => {}, gone: () => {} },
    );
    const border = await openBorder(desk, MONITOR, () => {});
    const xterm = startChild('xterm', ['-bg', '#00ff00', '-T', 'cover'], {
      env: { ...process.env, DISPLAY: screen.display },
    });
    const cover = await windowOf('cover');
    await runOn(screen.display, 'xdotool', 'windowsize', '--sync', cover, '100%', '100%');
    await xdotool('windowmove', cover, '0', '0');
    await xdotool('windowraise', cover);
    await colourBecomes(640, 400, '#00ff00');
    // Inside Stop, left of its word; then a point of each strip.
    await colourBecomes(await stopX(), 30, RED);
    for (const [x, y] of [
      [200, 2],
      [200, 797],
      [2, 400],
      [1277, 400],
    ] as const)
      await colourBecomes(x, y, RED);
    border.close();
    banner.close();
    await colourBecomes(2, 400, '#00ff00');
    await stopChild(xterm);
  });

  it('stops at a press on Stop, whoever made it, and at none beside it', async () => {
    let stops = 0;
    const banner = await openBanner(
      desk,
      { view: VIEW, monitor: MONITOR },
      {
        stop: () => {
          stops += 1;
        },
        gone: () => {},
      },
    );
    await colourBecomes(await stopX(), 30, RED);
    await click(500, 30);
    await click(await stopX(), 30);
    await waitFor(async () => (stops > 0 ? true : undefined), { what: 'Stop' });
    expect(stops).toBe(1);
    banner.close();
  });

  it('shows the time that is left, and moves Stop with its words', async () => {
    const banner = await openBanner(
      desk,
      { view: VIEW, monitor: MONITOR },
      { stop: () => {}, gone: () => {} },
    );
    await colourBecomes(await stopX(), 30, RED);
    const before = await stopX();
    banner.update({ ...VIEW, scopes: ['view'] });
    await waitFor(async () => ((await stopX()) !== before ? true : undefined), {
      what: 'the shorter banner',
    });
    await colourBecomes(await stopX(), 30, RED);
    banner.close();
  });

  it('tells when another program takes the banner away', async () => {
    const gone = new Promise<void>((resolve) => {
      void openBanner(desk, { view: VIEW, monitor: MONITOR }, { stop: () => {}, gone: resolve });
    });
    const banner = await windowOf('Permesso: qualcuno vede');
    const other = await displayOf(screen.display);
    other.client.DestroyWindow(Number(banner));
    await gone;
  });

  it('cannot be closed through the window manager', async () => {
    let hasGone = false;
    const banner = await openBanner(
      desk,
      { view: VIEW, monitor: MONITOR },
      {
        stop: () => {},
        gone: () => {
          hasGone = true;
        },
      },
    );
    await colourBecomes(await stopX(), 30, RED);
    await click(500, 30);
    await screen.press('alt+F4');
    const id = await windowOf('Permesso: qualcuno vede');
    // A managed window would end here.
    await xdotool('windowminimize', id).catch(() => {});
    await display.sync();
    await colourBecomes(await stopX(), 30, RED);
    expect(hasGone).toBe(false);
    banner.close();
  });

  it('lets presses through the border to what lies below', async () => {
    const border = await openBorder(desk, MONITOR, () => {});
    await colourBecomes(2, 400, RED);
    await xdotool('mousemove', '2', '400');
    const under = await xdotool('getmouselocation', '--shell');
    const root = `WINDOW=${display.root}`;
    expect(under).toContain(root);
    border.close();
  });

  /** A point inside Stop, some pixels from its left edge. */
  async function stopX(): Promise<number> {
    const { x, width } = await placeOf(display, Number(await windowOf('Permesso: qualcuno vede')));
    return x + width - 112;
  }
});

describe('the question', () => {
  const notice = 'Maria Rossi di Conti Informatica chiede di USARE mouse e tastiera per 15 minuti.';
  const view: QuestionView = {
    language: 'it',
    scope: 'control',
    tech: 'Maria Rossi',
    desk: 'Conti Informatica',
    notice,
    surface: 'tutto lo schermo',
    minutes: 15,
    reason: 'perché non stampa',
  };
  const quick = { armMs: 200, holdMs: 0 };
  const always: IsPhysical = () => true;
  let asked: { question: Question; hands: number } | null = null;
  let place: Rect;

  beforeEach(() => {
    asked = null;
  });
  afterEach(async () => {
    asked?.question.withdraw();
    await asked?.question.answered;
  });

  /** Opens a question and waits until Allow works, which its colour shows. */
  async function asks(
    isPhysical: IsPhysical,
    rules = quick,
  ): Promise<{ answered: Promise<Answered | null> }> {
    const judge: IsPhysical = (input) => {
      if (asked) asked.hands += 1;
      return isPhysical(input);
    };
    const question = await openQuestion(desk, { view, monitor: MONITOR, rules }, judge);
    asked = { question, hands: 0 };
    const id = await windowOf('Permesso: qualcuno chiede');
    place = await placeOf(display, Number(id));
    await colourBecomes(...inAllow(), '#e3efee');
    return { answered: question.answered };
  }
  /** Near the right end of each answer: their words stand in the middle. */
  const answersY = () => place.y + place.height - 150;
  const inAllow = (): [number, number] => [place.x + 560 - 28 - 20, answersY()];
  const inRefuse = (): [number, number] => [place.x + 28 + 20, answersY()];

  it('is allowed by a hand on the pointer, and tells exactly what was read', async () => {
    const { answered } = await asks(always);
    await click(...inAllow());
    const answer = await answered;
    expect(answer).toMatchObject({ answer: 'allow', manner: 'click', by: 'hand', textShown: notice });
    expect(answer?.shownMs).toBeGreaterThanOrEqual(200);
  });

  it('is refused by a hand on the pointer', async () => {
    const { answered } = await asks(always);
    await click(...inRefuse());
    expect(await answered).toMatchObject({ answer: 'refuse', manner: 'click', by: 'hand' });
  });

  it('is allowed by holding, where that is asked', async () => {
    const { answered } = await asks(always, { armMs: 200, holdMs: 300 });
    await click(...inAllow());
    await xdotool('mousedown', '1');
    // The ring fills in red; its last part is just left of the top.
    await colourBecomes(place.x + 560 - 28 - 244 + 29, answersY() - 7, RED);
    await xdotool('mouseup', '1');
    expect(await answered).toMatchObject({ answer: 'allow', manner: 'hold' });
  });

  it('is allowed and refused by keys alone', async () => {
    const { answered: first } = await asks(always);
    await screen.press('Tab', 'Return');
    expect(await first).toMatchObject({ answer: 'allow', manner: 'kbd' });
    const { answered: second } = await asks(always);
    await screen.press('space');
    expect(await second).toMatchObject({ answer: 'refuse', manner: 'kbd' });
  });

  it('hears nothing from a remote hand: not the mouse, not Tab, Enter, Space or Escape', async () => {
    const { answered } = await asks(() => false);
    const before = await pixelOn(display, ...inAllow());
    for (let race = 0; race < 5; race++) await click(...inAllow());
    await click(...inRefuse());
    await screen.press('Tab', 'Return', 'Tab', 'space', 'Return', 'Escape');
    const told = () => asked?.hands ?? 0;
    await waitFor(async () => (told() >= 2 * 6 + 2 * 6 ? true : undefined), {
      what: 'every press to be judged',
    });
    expect(await pixelOn(display, ...inAllow())).toEqual(before);
    asked?.question.withdraw();
    expect(await answered).toBeNull();
  });

  it('hears nothing from a judge that fails', async () => {
    const { answered } = await asks(() => Promise.reject(new Error('no device list')));
    await click(...inAllow());
    await waitFor(async () => ((asked?.hands ?? 0) >= 2 ? true : undefined), { what: 'the presses' });
    asked?.question.withdraw();
    expect(await answered).toBeNull();
  });

  it('hears nothing that a program sent in place of a hand', async () => {
    const { answered } = await asks(always);
    const id = await windowOf('Permesso: qualcuno chiede');
    const other = await displayOf(screen.display);
    const [x, y] = [500, place.height - 150];
    for (const name of ['ButtonPress', 'ButtonRelease', 'KeyPress', 'KeyRelease']) {
      const code = name.startsWith('Button') ? 1 : 65;
      const event = {
        name,
        wid: Number(id),
        root: display.root,
        keycode: code,
        time: 1,
        x,
        y,
        sameScreen: 1,
      };
      other.client.SendEvent(Number(id), 0, 0, event);
    }
    await other.sync();
    // Comes after them, and is heard.
    await click(place.x + 4, place.y + 4);
    await waitFor(async () => ((asked?.hands ?? 0) >= 2 ? true : undefined), { what: 'the real press' });
    expect(asked?.hands).toBe(2);
    asked?.question.withdraw();
    expect(await answered).toBeNull();
  });

  it('is refused when its window is closed, or taken away', async () => {
    const { answered: closed } = await asks(() => false);
    await screen.press('alt+F4');
    expect(await closed).toMatchObject({ answer: 'refuse', by: 'closed' });
    const { answered: gone } = await asks(() => false);
    const other = await displayOf(screen.display);
    other.client.DestroyWindow(Number(await windowOf('Permesso: qualcuno chiede')));
    expect(await gone).toMatchObject({ answer: 'refuse', by: 'gone' });
  });
});

describe('the code entry', () => {
  const code = `482913076${checkDigit('482913076')}`;

  it('gives the ten digits that were typed, after a slip was mended', async () => {
    const entry = await openCodeEntry(desk, { language: 'it', monitor: MONITOR });
    await windowOf('Permesso: scrivi il codice');
    await focused('Permesso: scrivi il codice');
    await screen.press(...[...code.slice(0, 9), '0', 'BackSpace', code.slice(9), 'Return']);
    expect(await entry.code).toBe(code);
  });

  it('gives nothing when it is closed', async () => {
    const entry = await openCodeEntry(desk, { language: 'it', monitor: MONITOR });
    await focused('Permesso: scrivi il codice');
    await screen.press('alt+F4');
    expect(await entry.code).toBeNull();
  });

  async function focused(title: string): Promise<void> {
    await waitFor(
      async () =>
        (await xdotool('getwindowfocus', 'getwindowname').catch(() => '')) === title ? true : undefined,
      { what: 'the focus' },
    );
  }
});
