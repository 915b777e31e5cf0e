// What a customer keeps: the receipt opens in another browser, is checked there, and is checked again by somebody who has only
// the file and a page that asks nobody.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
import { stopAll } from '../support/children.ts';
import { Customer, complaintsOf, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { LOG, sampleLog } from '../support/sample-log.ts';
import { writeTo } from '../support/written-log.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const folder = mkdtempSync(join(tmpdir(), 'permesso-receipt-'));
const inFolder = (name: string) => join(folder, name);

let desk: HelpDesk;
let screen: Screen;
/** The link to a receipt of a session in which a screen was shown. */
let link: string;

beforeAll(async () => {
  [desk, screen] = await Promise.all([openHelpDesk(), startXvfb()]);
  link = await showsAndEnds();
});
afterAll(async () => {
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
});

async function showsAndEnds(): Promise<string> {
  const maria = await Technician.signsIn(desk);
  const code = await maria.opensSession();
  const carla = await Customer.comes(desk, { display: screen.display, capture: 'monitor' });
  await carla.joins(code);
  await maria.writes('Good morning');
  await carla.reads('Good morning');
  await maria.asks();
  await carla.allows();
  await carla.shows();
  await carla.stops();
  await maria.isTold('The customer stopped.');
  await carla.page.getByRole('button', { name: 'End', exact: true }).click();
  await carla.page.getByRole('button', { name: 'End the session' }).click();
  await carla.isTold('The session is over');
  await keeps(carla.page, 'Save your receipt', 'at-the-end.html');
  await keeps(carla.page, 'Save it as data', 'at-the-end.json');
  const address = await carla.page.getByRole('link', { name: 'See your receipt' }).getAttribute('href');
  expect(carla.complaints).toEqual([]);
  await carla.leaves();
  return new URL(address ?? '', desk.broker.url).href;
}

/** Presses a button that saves a file, and keeps the file. */
async function keeps(page: Page, button: string, name: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  await (await download).saveAs(inFolder(name));
  return readFileSync(inFolder(name), 'utf8');
}

/** Another browser, of somebody without an account. */
async function browserOf(locale: string): Promise<Page> {
  const browser = await launchChromium({ locale });
  return browser.newPage();
}

const drops = (page: Page, file: string) =>
  page.locator('input[type="file"]').first().setInputFiles(inFolder(file));
const verdict = (page: Page, word: string) => page.locator('.verdict', { hasText: word }).waitFor();

async function barriers(page: Page, where: string): Promise<string[]> {
  const found: string[] = [];
  for (const turn of [1, 2]) {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(RULES).analyze();
    found.push(
      ...violations.map(
        ({ id, nodes }) =>
          `${where} ${turn}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join('; ')}`,
      ),
    );
    await page.getByRole('button', { name: /^(Italiano|English)$/ }).click();
  }
  return found;
}

describe('when a customer opens the link to the receipt in another browser', () => {
  it('sees what was allowed, checked, keeps both files, and finds the way back', async () => {
    const page = await browserOf('en-GB');
    const complaints = complaintsOf(page);
    await page.goto(link);
    await page.getByText(/^Checked here just now: \d+ entries, all in the log of localhost/).waitFor();
    // Neither the address nor the history keeps what opens it.
    expect(new URL(page.url())).toMatchObject({ pathname: '/receipt', hash: '' });
    const allowed = page.getByRole('region', { name: 'What you allowed' });
    await allowed.getByRole('heading', { name: 'See your whole screen' }).waitFor();
    const facts = await allowed.innerText();
    expect(facts).toContain('Maria Rossi, at ');
    expect(facts).toContain('to look at the printer error');
    expect(facts).toContain('Maria Rossi of Acme help desk asks to SEE your whole screen for 15 minutes.');
    expect(facts).toMatch(/You pressed Stop, at /);
    expect(facts).toMatch(/\d+ milliseconds?/);
    await page.getByText('Verified by the code:').waitFor();
    expect(await page.getByLabel('Link to your receipt').inputValue()).toBe(link);
    expect(await barriers(page, 'receipt')).toEqual([]);

    await page.reload();
    await page.getByText(/^Checked here just now/).waitFor();
    const readable = await keeps(page, 'Save your receipt', 'receipt.html');
    expect(readable).toContain('asks to SEE your whole screen');
    expect(readable).not.toContain(new URL(link).hash.slice(1));
    await keeps(page, 'Save it as data', 'receipt.json');
    expect(complaints).toEqual([]);
  });

  it('is told so where the link is wrong', async () => {
    const page = await browserOf('it-IT');
    await page.goto(`${link.slice(0, -3)}AAA`);
    await page.getByText('Questo collegamento non funziona').waitFor();
    await page.goto(`${desk.broker.url}/receipt`);
    await page.evaluate(() => sessionStorage.clear());
    await page.reload();
    await page.getByText('Questa pagina si apre con il collegamento').waitFor();
  });
});

describe('when somebody else checks the file', () => {
  it('finds it sound, finds a changed one tampered with, and nobody is asked', async () => {
    const page = await browserOf('en-GB');
    const complaints = complaintsOf(page);
    await page.goto(`${desk.broker.url}/verify`, { waitUntil: 'networkidle' });
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    for (const file of ['at-the-end.json', 'receipt.json']) {
      await drops(page, file);
      await verdict(page, 'Sound');
      await page.getByRole('heading', { name: 'See your whole screen' }).waitFor();
    }
    expect(await barriers(page, 'sound')).toEqual([]);

    const bytes = readFileSync(inFolder('receipt.json'));
    const at = bytes.indexOf('to look at the printer error');
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(inFolder('changed.json'), bytes);
    await drops(page, 'changed.json');
    await verdict(page, 'TAMPERED');
    await page.getByText(/^The first entry that is not what was signed is no\. \d+\.$/).waitFor();
    const frame = page.locator('.verdict-bad .notice');
    expect(await frame.evaluate((notice) => getComputedStyle(notice).borderTopWidth)).toBe('6px');
    expect(await page.title()).toBe('TAMPERED · Permesso');
    expect(await page.getByRole('heading', { name: 'See your whole screen' }).count()).toBe(0);
    expect(await barriers(page, 'tampered')).toEqual([]);

    await drops(page, 'receipt.html');
    await page.getByText('This is the receipt to read.').waitFor();
    expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('finds the folder of a whole log sound, and one changed file in it tampered with', async () => {
    const log = await sampleLog();
    const path = `tile/entries/000.p/${log.entries.length}`;
    const bytes = log.files.get(path) ?? new Uint8Array();
    const changed = new Map(log.files).set(path, bytes.with(40, (bytes[40] ?? 0) ^ 1));
    for (const [name, files] of [
      ['log', log.files],
      ['changed-log', changed],
    ] as const) {
      mkdirSync(inFolder(name));
      writeTo(inFolder(name), files);
    }
    const page = await browserOf('it-IT');
    await page.goto(`${desk.broker.url}/verify`);
    const folders = page.locator('input[type="file"]').last();
    await folders.setInputFiles(inFolder('log'));
    await verdict(page, 'Integro');
    await page.getByLabel('Chiave del registro').fill(LOG.spelled);
    await page.getByRole('button', { name: 'Controlla di nuovo' }).click();
    await page.getByText('Controllato con la chiave che hai dato.').waitFor();
    await folders.setInputFiles(inFolder('changed-log'));
    await verdict(page, 'MANOMESSO');
    await page.getByText('La prima voce che non è ciò che è stato firmato è la n. 0.').waitFor();
  });

  it('can keep the checking page and use it without a network', async () => {
    const page = await browserOf('it-IT');
    await page.goto(`${desk.broker.url}/verify`);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Salva la pagina di controllo' }).click();
    await (await download).saveAs(inFolder('permesso-verify.html'));
    await page.context().setOffline(true);
    const complaints = complaintsOf(page);
    await page.goto(pathToFileURL(inFolder('permesso-verify.html')).href);
    await drops(page, 'receipt.json');
    await verdict(page, 'Integro');
    await drops(page, 'changed.json');
    await verdict(page, 'MANOMESSO');
    expect(complaints).toEqual([]);
  });

  it('can read the page to keep without scripts and without barriers', async () => {
    const page = await browserOf('en-GB');
    await page.goto(pathToFileURL(inFolder('at-the-end.html')).href);
    await page.getByRole('heading', { name: 'Receipt of a help session' }).waitFor();
    await page.getByText('asks to SEE your whole screen').waitFor();
    expect(await page.locator('script').count()).toBe(0);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(RULES).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});
