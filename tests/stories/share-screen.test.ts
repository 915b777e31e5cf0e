// The main job, told whole: a code is read aloud, a customer comes, and shows a screen because they said yes to it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopAll } from '../support/children.ts';
import { paintScreen } from '../support/paint.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { isNear, videoPixels, waitForPixels } from '../support/pixels.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';

const BARE_SCREEN = [0.95, 0.3] as const;
const MIDDLE = [0.5, 0.5] as const;
const SEEN = '.picture video';

let desk: HelpDesk;
let screen: Screen;
let maria: Technician;

beforeAll(async () => {
  [desk, screen] = await Promise.all([openHelpDesk(), startXvfb()]);
  maria = await Technician.signsIn(desk);
});
afterAll(stopAll);

describe('when a customer shows a whole screen', () => {
  it('lets the technician see exactly the customer’s pixels, and nothing after Stop', async () => {
    await paintScreen(screen.display, '#c00000');
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk, { display: screen.display, capture: 'monitor' });
    await carla.joins(code);
    await maria.writes('Buongiorno, what do you see?');
    await carla.reads('Buongiorno, what do you see?');
    await carla.writes('It says paper jam <b>but there is none</b>');
    await maria.reads('It says paper jam <b>but there is none</b>');

    await maria.asks({ surface: 'The whole screen' });
    await carla.isTold('Maria Rossi of Acme help desk asks to SEE your whole screen for 15 minutes.');
    await carla.allows();
    await carla.isTold('Nobody sees it yet.');
    expect(await videoPixels(maria.page, SEEN, [BARE_SCREEN])).toEqual([]);

    await carla.shows();
    await waitForPixels(maria.page, SEEN, {
      at: [BARE_SCREEN],
      until: ([pixel]) => isNear(pixel, '#c00000'),
    });
    await paintScreen(screen.display, '#0000c0');
    await waitForPixels(maria.page, SEEN, {
      at: [BARE_SCREEN],
      until: ([pixel]) => isNear(pixel, '#0000c0'),
    });

    // Chromium's small window on top has a Stop of its own.
    const small = await carla.page.waitForFunction(() => {
      const { documentPictureInPicture } = globalThis as unknown as {
        documentPictureInPicture: { window: Window | null };
      };
      return documentPictureInPicture.window?.document.body.innerText;
    });
    expect(await small.jsonValue()).toContain('Maria Rossi sees your screen now');
    await carla.stops();
    await maria.isTold('The customer stopped. Nothing is shown any more.');
    expect(await videoPixels(maria.page, SEEN, [BARE_SCREEN])).toEqual([]);
    expect([...maria.complaints, ...carla.complaints]).toEqual([]);
    await carla.leaves();
  });
});

describe('when a customer shows one tab', () => {
  it('shows that tab and only that', async () => {
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk, { display: screen.display, capture: { tab: 'The green tab' } });
    const green = await carla.newPage();
    await green.goto(`data:text/html,<title>The green tab</title><body style="background:%2300c000">`);
    await carla.page.bringToFront();
    await carla.joins(code);
    await maria.asks({ surface: 'One browser tab' });
    await carla.allows();
    await carla.shows();
    await waitForPixels(maria.page, SEEN, { at: [MIDDLE], until: ([pixel]) => isNear(pixel, '#00c000') });
    await maria.page.getByRole('button', { name: 'I have seen enough' }).click();
    await carla.isTold('The technician has seen enough. Nothing is shown any more.');
    await carla.leaves();
  });

  it('does not show a whole window where a tab was asked for', async () => {
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk, { display: screen.display, capture: { window: 'Permesso' } });
    await carla.joins(code);
    await maria.asks({ surface: 'One browser tab' });
    await carla.allows();
    await carla.isTold(
      'You chose one window, but the question is for one browser tab at most. It was not shown.',
    );
    expect(await videoPixels(maria.page, SEEN, [MIDDLE])).toEqual([]);
    await carla.refuses();
    await maria.isTold('The customer refused.');
    await carla.leaves();
  });
});
