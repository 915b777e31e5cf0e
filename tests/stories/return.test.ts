// After a restart: the customer opens the page again, the digits find the session, and the browser from before gets in.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopAll } from '../support/children.ts';
import { Customer, complaintsOf, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';

let desk: HelpDesk;
beforeAll(async () => {
  desk = await openHelpDesk();
});
afterAll(stopAll);

describe('when the customer’s browser was closed', () => {
  it('leads back with digits that the technician makes, and nobody else with them', async () => {
    const maria = await Technician.signsIn(desk);
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk);
    await carla.joins(code);
    await carla.writes('it wants to restart');
    await maria.reads('it wants to restart');
    // A closed browser has forgotten what belongs to its tabs, and kept what belongs to the place.
    const page = await carla.newPage();
    await carla.page.close();
    await maria.page.getByRole('button', { name: 'Make digits to come back with' }).click();
    const digits = await maria.page.getByLabel('Digits to come back with').first().innerText();
    expect(digits.replaceAll(' ', '')).toMatch(/^0\d{9}$/);

    const dino = await Customer.comes(desk);
    await dino.types(digits);
    await dino.isTold('This browser does not know that session');
    await dino.leaves();

    const complaints = complaintsOf(page);
    await page.goto(`${desk.broker.url}/j`);
    await page.getByLabel('Code').fill(digits);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('it wants to restart').waitFor();
    await maria.writes('welcome back');
    await page.locator('.chat-theirs', { hasText: 'welcome back' }).waitFor();
    expect([...maria.complaints, ...complaints]).toEqual([]);
  });
});
