// An admin says what a desk is, makes another one, and lets somebody work at both; a customer meets each desk as it is.

import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../support/barriers.ts';
import { launchChromium } from '../support/browsers.ts';
import { stopAll } from '../support/children.ts';
import {
  Customer,
  complaintsOf,
  type HelpDesk,
  openHelpDesk,
  PASSWORD,
  Technician,
} from '../support/people.ts';
import { pngFile } from '../support/png.ts';
import { waitFor } from '../support/wait.ts';
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
    await anna.getByText('A number of megabytes, up to 8589, or nothing.').waitFor();
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

describe('the picture of a desk', () => {
  /** Width, height, and the colour in the middle, of a picture as it is seen now. */
  const seenAt = (page: Page, name: string) =>
    page.getByRole('img', { name, exact: true }).evaluate(async (element) => {
      const picture = element as HTMLImageElement;
      await picture.decode();
      const canvas = document.createElement('canvas');
      const brush = canvas.getContext('2d');
      brush?.drawImage(picture, 0, 0);
      const colour = brush?.getImageData(50, 50, 1, 1).data ?? [];
      return [picture.naturalWidth, picture.naturalHeight, ...colour].slice(0, 5);
    });
  const isSeen = (page: Page, name: string, as: readonly number[]) =>
    waitFor(async () => (String(await seenAt(page, name)) === String(as) ? true : undefined), {
      what: `${name} of ${as}`,
    });
  const picks = (file: Parameters<Locator['setInputFiles']>[0]) =>
    anna.getByLabel('Picture', { exact: true }).setInputFiles(file);
  const looksElsewhere = async () => {
    await anna.goto(`${desk.broker.url}/admin#people`);
    await anna.getByText('Maria Rossi', { exact: true }).waitFor();
    await anna.goto(`${desk.broker.url}/admin#desk`);
  };
  const NOW = 'The picture now';
  const BLUE = [480, 160, 0, 0, 192];
  const RED = [300, 100, 192, 0, 0];

  it('is chosen as a file, made small, and met at the portal', async () => {
    expect(await anna.getByRole('img', { name: NOW }).count()).toBe(0);
    await picks({ name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture at all') });
    await anna.getByText('This file is no picture that can be shown.').waitFor();
    await picks(pngFile(1_200, 400, [0, 0, 192]));
    await isSeen(anna, NOW, BLUE);
    await anna.getByText('This file is no picture that can be shown.').waitFor({ state: 'detached' });
    await carla.goto(`${desk.broker.url}/d/acme-help-desk`);
    await isSeen(carla, 'Acme help desk', BLUE);
    expect(await findings(anna, 'the page of a desk with a picture')).toEqual([]);
    await anna.getByRole('button', { name: 'English' }).click();
  });

  it('is another one as soon as another one is chosen, also after a look elsewhere', async () => {
    await picks(pngFile(300, 100, [192, 0, 0]));
    await isSeen(anna, NOW, RED);
    await looksElsewhere();
    await isSeen(anna, NOW, RED);
    await carla.reload();
    await isSeen(carla, 'Acme help desk', RED);
  });

  it('is gone once it is removed, and can be chosen again', async () => {
    await anna.getByRole('button', { name: 'Remove the picture' }).click();
    await anna.getByRole('img', { name: NOW }).waitFor({ state: 'detached' });
    await carla.reload();
    await carla.getByRole('heading', { level: 1 }).waitFor();
    expect(await carla.getByRole('img', { name: 'Acme help desk' }).count()).toBe(0);
    // The browser tells only of another choice, so nothing may be left chosen.
    expect(await anna.getByLabel('Picture', { exact: true }).inputValue()).toBe('');
    await picks(pngFile(1_200, 400, [0, 0, 192]));
    await isSeen(anna, NOW, BLUE);
    await looksElsewhere();
    await isSeen(anna, NOW, BLUE);
  });
});

describe('what a desk forbids itself', () => {
  it('is never offered to its technicians, nor for longer than the desk says', async () => {
    const part = (name: string) => anna.getByRole('group', { name, exact: true });
    await part('Mouse and keyboard').getByLabel('Technicians may').selectOption('never ask for it');
    await part('Seeing the screen').getByLabel('Minutes, at most 60').fill('20');
    await saves();

    const maria = await Technician.signsIn(desk);
    const customer = await Customer.comes(desk);
    complaints.push(
      () => maria.complaints,
      () => customer.complaints,
    );
    await customer.joins(await maria.opensSession());
    const form = maria.page.getByRole('form', { name: 'Ask to see the screen' });
    const offered = (of: string) => form.getByRole('group', { name: of }).locator('label').allInnerTexts();
    await form.waitFor();
    expect(await offered('What')).toEqual(['See the screen']);
    expect(await offered('For how long')).toEqual(['5 min', '15 min', '20 min']);
    await maria.asks({ minutes: '20 min' });
    await customer.page.getByRole('radio', { name: '20 minutes' }).waitFor();
    await maria.page.getByRole('button', { name: 'Take the question back' }).click();

    await part('Seeing the screen').getByLabel('Technicians may').selectOption('never ask for it');
    await saves();
    const next = await customer.comesAgain(desk);
    complaints.push(() => next.complaints);
    await maria.page.goto(`${desk.broker.url}/desk#list`);
    await next.joins(await maria.opensSession());
    await maria.isTold('This desk asks its customers for nothing.');
    expect(await maria.page.getByRole('button', { name: 'Ask', exact: true }).count()).toBe(0);
    await next.leaves();
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
