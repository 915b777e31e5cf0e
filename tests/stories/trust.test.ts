// What protects a customer from a fraud: how it began, the pause, and what stays locked, in real browsers. The half minute passes on
// the page's own clock, which the story moves.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
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

describe('when something felt wrong', () => {
  it('is over at once, stops the account after a second customer, and works again when an admin says so', async () => {
    let carla = await Customer.comes(desk);
    await carla.types(await maria.opensSession());
    await carla.answers();
    await carla.isTold('Company not verified');
    await carla.page.getByRole('button', { name: 'Go on', exact: true }).click();
    await carla.page.getByRole('heading', { name: /can do now/ }).waitFor();
    await carla.page.getByRole('button', { name: 'Something felt wrong' }).click();
    await carla.isTold('Nothing is shown any more.');
    await carla.page.getByRole('button', { name: 'Report and end the session' }).click();
    await carla.isTold('Tick at least one.');
    await carla.page.getByText('They asked for money').click();
    await carla.page.getByLabel('In your words').fill('He wanted the code of my bank.');
    await carla.page.getByRole('button', { name: 'Report and end the session' }).click();
    await carla.isTold('The session is over');
    await carla.isTold('Your report has arrived');
    await maria.isTold('The customer ended');

    carla = await carla.comesAgain(desk);
    await carla.joins(await maria.opensSession());
    await carla.page.getByRole('button', { name: 'End', exact: true }).click();
    await carla.page.getByRole('button', { name: 'End the session' }).click();
    await carla.page.getByRole('link', { name: 'See your receipt' }).click();
    await carla.page.getByRole('heading', { name: 'If you are in doubt' }).waitFor();
    await carla.page.getByRole('button', { name: 'Something felt wrong' }).click();
    await carla.page.getByText('Something else').click();
    await carla.page.getByRole('button', { name: 'Report', exact: true }).click();
    await carla.isTold('Your report has arrived');
    // The account is stopped: the page she works at says so.
    await maria.page.getByLabel('Password', { exact: true }).fill(desk.maria.password);
    await maria.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await maria.isTold('Customers have reported this account');

    const page = await (await launchChromium({ locale: 'en-GB' })).newPage();
    await page.goto(`${desk.broker.url}/admin`);
    await page.getByLabel('E-mail').fill(desk.admin.email);
    await page.getByLabel('Password', { exact: true }).fill(desk.admin.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('link', { name: 'Complaints' }).click();
    await page.getByText('This account is stopped').waitFor();
    await page.getByText('He wanted the code of my bank.').waitFor();
    await page.getByRole('button', { name: 'Clear: nothing wrong' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Clear: nothing wrong' }).click();
    await page.getByRole('heading', { name: 'Decided' }).waitFor();
    await maria.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await maria.page.getByRole('button', { name: 'New session' }).waitFor();
    expect(await maria.opensSession()).toMatch(/^[\d\s]+$/);
    expect([...carla.complaints, ...maria.complaints]).toEqual([]);
    await carla.leaves();
  });
});
