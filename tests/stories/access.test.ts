// Every page for everybody: axe on each in both languages, and the whole way of a customer by keyboard alone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings, findingsNow } from '../support/barriers.ts';
import { launchChromium } from '../support/browsers.ts';
import { stopAll } from '../support/children.ts';
import { Customer, type HelpDesk, openHelpDesk, PASSWORD, Technician } from '../support/people.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';

let desk: HelpDesk;
let screen: Screen;

beforeAll(async () => {
  [desk, screen] = await Promise.all([openHelpDesk(), startXvfb()]);
});
afterAll(stopAll);

describe.each(['it-IT', 'en-GB'])('when the browser speaks %s', (locale) => {
  it('has no barrier on the way of a customer', async () => {
    const maria = await Technician.signsIn(desk);
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk, { locale, display: screen.display, capture: 'monitor' });
    const { page } = carla;
    const found = [...(await findingsNow(page, 'door'))];
    await page.locator('input').fill(code);
    await page.locator('button[type="submit"]').click();
    await page.locator('.choices').nth(1).waitFor();
    found.push(...(await findingsNow(page, 'how it began')));
    await page.locator('.choices').nth(0).locator('input').first().check();
    await page.locator('.choices').nth(1).locator('input').last().check();
    await page.locator('button[type="submit"]').click();
    await page.locator('.who-card').waitFor();
    found.push(...(await findingsNow(page, 'who')));
    await page.locator('.button-primary').click();
    await page.locator('.board').waitFor();
    await maria.writes('hello');
    await carla.reads('hello');
    found.push(...(await findingsNow(page, 'room')));
    await maria.asks();
    await page.locator('.armed-button[aria-disabled="false"]').waitFor();
    found.push(...(await findingsNow(page, 'question')));
    await page.locator('.armed-button').click();
    await page.locator('video.preview').waitFor();
    await page.locator('.armed-button[aria-disabled="false"]').waitFor();
    found.push(...(await findingsNow(page, 'preview')));
    await page.locator('.armed-button[aria-disabled="false"]').click();
    await page.locator('.door-live').waitFor();
    found.push(...(await findingsNow(page, 'showing')));
    await page.locator('.scope .button-danger').click();
    await page.locator('.door-head .button').click();
    found.push(...(await findingsNow(page, 'end?')));
    await page.locator('dialog .button-primary').click();
    await page.locator('.shown-list').waitFor();
    found.push(...(await findingsNow(page, 'end')));
    expect(found).toEqual([]);
    await carla.leaves();
  });
});

describe('when staff work', () => {
  it('has no barrier on the pages of technician and admin, in either language', async () => {
    const maria = await Technician.signsIn(desk);
    const found = [...(await findings(maria.page, 'empty desk'))];
    await maria.page.reload();
    await maria.page.locator('.session-column .button-primary').click();
    await maria.page.locator('.code-digits').waitFor();
    found.push(...(await findings(maria.page, 'code')));

    const office = await launchChromium({ locale: 'en-GB' });
    const page = await office.newPage();
    await page.goto(`${desk.broker.url}/admin`);
    found.push(...(await findings(page, 'sign-in')));
    await page.locator('input[type="email"]').fill(desk.admin.email);
    await page.locator('input[type="password"]').fill(PASSWORD);
    await page.locator('button[type="submit"]').click();
    await page.locator('table tbody tr').first().waitFor();
    found.push(...(await findings(page, 'log')));
    await page.locator('table tbody tr').last().click();
    await page.locator('h2').first().waitFor();
    found.push(...(await findings(page, 'session')));
    await page.goto(`${desk.broker.url}/admin#people`);
    await page.locator('table tbody tr').first().waitFor();
    found.push(...(await findings(page, 'people')));
    await page.goto(`${desk.broker.url}/enrol#nothing`);
    await page.locator('h1').waitFor();
    found.push(...(await findings(page, 'dead link')));
    expect(found).toEqual([]);
  });
});

describe('when a customer uses the keyboard alone', () => {
  it('comes in, goes on, allows, shows and stops', async () => {
    const maria = await Technician.signsIn(desk);
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk, { display: screen.display, capture: 'monitor' });
    const { page } = carla;
    const tabTo = async (name: RegExp) => {
      for (let presses = 0; presses < 30; presses++) {
        const focused = await page.evaluate(() => document.activeElement?.textContent ?? '');
        if (name.test(focused)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`no Tab leads to ${name}`);
    };
    const tabToRadio = async (value: string) => {
      for (let presses = 0; presses < 30; presses++) {
        if (await page.locator(`input[value="${value}"]:focus`).isVisible()) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`no Tab leads to ${value}`);
    };
    await page.keyboard.type(code.replaceAll(' ', ''));
    await page.keyboard.press('Enter');
    await page.locator('.choices').nth(1).waitFor();
    await tabToRadio('customer');
    await page.keyboard.press('Space');
    await tabToRadio('bait');
    await page.keyboard.press('ArrowDown');
    await tabTo(/^Go on$/);
    await page.keyboard.press('Enter');
    await page.locator('.who-card').waitFor();
    await tabTo(/^Go on$/);
    await page.keyboard.press('Enter');
    await page.locator('.board').waitFor();
    await maria.asks();
    await page.locator('.armed-button[aria-disabled="false"]').waitFor();
    await tabTo(/^Allow/);
    await page.keyboard.press('Enter');
    await page.locator('video.preview').waitFor();
    await page.locator('.armed-button[aria-disabled="false"]').waitFor();
    await tabTo(/^Show it to/);
    await page.keyboard.press('Enter');
    await page.locator('.door-live').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await carla.isTold('You stopped with Esc.');
    await carla.leaves();
  });
});
