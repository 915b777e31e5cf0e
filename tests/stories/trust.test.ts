// What protects a customer from a fraud: how it began, the pause, and what stays locked, in real browsers. The half minute passes on
// the page's own clock, which the story moves.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopAll } from '../support/children.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';

let desk: HelpDesk;
let maria: Technician;

beforeAll(async () => {
  desk = await openHelpDesk();
  maria = await Technician.signsIn(desk);
});
afterAll(stopAll);

describe('when the customer was called', () => {
  it('says stop, lets nobody hurry past it, and then allows nothing but seeing', async () => {
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk);
    const { page } = carla;
    await page.clock.install();
    await carla.types(code);
    await page.getByText('Who contacted whom?').waitFor();
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await carla.isTold('Answer both questions first.');
    await carla.answers('They called me');
    await carla.isTold('no bank asks you to share your screen');
    const goOn = page.getByRole('button', { name: 'Go on, for seeing only' });
    await page.clock.runFor(20_000);
    expect(await goOn.isVisible()).toBe(false);
    // Loaded anew, the half minute begins anew, and the answer stands.
    await page.reload();
    await carla.isTold('no bank asks you to share your screen');
    await page.clock.runFor(20_000);
    expect(await goOn.isVisible()).toBe(false);
    await page.clock.runFor(11_000);
    await goOn.click();
    await carla.isTold('only seeing can be allowed in this session');
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await carla.isTold('locked for this session');
    await maria.isTold('In this session only seeing can be asked for, and nobody can change that.');
    expect(await maria.page.getByText('Use mouse and keyboard', { exact: true }).count()).toBe(0);
    await maria.asks();
    const allow = page.locator('.armed-button');
    await allow.waitFor();
    await page.clock.runFor(8_000);
    expect(await allow.getAttribute('aria-disabled')).toBe('true');
    await page.clock.runFor(3_000);
    await page.locator('.armed-button[aria-disabled="false"]').waitFor();
    await carla.refuses();
    expect([...carla.complaints, ...maria.complaints]).toEqual([]);
    await carla.leaves();
  });

  it('leaves with one press, and nothing was shown', async () => {
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk);
    await carla.types(code);
    await carla.answers('I contacted them', 'Yes');
    await carla.page.getByRole('button', { name: 'Leave the session' }).click();
    await carla.isTold('The session is over');
    await carla.isTold('Nothing was shown.');
    await maria.isTold('the customer did not go on');
    await carla.leaves();
  });
});
