// The host on a customer's computer, as people use it: digits from the page, the built program on the same screen, the question in
// the program's own window. The customer's hand is the keyboard that the virtual screen has of itself.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keycodeOf } from '../../host/input/x11/evdev.ts';
import type { KeyCode } from '../../shared/channel/key-codes.ts';
import { startChild, stopAll, stopChild, stopLater } from '../support/children.ts';
import { customersHand, type Desktop, openDesktop } from '../support/desktop.ts';
import { paintScreen } from '../support/paint.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { isNear, waitForPixels } from '../support/pixels.ts';
import { waitFor } from '../support/wait.ts';

const PROGRAM = new URL('../../dist/node/host/main.js', import.meta.url).pathname;

const BARE_SCREEN = [0.95, 0.3] as const;
const SEEN = '.picture video';

let desk: HelpDesk;
let screen: Desktop;
beforeAll(async () => {
  [desk, screen] = await Promise.all([openHelpDesk(), openDesktop()]);
});
afterAll(stopAll);

/** The program, started as it is from a terminal. */
function startsHost(code: string): ChildProcess {
  const args = [
    '--enable-source-maps',
    PROGRAM,
    '--broker',
    desk.broker.url,
    '--pair',
    code,
    '--language',
    'en',
  ];
  const child = startChild(process.execPath, args, { env: { ...process.env, ...screen.env } });
  stopLater(() => stopChild(child));
  return child;
}

async function presses(...codes: KeyCode[]): Promise<void> {
  const hand = await customersHand(screen.eyes);
  for (const code of codes) {
    await hand.press(keycodeOf(code));
    await hand.release(keycodeOf(code));
  }
}

describe('when a customer connects their computer', () => {
  it('is asked in the program’s window, shows the screen, stops from the page, and sends the program away', async () => {
    const maria = await Technician.signsIn(desk);
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk, { display: screen.env.DISPLAY });
    await carla.joins(code);
    await carla.page.getByText('Connect this computer').click();
    await carla.page.getByRole('button', { name: 'Make digits for the program' }).click();
    const digits = await carla.page.locator('.host-digits').innerText();
    const host = startsHost(digits);
    await carla.isTold('This computer is connected.');

    await maria.asks();
    await carla.isTold('the question stands in the window of the program');
    // Enter on Allow works once the question has been seen for a second; before that it does nothing.
    await waitFor(
      async () => {
        if (await carla.page.getByRole('button', { name: /^Stop: See your screen/ }).isVisible()) return true;
        await presses('Tab', 'Enter');
        return undefined;
      },
      { what: 'the permission', timeoutMs: 20_000, everyMs: 500 },
    );
    for (const colour of ['#3366cc', '#c00000']) {
      await paintScreen(screen.env.DISPLAY, colour);
      await waitForPixels(maria.page, SEEN, {
        at: [BARE_SCREEN],
        until: ([pixel]) => isNear(pixel, colour),
        timeoutMs: 15_000,
      });
    }
    await carla.stops();
    await maria.page.locator(SEEN).waitFor({ state: 'hidden' });
    const gone = once(host, 'exit');
    await carla.page.getByRole('button', { name: 'Disconnect this computer' }).click();
    expect(await gone).toEqual([0, null]);
    expect([...maria.complaints, ...carla.complaints]).toEqual([]);
  });
});
