// The customer's network goes and comes back, on a computer of its own with one cable: what both are told, what comes back by itself, and
// what never does.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cable, layCable } from '../support/cable.ts';
import { stopAll } from '../support/children.ts';
import { startCoturn } from '../support/coturn.ts';
import { paintScreen } from '../support/paint.ts';
import { openPassage, openPassageIn } from '../support/passage.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { isNear, type Rgb, waitForPixels } from '../support/pixels.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';

let desk: HelpDesk;
let screen: Screen;
let cable: Cable;
beforeAll(async () => {
  [cable, screen] = await Promise.all([layCable(), startXvfb()]);
  // Over the cable the two find each other by what a STUN server at this end sees of them.
  const stun = await startCoturn({ address: cable.here });
  desk = await openHelpDesk({
    env: { PERMESSO_ICE_SERVERS: JSON.stringify([{ urls: `stun:${cable.here}:${stun.port}` }]) },
  });
  const port = await openPassage(cable.here, { host: '127.0.0.1', port: desk.broker.port });
  await openPassageIn(cable.there, '127.0.0.1', { host: cable.here, port }, desk.broker.port);
});
afterAll(stopAll);

const sees = ({ page }: Technician, colour: string) =>
  waitForPixels(page, '.picture video', {
    at: [[0.95, 0.3]],
    until: ([pixel]: readonly Rgb[]) => isNear(pixel, colour),
  });

const MOVED = 'The network changed; connecting again…';

describe('when the customer’s cable is pulled out while they show their screen', () => {
  it('comes back by itself with the picture when the cable does, and not any more once the customer has stopped', {
    timeout: 180_000,
  }, async () => {
    await paintScreen(screen.display, '#c00000');
    const maria = await Technician.signsIn(desk);
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk, {
      display: screen.display,
      capture: 'monitor',
      inside: cable.there,
    });
    await carla.joins(code);
    await maria.writes('hello');
    await carla.reads('hello');
    await maria.asks();
    await carla.allows();
    await carla.shows();
    await sees(maria, '#c00000');

    await cable.unplug();
    await carla.isTold(MOVED);
    await maria.isTold('The direct connection broke; it is being made anew…');
    await cable.plug();
    await paintScreen(screen.display, '#1030e0');
    await sees(maria, '#1030e0');
    await carla.page.getByText(MOVED).waitFor({ state: 'detached' });
    await carla.writes('here again');
    await maria.reads('here again');

    // What the customer stops while nobody hears it stays stopped.
    await cable.unplug();
    await carla.isTold(MOVED);
    await carla.stops();
    await carla.page.locator('.door-live').waitFor({ state: 'detached' });
    await cable.plug();
    await maria.isTold('The customer stopped.');
    await carla.writes('and again');
    await maria.reads('and again');
    const isShown = (video: HTMLVideoElement) => video.srcObject !== null;
    expect(await maria.page.locator('.picture video').evaluate(isShown)).toBe(false);
    expect(await carla.page.locator('.door-live').count()).toBe(0);
    expect([...carla.complaints, ...maria.complaints]).toEqual([]);
  });
});
