// A customer hides their address: everything goes through a real relay, and nothing the customer's page says names another address. When
// the relay is gone the page says so, and it is the customer who decides.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingsNow } from '../support/barriers.ts';
import { stopAll } from '../support/children.ts';
import { type Coturn, startCoturn } from '../support/coturn.ts';
import { paintScreen } from '../support/paint.ts';
import { type PeerWatch, watchPeers } from '../support/peer-watch.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { isNear, waitForPixels } from '../support/pixels.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';

const HIDE = /^Hide my address/;
const SEEN = '.picture video';
const BARE_SCREEN = [0.95, 0.3] as const;

let relay: Coturn;
let screen: Screen;
const deskWith = (...urls: string[]): Promise<HelpDesk> =>
  openHelpDesk({ env: { PERMESSO_TURN_URLS: urls.join(','), PERMESSO_TURN_SECRET: relay.secretFile } });
beforeAll(async () => {
  [relay, screen] = await Promise.all([startCoturn(), startXvfb()]);
});
afterAll(stopAll);

interface Pair {
  readonly maria: Technician;
  readonly carla: Customer;
  readonly watch: PeerWatch;
}

/** A technician, and a customer who stands before the card of who asks. */
async function atTheCard(desk: HelpDesk): Promise<Pair> {
  const maria = await Technician.signsIn(desk);
  const code = await maria.opensSession();
  const carla = await Customer.comes(desk, { display: screen.display, capture: 'monitor' });
  const watch = await watchPeers(carla.page);
  await carla.types(code);
  await carla.answers();
  await carla.page.getByRole('heading', { name: 'Who is asking' }).waitFor();
  return { maria, carla, watch };
}
async function goesOn({ page }: Customer): Promise<void> {
  await page.getByRole('button', { name: 'Go on', exact: true }).click();
  await page.getByRole('heading', { name: /can do now/ }).waitFor();
}
async function talks({ maria, carla }: Pair, words: string): Promise<void> {
  await maria.writes(words);
  await carla.reads(words);
}
async function shows({ maria, carla }: Pair): Promise<void> {
  await paintScreen(screen.display, '#c00000');
  await maria.asks();
  await carla.allows();
  await carla.shows();
  await waitForPixels(maria.page, SEEN, { at: [BARE_SCREEN], until: ([pixel]) => isNear(pixel, '#c00000') });
}
/** Nothing but the relay's address, and nothing of what is behind it. */
function expectHidden(watch: PeerWatch): void {
  expect(watch.candidates().length).toBeGreaterThan(0);
  for (const line of watch.candidates()) {
    expect(line).toContain(` ${relay.address} `);
    expect(line).toMatch(/ typ relay raddr 0\.0\.0\.0 rport 0 /);
  }
  for (const sdp of watch.descriptions())
    expect(sdp.match(/^(?:c=|a=rtcp:).*$/gm)).toEqual(expect.arrayContaining(['c=IN IP4 0.0.0.0']));
  for (const sdp of watch.descriptions())
    expect(sdp).not.toMatch(/^(?:c=|a=rtcp:\d+ )IN IP[46] (?!0\.0\.0\.0)/m);
}

describe('a customer who hides their address', () => {
  it('talks and shows the screen through the relay alone, also after loading the page anew', async () => {
    const pair = await atTheCard(await deskWith(relay.urls.udp, relay.urls.tcp));
    const { maria, carla, watch } = pair;
    const box = carla.page.getByRole('checkbox', { name: HIDE });
    expect(await box.isChecked()).toBe(false);
    await box.focus();
    await carla.page.keyboard.press('Space');
    expect(await box.isChecked()).toBe(true);
    expect(await findingsNow(carla.page, 'hiding')).toEqual([]);
    await goesOn(carla);
    await talks(pair, 'Can you read me?');
    await shows(pair);
    const both = await watch.chosen(2);
    expect(both.map(({ local }) => local)).toEqual(['relay', 'relay']);
    expectHidden(watch);

    const before = watch.candidates().length;
    await carla.page.reload();
    await carla.page.getByRole('heading', { name: /can do now/ }).waitFor();
    await talks(pair, 'And now?');
    expect((await watch.chosen(1)).map(({ local }) => local)).toEqual(['relay']);
    expect(watch.candidates().length).toBeGreaterThan(before);
    expectHidden(watch);
    expect([...maria.complaints, ...carla.complaints]).toEqual([]);
    await carla.leaves();
  });

  it('is carried over TCP where the desk hands out nothing else', async () => {
    const pair = await atTheCard(await deskWith(relay.urls.tcp));
    await pair.carla.page.getByRole('checkbox', { name: HIDE }).check();
    await goesOn(pair.carla);
    await talks(pair, 'Over TCP?');
    await shows(pair);
    const both = await pair.watch.chosen(2);
    expect(both).toEqual([
      { local: 'relay', by: 'tcp' },
      { local: 'relay', by: 'tcp' },
    ]);
    expectHidden(pair.watch);
    await pair.carla.leaves();
  });
});

describe('a customer who does not', () => {
  it('meets the technician directly, as ever', async () => {
    const pair = await atTheCard(await deskWith(relay.urls.udp));
    await goesOn(pair.carla);
    await talks(pair, 'Hello there');
    const [talk] = await pair.watch.chosen(1);
    expect(talk?.local).not.toBe('relay');
    expect(pair.watch.candidates().some((line) => line.includes(' typ host'))).toBe(true);
    await pair.carla.leaves();
  });

  it('is asked nothing of it where the desk has no relay', async () => {
    const { carla } = await atTheCard(await openHelpDesk());
    expect(await carla.page.getByRole('checkbox', { name: HIDE }).count()).toBe(0);
    await carla.leaves();
  });
});

describe('when the relay is gone', () => {
  it('the page says so, and connects without hiding only when the customer presses that', async () => {
    const gone = await startCoturn();
    const desk = await openHelpDesk({
      env: { PERMESSO_TURN_URLS: gone.urls.tcp, PERMESSO_TURN_SECRET: gone.secretFile },
    });
    const pair = await atTheCard(desk);
    const { carla, watch } = pair;
    await gone.stop();
    await carla.page.getByRole('checkbox', { name: HIDE }).check();
    await goesOn(carla);
    await carla.isTold('Your address is hidden, and no connection comes about that way');
    expect(await findingsNow(carla.page, 'hiding')).toEqual([]);
    expect(watch.candidates()).toEqual([]);
    await carla.page.getByRole('button', { name: 'Go on without hiding it' }).click();
    await talks(pair, 'There you are');
    expect((await watch.chosen(1))[0]?.local).not.toBe('relay');
    await carla.page.getByText('Your address is hidden').waitFor({ state: 'detached' });
    await carla.leaves();
  });
});
