// The desk's reports as its admin reads them: the figures of what happened in this story, and the same taken along for a spreadsheet.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
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
import { WaitingCustomer } from '../support/waiting-customer.ts';

let desk: HelpDesk;
let anna: Page;
let maria: Technician;
let complaints: string[];

/** Takes it and closes it with this, as a technician does. */
const closes = async (title: string, outcome: string) => {
  const { page } = maria;
  await maria.opensRequest(title);
  await maria.takes();
  await page.getByRole('button', { name: 'Close…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(outcome).click();
  await dialog.getByRole('button', { name: 'Close the request' }).click();
  await page.getByRole('button', { name: 'Go on with it' }).waitFor();
};

beforeAll(async () => {
  desk = await openHelpDesk();
  maria = await Technician.signsIn(desk);
  const browser = await launchChromium({ locale: 'en-GB' });
  anna = await browser.newPage();
  complaints = complaintsOf(anna);
});
afterAll(async () => {
  const all = [...complaints, ...maria.complaints];
  await stopAll();
  expect(all).toEqual([]);
});

/** A figure at the head of the page. */
const figure = (name: string) =>
  anna.locator('.report-figures > div', { hasText: name }).locator('strong').innerText();
/** The cells of a row, as they are read. */
const row = (table: string, name: string) =>
  anna.getByRole('table', { name: table }).getByRole('row', { name }).locator('th, td').allInnerTexts();
const bar = async (section: string, name: string) => {
  const cells = anna.getByRole('region', { name: section }).getByRole('row', { name }).locator('td');
  return (await cells.innerText()).trim();
};

const OUTCOMES = {
  resolved: 'It is resolved',
  unresolved: 'It is not resolved',
  'on-site': 'We come to them',
  'bring-in': 'They bring the device in',
  supplier: 'Somebody outside has to help',
  withdrawn: 'The customer withdrew it',
} as const;

/** What was saved, by the first cell of each line. */
async function saves(): Promise<Map<string, string[]>> {
  const [download] = await Promise.all([
    anna.waitForEvent('download'),
    anna.getByRole('link', { name: 'CSV' }).click(),
  ]);
  const text = readFileSync(await download.path(), 'utf8');
  const lines = text.replace(/^\uFEFF/, '').split('\r\n');
  const cells = lines.map((line) => line.split(',').map((cell) => cell.replace(/^"|"$/g, '')));
  return new Map(cells.map(([name = '', ...rest]) => [name, rest]));
}

describe('when an admin opens the reports', () => {
  it('reads what happened: requests, how they ended, what customers said, and how they were asked', async () => {
    const first = await WaitingCustomer.asks(desk, { problem: 'The mouse does not move' });
    const second = await WaitingCustomer.asks(desk, { problem: 'The keyboard is wet' });
    await WaitingCustomer.asks(desk, { problem: 'Still waiting' });
    await maria.seesRequests();
    await closes('The mouse does not move', OUTCOMES.resolved);
    await closes('The keyboard is wet', OUTCOMES['bring-in']);
    await first.rates(5, 'Friendly and quick.');
    await second.rates(4, '');

    const carla = await Customer.comes(desk);
    await maria.page.goto(`${desk.broker.url}/desk#list`);
    await carla.joins(await maria.opensSession());
    await maria.asks();
    await carla.refuses();
    await maria.page.getByRole('form', { name: 'Ask to see the screen' }).waitFor();

    await anna.goto(`${desk.broker.url}/admin#reports`);
    await anna.getByLabel('E-mail').fill(desk.admin.email);
    await anna.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await anna.getByRole('button', { name: 'Sign in', exact: true }).click();
    await anna.getByRole('heading', { name: 'How requests ended' }).waitFor();
    const figures = ['Requests opened', 'Requests closed', 'Waiting right now', 'Sessions'];
    expect(await Promise.all(figures.map(figure))).toEqual(['3', '2', '1', '1']);
    expect(await bar('How requests ended', OUTCOMES.resolved)).toBe('1');
    expect(await bar('How requests ended', OUTCOMES['bring-in'])).toBe('1');
    expect(await bar('How requests ended', OUTCOMES.supplier)).toBe('0');
    expect(await bar('What customers said', '5 of 5')).toBe('1');
    await anna.getByText('Friendly and quick.').waitFor();
    const [name, closed, sessions, asked, refused, , , rating] = await row(
      'Questions to customers, by technician',
      'Maria Rossi',
    );
    expect([name, closed, sessions, asked, refused, rating]).toEqual([
      'Maria Rossi',
      '2',
      '1',
      '1',
      '100%',
      '4.5 (2)',
    ]);
    expect(carla.complaints).toEqual([]);
    await carla.leaves();
  });

  it('takes along what the page shows', async () => {
    const saved = await saves();
    expect(saved.get('requests opened')).toEqual([await figure('Requests opened')]);
    expect(saved.get('requests closed')).toEqual([await figure('Requests closed')]);
    for (const [key, name] of Object.entries(OUTCOMES))
      expect([key, saved.get(`outcome ${key}`)]).toEqual([key, [await bar('How requests ended', name)]]);
    for (const mark of [1, 2, 3, 4, 5])
      expect([mark, saved.get(`rated ${mark}`)]).toEqual([
        mark,
        [await bar('What customers said', `${mark} of 5`)],
      ]);
    const titles = saved.get('technician') ?? [];
    const of = (title: string) => saved.get('Maria Rossi')?.[titles.indexOf(title)];
    const shown = await row('Questions to customers, by technician', 'Maria Rossi');
    expect([of('requests closed'), of('sessions'), of('asked')]).toEqual(shown.slice(1, 4));
    expect([of('refused'), of('mean rating'), of('ratings')]).toEqual(['1', '4.5', '2']);
    // What customers wrote is read here and not carried away.
    expect([...saved].flat(2).join()).not.toContain('Friendly');
  });

  it('counts each day once, by whatever span it is looked at', async () => {
    await anna.getByText('The same as a table').click();
    for (const [span, days] of [
      ['7 days', 7],
      ['90 days', 90],
    ] as const) {
      await anna.getByText(span, { exact: true }).click();
      const rows = anna.getByRole('table', { name: 'Day by day' }).locator('tbody tr');
      await anna.waitForFunction(
        (n) => document.querySelectorAll('details .table tbody tr').length === n,
        days,
      );
      expect(await rows.last().locator('td').allInnerTexts()).toEqual(['3', '2']);
      expect(await figure('Requests opened')).toBe('3');
      expect((await saves()).get('requests opened')).toEqual(['3']);
    }
  });

  it('meets no barrier, in either language', async () => {
    expect(await findings(anna, 'reports')).toEqual([]);
  });
});
