// The broker is killed in the middle, without a word. What was shown goes on, what was recorded is there afterwards.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopAll } from '../support/children.ts';
import { paintScreen } from '../support/paint.ts';
import { Customer, type HelpDesk, openHelpDesk, PASSWORD, Technician } from '../support/people.ts';
import { isNear, waitForPixels } from '../support/pixels.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';

const BARE_SCREEN = [0.95, 0.3] as const;
const SEEN = '.picture video';

let desk: HelpDesk;
let screen: Screen;

beforeAll(async () => {
  [desk, screen] = await Promise.all([openHelpDesk(), startXvfb()]);
});
afterAll(stopAll);

/** The session as the admin's log has it, over HTTP. */
async function logOf(sid: string): Promise<unknown[]> {
  const { broker, admin } = desk;
  const headers = { 'content-type': 'application/json', origin: broker.url };
  const body = JSON.stringify({ email: admin.email, password: PASSWORD });
  const entered = await fetch(`${broker.url}/api/sign-in`, { method: 'POST', headers, body });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const answer = await fetch(`${broker.url}/api/log/sessions/${sid}`, { headers: { cookie } });
  return ((await answer.json()) as { events: unknown[] }).events;
}

describe('when the broker is killed in the middle of a session', () => {
  it('goes on showing, takes everybody back, and has lost nothing it acknowledged', async () => {
    await paintScreen(screen.display, '#c00000');
    const maria = await Technician.signsIn(desk);
    const code = await maria.opensSession();
    const sid = new URL(maria.page.url()).hash.slice(1);
    const carla = await Customer.comes(desk, { display: screen.display, capture: 'monitor' });
    await carla.joins(code);
    await maria.asks();
    await carla.allows();
    await carla.shows();
    await waitForPixels(maria.page, SEEN, {
      at: [BARE_SCREEN],
      until: ([pixel]) => isNear(pixel, '#c00000'),
    });
    const before = await logOf(sid);

    await desk.broker.kill('SIGKILL');
    await carla.isTold('The connection to the help desk is interrupted.');
    await paintScreen(screen.display, '#0000c0');
    await waitForPixels(maria.page, SEEN, {
      at: [BARE_SCREEN],
      until: ([pixel]) => isNear(pixel, '#0000c0'),
    });
    await maria.writes('we go on without it');
    await carla.reads('we go on without it');

    await desk.broker.restart();
    expect((await logOf(sid)).slice(0, before.length)).toEqual(before);
    await paintScreen(screen.display, '#00c000');
    await waitForPixels(maria.page, SEEN, {
      at: [BARE_SCREEN],
      until: ([pixel]) => isNear(pixel, '#00c000'),
    });
    await carla.page
      .getByText('The connection to the help desk is interrupted.')
      .waitFor({ state: 'hidden' });
    await carla.stops();
    await maria.isTold('The customer stopped. Nothing is shown any more.');
    await maria.page.getByRole('button', { name: 'End session' }).click();
    await maria.page.getByRole('button', { name: 'End it' }).click();
    await carla.isTold('The session is over');
    expect([...maria.complaints, ...carla.complaints]).toEqual([]);
  });
});
