// Every way in which nothing comes of the question to see a screen. Each ends with nothing on the technician's side and a reason in words
// on both.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopAll } from '../support/children.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { videoPixels } from '../support/pixels.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';

let desk: HelpDesk;
let screen: Screen;
let maria: Technician;

beforeAll(async () => {
  [desk, screen] = await Promise.all([openHelpDesk(), startXvfb()]);
  maria = await Technician.signsIn(desk);
});
afterAll(stopAll);

/** A customer in the room whom Maria has just asked for the whole screen. */
async function askedCustomer(capture: 'monitor' | 'refuse'): Promise<Customer> {
  const code = await maria.opensSession();
  const carla = await Customer.comes(desk, { display: screen.display, capture });
  await carla.joins(code);
  await maria.asks();
  return carla;
}

const seesNothing = async () =>
  expect(await videoPixels(maria.page, '.picture video', [[0.95, 0.3]])).toEqual([]);

describe('when nothing comes of the question', () => {
  it('shows nothing after Refuse, and lets nobody nag', async () => {
    const carla = await askedCustomer('monitor');
    expect(await carla.page.evaluate(() => document.activeElement?.textContent)).toContain('Refuse');
    await carla.refuses();
    await maria.isTold('The customer refused. You can ask again after ten seconds, perhaps for less.');
    await maria.page.getByRole('button', { name: 'Ask', exact: true }).click();
    await maria.isTold('The last question has just come to nothing. Wait ten seconds before you ask again.');
    await seesNothing();
    await carla.leaves();
  });

  it('takes the browser’s own refusal for a no', async () => {
    const carla = await askedCustomer('refuse');
    await carla.allows();
    await maria.isTold('The customer closed the browser’s window without choosing anything.');
    await seesNothing();
    await carla.leaves();
  });

  it('goes away at both ends when the technician takes it back', async () => {
    const carla = await askedCustomer('refuse');
    await carla.isTold('asks to SEE your whole screen');
    await maria.page.getByRole('button', { name: 'Take the question back' }).click();
    await carla.isTold('The question was taken back.');
    await maria.isTold('You took the question back.');
    await carla.leaves();
  });
});
