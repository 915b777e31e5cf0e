// An admin says what a desk is, makes another one, and lets somebody work at both; a customer meets each desk as it is.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../support/barriers.ts';
import { launchChromium } from '../support/browsers.ts';
import { stopAll } from '../support/children.ts';
import { complaintsOf, type HelpDesk, openHelpDesk, PASSWORD, Technician } from '../support/people.ts';
import { WaitingCustomer } from '../support/waiting-customer.ts';

let desk: HelpDesk;
let anna: Page;
let carla: Page;
const complaints: (() => string[])[] = [];

const newPage = async (): Promise<Page> => {
  const browser = await launchChromium({ locale: 'en-GB' });
  const page = await browser.newPage();
  const heard = complaintsOf(page);
  complaints.push(() => heard);
  return page;
};

beforeAll(async () => {
  desk = await openHelpDesk();
  [anna, carla] = await Promise.all([newPage(), newPage()]);
  await anna.goto(`${desk.broker.url}/admin#desk`);
  await anna.getByLabel('E-mail').fill(desk.admin.email);
  await anna.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await anna.getByRole('button', { name: 'Sign in', exact: true }).click();
  await anna.getByRole('heading', { name: 'Settings of the desk' }).waitFor();
});
afterAll(async () => {
  await stopAll();
  expect(complaints.flatMap((heard) => heard())).toEqual([]);
});

const saves = async () => {
  await anna.getByRole('button', { name: 'Save', exact: true }).click();
  await anna.getByText('Saved.').waitFor();
};

describe('what a desk says of itself', () => {
  it('is met at its portal: closed hours, telephone, colour, language', async () => {
    await anna.getByLabel('Telephone').fill('+39 02 1234567');
    await anna.getByLabel('by hours').check();
    for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'])
      await anna.getByLabel(day).fill('');
    await anna.getByLabel('A colour of your own').check();
    await saves();
    await carla.goto(`${desk.broker.url}/d/acme-help-desk`);
    await carla.getByText('This desk is closed.').waitFor();
    await carla.getByRole('link', { name: '+39 02 1234567' }).waitFor();
    expect(await carla.locator('html').getAttribute('data-hue')).toBe('own');
    // A message can be left all the same.
    await carla.getByRole('button', { name: 'Send the request' }).waitFor();
    expect(await findings(carla, 'a closed desk')).toEqual([]);
  });

  it('marks what cannot be read, and loses nothing of the rest', async () => {
    await anna.getByLabel('Monday').fill('nine to five');
    await anna.getByLabel('Largest file, in MB').fill('0');
    await anna.getByRole('button', { name: 'Save', exact: true }).click();
    await anna.getByText('Write hours such as 9:00-13:00, 14:00-18:00, or nothing.').waitFor();
    await anna.getByText('A number from 1 to 8589.').waitFor();
    await anna.getByLabel('Monday').fill('0:00-24:00');
    await anna.getByLabel('Largest file, in MB').fill('25');
    await anna.getByLabel('Types of files').fill('.pdf, PNG');
    await saves();
    await anna.reload();
    expect(await anna.getByLabel('Types of files').inputValue()).toBe('pdf, png');
    expect(await anna.getByLabel('Monday').inputValue()).toBe('0:00-24:00');
    expect(await findings(anna, 'the page of a desk')).toEqual([]);
    await anna.getByRole('button', { name: 'English' }).click();
  });
});

describe('another desk', () => {
  it('has people, a portal and a queue of its own; somebody may work at both', async () => {
    await anna.getByLabel('always').check();
    await saves();
    await anna.getByRole('button', { name: 'Make another desk' }).click();
    await anna.getByRole('dialog').getByLabel('Name of the desk').fill('Nord Assistenza');
    await anna.getByRole('button', { name: 'Make it and go there' }).click();
    await anna.getByText('How customers meet Nord Assistenza').waitFor();
    await anna.goto(`${desk.broker.url}/admin#people`);
    expect(await anna.getByRole('cell', { name: 'Maria Rossi' }).count()).toBe(0);
    await anna.getByRole('button', { name: 'Add from another desk' }).click();
    await anna.getByRole('button', { name: 'Add Maria Rossi' }).click();
    await anna.getByText('Maria Rossi', { exact: true }).waitFor();

    const maria = await Technician.signsIn(desk);
    complaints.push(() => maria.complaints);
    await maria.seesRequests();
    await WaitingCustomer.asks(desk, { problem: 'A question for Acme' });
    await WaitingCustomer.asks(desk, { problem: 'A question for the north', slug: 'nord-assistenza' });
    const row = (text: string) => maria.page.locator('.queue-row', { hasText: text });
    await Promise.all([row('for Acme').waitFor(), row('for the north').waitFor()]);
    await maria.page.getByText('Narrow down').click();
    await maria.page.getByLabel('Desk', { exact: true }).selectOption('nord-assistenza');
    await row('for Acme').waitFor({ state: 'detached' });
    await row('for the north').waitFor();
    await maria.page.getByLabel('Taken by').selectOption({ label: 'Maria Rossi' });
    await maria.page.getByText('Nothing found').waitFor();
    await maria.page.getByRole('button', { name: 'Show all of them' }).click();
    await Promise.all([row('for Acme').waitFor(), row('for the north').waitFor()]);
  });

  it('has answers of its own, found while writing and changed before they are sent', async () => {
    await anna.goto(`${desk.broker.url}/admin#answers`);
    await anna.getByText('No answers yet').waitFor();
    await anna.getByRole('button', { name: 'Write an answer' }).click();
    await anna.getByRole('dialog').getByLabel('Italiano').check();
    await anna.getByLabel('Title').fill('Riavvia il router');
    await anna.getByLabel('Text', { exact: true }).fill('Stacca la spina e conta fino a dieci.');
    await anna.getByRole('button', { name: 'Save', exact: true }).click();
    await anna.getByRole('heading', { name: 'Riavvia il router' }).waitFor();
    expect(await findings(anna, 'answers')).toEqual([]);

    const maria = await Technician.signsIn(desk);
    complaints.push(() => maria.complaints);
    await maria.seesRequests();
    await maria.page.locator('.queue-row', { hasText: 'for the north' }).click();
    await maria.page.getByRole('button', { name: 'Assign to me' }).click();
    await maria.page.getByRole('button', { name: 'Answers', exact: true }).click();
    await maria.page.getByLabel('Search the answers').fill('spina');
    await maria.page.getByRole('button', { name: /Riavvia il router/ }).click();
    const field = maria.page.getByLabel(/^Write to Carla/);
    expect(await field.inputValue()).toBe('Stacca la spina e conta fino a dieci.');
    await field.fill(`${await field.inputValue()} Grazie!`);
    await maria.page.getByRole('button', { name: 'Send', exact: true }).click();
    await maria.page.locator('.request-lines', { hasText: 'Grazie!' }).waitFor();
    await anna.goto(`${desk.broker.url}/admin#people`);
    await anna.getByRole('button', { name: 'English' }).click();
  });

  it('is left with everything that was taken there', async () => {
    await anna.getByRole('button', { name: 'Take Maria Rossi out of this desk' }).click();
    await anna.getByRole('button', { name: 'Take out', exact: true }).last().click();
    await anna
      .getByRole('button', { name: 'Close the account of Maria Rossi' })
      .waitFor({ state: 'detached' });
    await anna.locator('.rail-desk select').selectOption({ label: 'Acme help desk' });
    await anna.getByRole('button', { name: 'Close the account of Maria Rossi' }).waitFor();
    expect(await findings(anna, 'people of two desks')).toEqual([]);
  });
});
