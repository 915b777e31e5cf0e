// The connection check in real browsers when something is in the way: the broker gone in the middle; a browser that cannot show a screen; a
// network that lets nothing through.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../support/barriers.ts';
import { advises, comes, isNarrow, says, step, withRelay, withStun } from '../support/checking.ts';
import { stopAll } from '../support/children.ts';
import { type Coturn, startCoturn } from '../support/coturn.ts';
import { type HelpDesk, openHelpDesk } from '../support/people.ts';
import { freePort } from '../support/ports.ts';

let relay: Coturn;
let desk: HelpDesk;
beforeAll(async () => {
  relay = await startCoturn();
  desk = await openHelpDesk({ env: withStun(relay.port) });
});
afterAll(stopAll);

describe('when something is in the way', () => {
  it('says that a relay carries it where no UDP comes through', async () => {
    const nobody = await freePort();
    const urls = [`turn:${relay.address}:${nobody}`, relay.urls.tcp, `turns:${relay.address}:${nobody}`];
    const strict = await openHelpDesk({
      env: { ...withRelay(relay, urls), ...withStun(nobody) },
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
    const lost = await openHelpDesk({ env: withStun(await freePort()) });
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
