// The admin's self-test page: a broker with something wrong in it, told in words with what to do, in both languages, on every width.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings, findingsNow } from '../support/barriers.ts';
import { launchChromium } from '../support/browsers.ts';
import { stopAll, stopLater } from '../support/children.ts';
import { type Coturn, startCoturn } from '../support/coturn.ts';
import { complaintsOf, type HelpDesk, openHelpDesk, PASSWORD } from '../support/people.ts';
import { freePort } from '../support/ports.ts';
import { openPostOffice, type PostOffice } from '../support/post-office.ts';

let desk: HelpDesk;
let relay: Coturn;
let office: PostOffice;
let nobody: number;
beforeAll(async () => {
  [relay, office, nobody] = await Promise.all([startCoturn(), openPostOffice(), freePort()]);
  stopLater(office.closes);
  desk = await openHelpDesk({
    env: {
      PERMESSO_TURN_URLS: relay.urls.udp,
      PERMESSO_TURN_SECRET: relay.secretFile,
      PERMESSO_ICE_SERVERS: JSON.stringify([{ urls: `stun:${relay.address}:${nobody}` }]),
      PERMESSO_SMTP_URL: office.config.url.href,
      PERMESSO_MAIL_FROM: office.config.from,
    },
  });
});
afterAll(stopAll);

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const isNarrow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

describe('when an admin asks how the server is', () => {
  it('says of each part how it is, and of what is wrong what to do', async () => {
    const { newPage } = await launchChromium({ locale: 'en-GB' });
    const page = await newPage();
    const complaints = complaintsOf(page);
    await page.goto(`${desk.broker.url}/admin`);
    await page.getByLabel('E-mail').fill(desk.admin.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('link', { name: 'Self-test' }).click();
    await part(page, 'Store').getByText('Engine: SQLite').waitFor();
    await part(page, 'STUN and relay').getByText(`${relay.urls.udp} takes new credentials`).waitFor();
    await part(page, 'STUN and relay').getByText(`${relay.address}:${nobody} does not answer.`).waitFor();
    await part(page, 'STUN and relay').getByText('UDP to it is allowed, also from here').waitFor();
    await part(page, 'Mail').getByText('The mail server would take a letter.').waitFor();
    await part(page, 'Protected address (TLS)').getByText('Not set up', { exact: true }).waitFor();
    await page.getByText(/^Problems: 1\. Worth a look: \d\.$/).waitFor();
    expect(office.seen()).toBe(0);
    expect(await findings(page, 'self-test')).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    for (const width of [320, 390, 768, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await isNarrow(page), String(width)).toBe(true);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await findingsNow(page, 'dark')).toEqual([]);

    // The mail server goes, and the next look says so.
    await office.closes();
    await page.getByRole('button', { name: 'Test again' }).click();
    await part(page, 'Mail').getByText('The mail server cannot be reached').waitFor();
    await part(page, 'Mail').getByText('Look at host and port in PERMESSO_SMTP_URL').waitFor();
    expect(complaints).toEqual([]);
  });
});
