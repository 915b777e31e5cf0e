// Two makers of browsers at the two ends: a technician in Firefox sees the screen of a customer in Chromium.
import { afterAll, beforeAll, describe, it } from 'vitest';
import { launchFirefox } from '../support/browsers.ts';
import { stopAll } from '../support/children.ts';
import { paintScreen } from '../support/paint.ts';
import { Customer, type HelpDesk, openHelpDesk } from '../support/people.ts';
import { isNear, waitForPixels } from '../support/pixels.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';

let desk: HelpDesk;
let screen: Screen;

beforeAll(async () => {
  [desk, screen] = await Promise.all([openHelpDesk(), startXvfb()]);
});
afterAll(stopAll);

describe('when the technician uses Firefox', () => {
  it('chats and sees the screen of a customer in Chromium', async () => {
    await paintScreen(screen.display, '#c00000');
    const firefox = await launchFirefox({ locale: 'en-GB' });
    const page = await firefox.newPage();
    await page.setViewport({ width: 1400, height: 900 });
    await page.goto(`${desk.broker.url}/desk`);
    await page.locator('input[type="email"]').fill(desk.maria.email);
    await page.locator('input[type="password"]').fill(desk.maria.password);
    await page.locator('button[type="submit"]').click();
    await page.locator('::-p-text(New session)').click();
    const digits = await page.waitForSelector('.code-digits');
    const code = (await digits?.evaluate((element) => element.textContent)) ?? '';

    const carla = await Customer.comes(desk, { display: screen.display, capture: 'monitor' });
    await carla.joins(code);
    await page.locator('.chat-composer textarea').fill('Hello from Firefox');
    await page.locator('.chat-composer button[type="submit"]').click();
    await carla.reads('Hello from Firefox');
    await page.locator('::-p-text(The whole screen)').click();
    await page.locator('.ask-composer input[type="text"]').fill('to see the error');
    await page.locator('.ask-composer button[type="submit"]').click();
    await carla.allows();
    await carla.shows();
    const seen = {
      at: [[0.95, 0.3]] as const,
      until: ([pixel]: readonly (readonly [number, number, number])[]) => isNear(pixel, '#c00000'),
    };
    await waitForPixels(page, '.picture video', seen);
    await carla.stops();
    await page.locator('::-p-text(The customer stopped.)').wait();
    await firefox.close();
  });
});
