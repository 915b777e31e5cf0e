// The connection check in real browsers: all well, with and without a relay; the broker gone in the middle; a browser that cannot show a
// screen; a network that lets nothing through.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings, findingsNow } from '../support/barriers.ts';
import { type ChromiumOptions, launchChromium, launchFirefox } from '../support/browsers.ts';
import { stopAll } from '../support/children.ts';
import { type Coturn, ownAddress, startCoturn } from '../support/coturn.ts';
import { complaintsOf, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { freePort } from '../support/ports.ts';

let relay: Coturn;
let desk: HelpDesk;
/** The same with a relay of its own. */
let relayed: HelpDesk;
beforeAll(async () => {
  relay = await startCoturn();
  [desk, relayed] = await Promise.all([
    openHelpDesk({ env: { PERMESSO_ICE_SERVERS: stun(relay.port) } }),
    openHelpDesk({ env: withRelay([relay.urls.udp, relay.urls.tcp]) }),
  ]);
});
afterAll(stopAll);

const withRelay = (urls: readonly string[]) => ({
  PERMESSO_TURN_URLS: urls.join(','),
  PERMESSO_TURN_SECRET: relay.secretFile,
});
const stun = (port: number) => JSON.stringify([{ urls: `stun:${ownAddress()}:${port}` }]);

let addresses = 0;
/** A page of somebody who comes from an address of their own, since the broker counts checks by address. */
async function comes({ broker }: HelpDesk, options: ChromiumOptions = {}, path = '/check') {
  const { newPage, context } = await launchChromium({ locale: 'en-GB', ...options });
  const page = await newPage();
  addresses += 1;
  await page.setExtraHTTPHeaders({ 'x-forwarded-for': `198.51.100.${addresses}` });
  const complaints = complaintsOf(page);
  return { page, context, complaints, opens: () => page.goto(broker.url + path) };
}

const says = (page: Page, sentence: string) => page.locator('.check-says', { hasText: sentence }).waitFor();
const advises = (page: Page, sentence: string) => page.getByRole('main').getByText(sentence).waitFor();
const step = (page: Page, name: string) => page.locator('.check-step', { hasText: name });

/** Nothing of the page stands out at its right. */
const isNarrow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

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

describe('when something is in the way', () => {
  it('says that a relay carries it where no UDP comes through', async () => {
    const nobody = await freePort();
    const urls = [`turn:${relay.address}:${nobody}`, relay.urls.tcp, `turns:${relay.address}:${nobody}`];
    const strict = await openHelpDesk({
      env: { ...withRelay(urls), PERMESSO_ICE_SERVERS: stun(nobody) },
    });
    const { page, opens } = await comes(strict);
    await opens();
    await says(page, 'This network lets no UDP through; the connection will take the relay.');
    await step(page, 'Ways through the network').getByText('Relay by UDP: no answer').waitFor();
    await step(page, 'Ways through the network').getByText('Relay by TCP: open').waitFor();
    await step(page, 'What to expect').getByText('Measured through the relay, out and back.').waitFor();
    await strict.broker.stop();
  });

  it('says that nothing comes through, and whom to ask', async () => {
    const lost = await openHelpDesk({ env: { PERMESSO_ICE_SERVERS: stun(await freePort()) } });
    const { page, opens } = await comes(lost);
    await opens();
    await says(page, 'No, help from outside will not work');
    await advises(page, 'ask whoever runs yours to allow WebRTC');
    expect(await findings(page, 'no way')).toEqual([]);
    await lost.broker.stop();
  });

  it('says that the help desk is gone, when it goes in the middle', async () => {
    const short = await openHelpDesk();
    const { page, opens } = await comes(short);
    await page.route('**/api/check/servers', async (route) => {
      await short.broker.kill('SIGKILL');
      await route.continue();
    });
    await opens();
    await says(page, 'No, not right now: the help desk cannot be reached.');
    await step(page, 'Live connection to the help desk').getByText('It comes through.').waitFor();
    await step(page, 'What to expect').getByText('not tried').waitFor();
    expect(await findings(page, 'gone')).toEqual([]);
    await short.broker.stop();
  });

  it('says that something in between lets no socket through', async () => {
    const { page, opens } = await comes(desk);
    await page.routeWebSocket('**/socket/check', (socket) => socket.close());
    await opens();
    await says(page, 'something in between lets no live connection through');
    await advises(page, 'allow WebSocket connections to this address');
  });

  it('says that a phone cannot show its screen, and what can', async () => {
    const { page, opens, complaints } = await comes(desk, { mobile: true, locale: 'it-IT' });
    await opens();
    await says(page, 'questo browser non può mostrare uno schermo');
    await advises(page, 'apri questa pagina su un computer con Chrome, Edge o Firefox');
    expect(await isNarrow(page)).toBe(true);
    expect(await findings(page, 'phone')).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
