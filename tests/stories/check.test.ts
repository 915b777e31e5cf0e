// The connection check in real browsers when all is well, with and without a relay.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings, findingsNow } from '../support/barriers.ts';
import { launchFirefox } from '../support/browsers.ts';
import { comes, isNarrow, says, step, withRelay, withStun } from '../support/checking.ts';
import { stopAll } from '../support/children.ts';
import { ownAddress, startCoturn } from '../support/coturn.ts';
import { type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';

let desk: HelpDesk;
/** The same with a relay of its own. */
let relayed: HelpDesk;
beforeAll(async () => {
  const relay = await startCoturn();
  [desk, relayed] = await Promise.all([
    openHelpDesk({ env: withStun(relay.port) }),
    openHelpDesk({ env: withRelay(relay, [relay.urls.udp, relay.urls.tcp]) }),
  ]);
});
afterAll(stopAll);

describe('when all is well', () => {
  it('says so, step by step, asks for nothing, and gives it as text without an address', async () => {
    const { page, context, complaints } = await comes(desk);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(desk.broker.url);
    await page.getByRole('link', { name: 'Will it work from here?' }).click();
    await says(page, 'Yes, help will very likely work, directly from browser to browser.');
    expect(await page.locator('.check-mark').allInnerTexts()).toEqual(Array(5).fill('Fine'));
    await step(page, 'Ways through the network').getByText('Directly (UDP): open').waitFor();
    await step(page, 'Ways through the network').getByText('No relay is set up.').waitFor();
    expect(await findings(page, 'all well')).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Copy the result' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('Fine · Ways through the network: All that were tried are open.');
    expect(copied).toContain(`Seen from outside as ${ownAddress().replace(/\d+$/, '0/24')}`);
    expect(copied).not.toContain(ownAddress());
    await page.getByRole('button', { name: /^Check again, in \d+ s$/ }).waitFor();
    for (const width of [320, 390, 768, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await isNarrow(page), String(width)).toBe(true);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await findingsNow(page, 'dark')).toEqual([]);
    // Whoever loads it again within the minute is told to wait, and no more is tried.
    await page.reload();
    await says(page, 'were tried less than a minute ago');
    expect(await findings(page, 'wait')).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('sends a few bytes through the relay and says what to expect', async () => {
    const { page, opens, complaints } = await comes(relayed);
    await opens();
    await says(page, 'Yes, help will work from here.');
    const ways = step(page, 'Ways through the network');
    for (const way of ['Relay by UDP', 'Relay by TCP']) await ways.getByText(`${way}: open`).waitFor();
    await step(page, 'What to expect').getByText('Measured through the relay, out and back.').waitFor();
    await step(page, 'What to expect')
      .getByText(/^At least [\d,]+ kilobits a second$/)
      .waitFor();
    expect(complaints).toEqual([]);
  });

  it('is found by a technician at the desk, and looks the same in Firefox', async () => {
    const maria = await Technician.signsIn(desk);
    await maria.page.getByRole('link', { name: 'Check the connection from here' }).click();
    await maria.page.getByRole('link', { name: 'Back to the desk' }).waitFor();
    await says(maria.page, 'very likely');
    expect(maria.complaints).toEqual([]);

    const firefox = await launchFirefox({ locale: 'en-GB' });
    const page = await firefox.newPage();
    await page.setExtraHTTPHeaders({ 'x-forwarded-for': '198.51.100.200' }).catch(() => {});
    await page.goto(`${desk.broker.url}/check`);
    await page.waitForSelector('.check-says', { timeout: 60_000 });
    const steps = await page.$$eval('.check-mark', (all) => all.map((mark) => mark.textContent));
    expect(steps).toEqual(Array(5).fill('Fine'));
  });
});
