// A technician calls a colleague, in real browsers: the customer is asked, meets them by name, and everything is asked anew. First to take
// over, then to help beside.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings, findingsNow } from '../support/barriers.ts';
import { stopAll } from '../support/children.ts';
import { paintScreen } from '../support/paint.ts';
import { Customer, type HelpDesk, openHelpDesk, PortalCustomer, Technician } from '../support/people.ts';
import { isNear, videoPixels, waitForPixels } from '../support/pixels.ts';
import { colleague } from '../support/waiting-customer.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';

const BARE_SCREEN = [0.95, 0.3] as const;
const SEEN = '.picture video';
const NOTE = 'She is new to computers, be patient.';

let desk: HelpDesk;
let screen: Screen;
let maria: Technician;
let luca: Technician;

beforeAll(async () => {
  [desk, screen] = await Promise.all([openHelpDesk(), startXvfb()]);
  const account = await colleague(desk, 'Luca Verdi');
  [maria, luca] = await Promise.all([Technician.signsIn(desk), Technician.signsIn(desk, account)]);
});
afterAll(async () => {
  const complaints = [...maria.complaints, ...luca.complaints];
  await stopAll();
  expect(complaints).toEqual([]);
});

const calls = async ({ page }: Technician, how: 'To take over' | 'To help beside you', note = '') => {
  await page.getByRole('button', { name: 'Bring in a colleague' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(how).click();
  await dialog.getByLabel('Whom').selectOption({ label: 'Luca Verdi' });
  await dialog.getByLabel('Note for your colleague').fill(note);
  await dialog.getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByText('Waiting for Luca Verdi').waitFor();
};
const accepts = ({ page }: Technician) => page.getByRole('button', { name: 'Accept' }).click();
const meets = async ({ page }: Customer) => {
  await page.getByRole('button', { name: 'Meet Luca Verdi' }).click();
  const sheet = page.getByRole('dialog', { name: 'Who is coming' });
  await sheet.getByText('Luca Verdi').waitFor();
  await sheet.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { name: 'What Luca Verdi can do now' }).waitFor();
};

describe('when a colleague is to take over', () => {
  it('ends what is seen, lets the customer meet them by name, and goes on with them alone', async () => {
    await paintScreen(screen.display, '#c00000');
    const carla = await PortalCustomer.comesTo(desk, 'acme-help-desk', {
      display: screen.display,
      capture: 'monitor',
    });
    const problem = 'It does not print';
    await carla.opensRequest({ 'Your name': 'Carla Bianchi', 'What is the problem?': problem });
    await maria.seesRequests();
    await maria.opensRequest(problem);
    await maria.takes();
    await maria.page.getByRole('button', { name: 'Start the session' }).click();
    await carla.goesIn();
    await maria.writes('Let me see the printer.');
    await carla.reads('Let me see the printer.');
    await maria.asks();
    await carla.allows();
    await carla.shows();
    await waitForPixels(maria.page, SEEN, {
      at: [BARE_SCREEN],
      until: ([pixel]) => isNear(pixel, '#c00000'),
    });

    await calls(maria, 'To take over', NOTE);
    await luca.isTold('Maria Rossi asks you to take over');
    await luca.isTold(NOTE);
    expect(await findings(luca.page, 'a call that rings')).toEqual([]);
    await luca.page.getByRole('button', { name: 'English' }).click();
    await accepts(luca);
    await carla.isTold('Maria Rossi would like Luca Verdi to take over');
    expect(await videoPixels(maria.page, SEEN, [BARE_SCREEN])).toEqual([]);
    await maria.isTold('Luca Verdi accepted and waits for your customer');
    expect(await maria.page.getByRole('form', { name: 'Ask to see the screen' }).count()).toBe(0);
    expect(await findingsNow(carla.page, 'somebody is to take over')).toEqual([]);
    await carla.page.getByText('Luca Verdi may read what we wrote so far').click();
    await meets(carla);

    await maria.isTold('Luca Verdi has taken over');
    await carla.isTold('Maria Rossi has left. You are with Luca Verdi now.');
    await luca.reads('Let me see the printer.');
    await luca.page.locator('.chat-theirs', { hasText: 'Maria Rossi' }).waitFor();
    await carla.writes('Hello Luca');
    await luca.reads('Hello Luca');
    expect(await carla.page.content()).not.toContain(NOTE);

    // A reload comes back to the one who is there.
    await carla.page.reload();
    await carla.page.getByRole('heading', { name: 'What Luca Verdi can do now' }).waitFor();
    await luca.asks();
    await carla.isTold('Luca Verdi of Acme help desk asks to SEE your whole screen for 15 minutes.');
    await carla.allows();
    await carla.shows();
    await waitForPixels(luca.page, SEEN, {
      at: [BARE_SCREEN],
      until: ([pixel]) => isNear(pixel, '#c00000'),
    });
    await luca.page.getByRole('link', { name: /^Request #/ }).click();
    await luca.isTold('Luca Verdi took over, and the customer said yes to it.');
    await luca.isTold(NOTE);
    await luca.page.getByRole('button', { name: 'Close…' }).click();
    await luca.page.getByText('It is resolved').click();
    await luca.page.getByRole('button', { name: 'Close the request' }).click();
    await carla.isTold('It was solved.');
    await carla.page.getByRole('link', { name: 'Receipt of the part with Maria Rossi' }).waitFor();
    expect(carla.complaints).toEqual([]);
    await carla.leaves();
  });

  it('goes on as it was where the customer does not want to', async () => {
    await maria.page.goto(`${desk.broker.url}/desk#list`);
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk);
    await carla.joins(code);
    await calls(maria, 'To take over');
    await accepts(luca);
    await carla.page.getByRole('button', { name: 'Not now' }).click();
    await maria.isTold('Your customer does not want to meet Luca Verdi now');
    await maria.asks();
    await carla.isTold('Maria Rossi of Acme help desk asks to SEE your whole screen');
    await carla.refuses();
    await carla.leaves();
  });
});

describe('when a colleague is to help beside', () => {
  it('names both, shows one picture to each by its own yes, and stops each alone and both at once', async () => {
    await paintScreen(screen.display, '#00c000');
    await maria.page.goto(`${desk.broker.url}/desk#list`);
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk, { display: screen.display, capture: 'monitor' });
    await carla.joins(code);
    await carla.writes('This was before');
    await maria.reads('This was before');
    await maria.asks();
    await carla.allows();
    await carla.shows();
    await calls(maria, 'To help beside you');
    await accepts(luca);
    await carla.isTold('Maria Rossi would like Luca Verdi to help too');
    await meets(carla);
    await carla.page.getByRole('heading', { name: 'What Maria Rossi can do now' }).waitFor();
    await maria.isTold('Luca Verdi is here too');
    await luca.isTold('Maria Rossi is here too');

    // The star: each hears the others by name; what was before stays where it was.
    await carla.writes('Now to both');
    await Promise.all([maria.reads('Now to both'), luca.reads('Now to both')]);
    await luca.writes('Good morning');
    await carla.reads('Good morning');
    await maria.page.locator('.chat-theirs', { hasText: 'Good morning' }).getByText('Luca Verdi').waitFor();
    await maria.writes('Look at the tray');
    await luca.page
      .locator('.chat-theirs', { hasText: 'Look at the tray' })
      .getByText('Maria Rossi')
      .waitFor();
    expect(await luca.page.getByText('This was before').count()).toBe(0);

    // One capture, a second yes.
    await luca.asks();
    await carla.isTold('Luca Verdi of Acme help desk asks to SEE');
    await carla.isTold('You then see what Maria Rossi sees already.');
    await carla.allows();
    await carla.isTold('This is what Luca Verdi would see');
    expect(await videoPixels(luca.page, SEEN, [BARE_SCREEN])).toEqual([]);
    await carla.confirms();
    await waitForPixels(luca.page, SEEN, {
      at: [BARE_SCREEN],
      until: ([pixel]) => isNear(pixel, '#00c000'),
    });
    expect(await findingsNow(carla.page, 'two technicians')).toEqual([]);
    // Chromium's small window on top names both.
    const small = await carla.page.waitForFunction(() => {
      const { documentPictureInPicture } = globalThis as unknown as {
        documentPictureInPicture: { window: Window | null };
      };
      const text = documentPictureInPicture.window?.document.body.innerText ?? '';
      return text.includes('Luca Verdi sees your screen now') ? text : undefined;
    });
    expect(await small.jsonValue()).toContain('Maria Rossi sees your screen now');
    const stops = carla.page.getByRole('button', { name: /^Stop: See your screen/ });
    await stops.nth(1).click();
    await luca.isTold('The customer stopped. Nothing is shown any more.');
    await waitForPixels(maria.page, SEEN, {
      at: [BARE_SCREEN],
      until: ([pixel]) => isNear(pixel, '#00c000'),
    });
    await carla.page.getByRole('button', { name: 'Stop everything' }).click();
    await maria.isTold('The customer stopped. Nothing is shown any more.');

    // A reload comes back to both.
    await carla.page.reload();
    for (const name of ['Maria Rossi', 'Luca Verdi'])
      await carla.page.getByRole('heading', { name: `What ${name} can do now` }).waitFor();
    await carla.writes('Back again');
    await Promise.all([maria.reads('Back again'), luca.reads('Back again')]);
    expect(carla.complaints).toEqual([]);
    await carla.leaves();
  });
});
