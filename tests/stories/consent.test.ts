// Every way in which a screen is no longer shown. Each ends with nothing on the technician's side and a reason
// in words on both.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopAll } from '../support/children.ts';
import { paintScreen } from '../support/paint.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { isNear, videoPixels, waitForPixels } from '../support/pixels.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';

const BARE_SCREEN = [0.95, 0.3] as const;
const SEEN = '.picture video';
const RED = '#c00000';

let desk: HelpDesk;
let screen: Screen;
let maria: Technician;

beforeAll(async () => {
  [desk, screen] = await Promise.all([openHelpDesk(), startXvfb()]);
  maria = await Technician.signsIn(desk);
  await paintScreen(screen.display, RED);
});
afterAll(stopAll);

async function showingCustomer(): Promise<Customer> {
  const code = await maria.opensSession();
  const carla = await Customer.comes(desk, { display: screen.display, capture: 'monitor' });
  await carla.joins(code);
  await maria.asks();
  await carla.allows();
  await carla.shows();
  await waitForPixels(maria.page, SEEN, { at: [BARE_SCREEN], until: ([pixel]) => isNear(pixel, RED) });
  return carla;
}

const seesNothing = async () => expect(await videoPixels(maria.page, SEEN, [BARE_SCREEN])).toEqual([]);

describe('when the screen is shown', () => {
  it('ends at once with Esc pressed twice', async () => {
    const carla = await showingCustomer();
    await carla.page.keyboard.press('Escape');
    await carla.page.keyboard.press('Escape');
    await carla.isTold('You stopped with Esc. Nothing is shown any more.');
    await maria.isTold('The customer stopped. Nothing is shown any more.');
    await seesNothing();
    await carla.leaves();
  });

  it('stops with the network down, and is written down afterwards', async () => {
    const carla = await showingCustomer();
    await carla.page.context().setOffline(true);
    await desk.broker.kill();
    await carla.isTold('The connection to the help desk is interrupted.');
    await carla.stops();
    await carla.isTold('You stopped. Nothing is shown any more.');
    await maria.page.waitForFunction(
      () => document.querySelector('.picture video')?.checkVisibility() !== true,
    );
    await desk.broker.restart();
    await carla.page.context().setOffline(false);
    await maria.isTold('The customer stopped. Nothing is shown any more.');
    await carla.leaves();
  });

  it('ends with End, also when nobody hears it', async () => {
    const carla = await showingCustomer();
    await desk.broker.kill();
    await carla.isTold('The connection to the help desk is interrupted.');
    await carla.page.getByRole('button', { name: 'End', exact: true }).click();
    await maria.page.waitForFunction(
      () => document.querySelector('.picture video')?.checkVisibility() !== true,
    );
    await carla.page.getByRole('button', { name: 'End the session' }).click();
    await desk.broker.restart();
    await carla.isTold('The session is over');
    await carla.leaves();
  });

  it('can be stopped while the next question is open', async () => {
    const carla = await showingCustomer();
    await maria.page.getByText('Ask for something else, or for more time').click();
    await maria.asks();
    await carla.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Stop: Maria Rossi sees/ })
      .click();
    await maria.page.waitForFunction(
      () => document.querySelector('.picture video')?.checkVisibility() !== true,
    );
    await carla.refuses();
    await maria.isTold('The customer refused.');
    await seesNothing();
    await carla.leaves();
  });

  it('ends by the customer’s own clock', async () => {
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk, { display: screen.display, capture: 'monitor' });
    await carla.joins(code);
    await maria.asks({ minutes: '5 min' });
    await carla.allows();
    await carla.page.clock.install();
    await carla.shows();
    await carla.page.clock.fastForward('05:01');
    await carla.isTold('The time is over. Nothing is shown any more.');
    await maria.isTold('The time is over. Ask again if you need more.');
    await seesNothing();
    await carla.leaves();
  });

  it('survives a reload of the technician’s page, and ends with one of the customer’s', async () => {
    const carla = await showingCustomer();
    await carla.writes('before the reload');
    await maria.reads('before the reload');
    await maria.page.reload();
    await maria.reads('before the reload');
    await waitForPixels(maria.page, SEEN, { at: [BARE_SCREEN], until: ([pixel]) => isNear(pixel, RED) });
    await carla.page.reload();
    await carla.isTold('This page was loaded anew, so your browser stopped the picture.');
    await maria.isTold('The customer’s page was loaded anew, which ends the picture. Ask again.');
    await carla.page.locator('.chat-mine', { hasText: 'before the reload' }).waitFor();
    await seesNothing();
    await maria.asks();
    await carla.allows();
    await carla.shows();
    await waitForPixels(maria.page, SEEN, { at: [BARE_SCREEN], until: ([pixel]) => isNear(pixel, RED) });
    await carla.leaves();
  });
});
