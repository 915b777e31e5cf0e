// What a technician can do for a customer in the browser alone, beside seeing: point, draw, zoom a shown tab, and go through
// steps together.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../support/barriers.ts';
import { stopAll } from '../support/children.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { isNear, type Point, waitForPixels } from '../support/pixels.ts';
import { waitFor } from '../support/wait.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';

const SEEN = '.picture video';
const SHOWN = '.shown-picture video';
/** A band of 400 px at the left of an otherwise green page. */
const BANDED = `<title>The green tab</title><body style="margin:0;background:%2300c000"><div style="width:400px;height:4000px;background:%23c00000">`;

let desk: HelpDesk;
let screen: Screen;
let maria: Technician;

beforeAll(async () => {
  [desk, screen] = await Promise.all([openHelpDesk(), startXvfb()]);
  maria = await Technician.signsIn(desk);
});
afterAll(stopAll);

async function comes(): Promise<Customer> {
  return Customer.comes(desk, {
    display: screen.display,
    capture: { tab: 'The green tab' },
    // Answers Chromium's own question whether this page may zoom the captured tab.
    args: ['--auto-grant-captured-surface-control-prompt'],
  });
}

/** Carla shows her green tab to Maria. */
async function showsTab(carla: Customer): Promise<Page> {
  const code = await maria.opensSession();
  const green = await carla.newPage();
  await green.goto(`data:text/html,${BANDED}`);
  await carla.page.bringToFront();
  await carla.joins(code);
  await maria.asks({ surface: 'One browser tab' });
  await carla.allows();
  await carla.shows();
  await waitForPixels(maria.page, SEEN, { at: [[0.9, 0.5]], until: ([pixel]) => isNear(pixel, '#00c000') });
  return green;
}

/** Where this share of the picture lies on the page, by what the browser says of the video. */
async function placeOf(page: Page, selector: string, [x, y]: Point): Promise<{ x: number; y: number }> {
  return page.locator(selector).evaluate(
    (video: HTMLVideoElement, [across, down]) => {
      const box = video.getBoundingClientRect();
      const scale = Math.min(box.width / video.videoWidth, box.height / video.videoHeight);
      const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
      return {
        x: box.left + (box.width - width) / 2 + across * width,
        y: box.top + (box.height - height) / 2 + down * height,
      };
    },
    [x, y] as const,
  );
}

/** Resolves when the middle of this element lies at this share of the customer's own small picture. */
async function isAt(page: Page, selector: string, share: Point): Promise<void> {
  await waitFor(
    async () => {
      const box = await page.locator(selector).boundingBox();
      if (!box) return undefined;
      const wanted = await placeOf(page, SHOWN, share);
      const isNearX = Math.abs(box.x + box.width / 2 - wanted.x) < 2;
      return isNearX && Math.abs(box.y + box.height / 2 - wanted.y) < 2 ? true : undefined;
    },
    { what: `${selector} to stand at ${share.join(', ')}` },
  );
}

async function moveMouse(page: Page, share: Point): Promise<void> {
  const { x, y } = await placeOf(page, SEEN, share);
  await page.mouse.move(x, y, { steps: 5 });
}

/** How many elements of this kind stand in Chromium's small window on top. */
const inSmallWindow = (page: Page, selector: string): Promise<number> =>
  page.evaluate((wanted) => {
    const { documentPictureInPicture: small } = globalThis as unknown as {
      documentPictureInPicture: { window: Window | null };
    };
    return small.window?.document.querySelectorAll(wanted).length ?? 0;
  }, selector);

describe('when the technician points and draws', () => {
  it('shows the customer where, in the page and in the small window, and nothing of it after the picture', async () => {
    const carla = await comes();
    await showsTab(carla);
    await maria.page.getByRole('button', { name: 'Point', exact: true }).click();
    await moveMouse(maria.page, [0.25, 0.75]);
    await isAt(carla.page, '.shown-picture .mark-dot', [0.25, 0.75]);
    expect(await carla.page.locator('.shown-picture .mark-dot').innerText()).toBe('Maria Rossi');
    // Nothing of the picture is cut off: what is pointed at could be there.
    const [box, video] = await Promise.all(
      ['.shown-box', SHOWN].map((selector) => carla.page.locator(selector).boundingBox()),
    );
    expect(video?.height).toBeLessThanOrEqual(box?.height ?? 0);
    await waitFor(async () => (await inSmallWindow(carla.page, '.mark-dot')) === 1 || undefined, {
      what: 'the pointer in the small window',
    });

    // By keyboard: five steps to the right of where the mouse left it.
    await maria.page.getByRole('application').focus();
    for (let press = 0; press < 5; press++) await maria.page.keyboard.press('ArrowRight');
    await isAt(carla.page, '.shown-picture .mark-dot', [0.3, 0.75]);

    await maria.page.getByRole('button', { name: 'Draw', exact: true }).click();
    expect(await carla.page.locator('.mark-dot').count()).toBe(0);
    await moveMouse(maria.page, [0.5, 0.2]);
    await maria.page.mouse.down();
    await moveMouse(maria.page, [0.7, 0.4]);
    await maria.page.mouse.up();
    // A straight line: its middle is the middle of its box.
    await isAt(carla.page, '.shown-picture .mark-line', [0.6, 0.3]);
    expect(await inSmallWindow(carla.page, '.mark-line')).toBe(1);
    await maria.page.getByRole('button', { name: 'Clear', exact: true }).click();
    await carla.page.locator('.mark-line').waitFor({ state: 'detached' });

    await maria.page.getByRole('application').focus();
    await maria.page.keyboard.press('Space');
    await maria.page.keyboard.press('Shift+ArrowDown');
    await maria.page.keyboard.press('Space');
    await carla.page.locator('.shown-picture .mark-line').waitFor({ state: 'attached' });
    await carla.stops();
    await maria.isTold('The customer stopped. Nothing is shown any more.');
    await carla.page.locator('.shown-picture').waitFor({ state: 'detached' });
    expect(await maria.page.locator('.mark-line').count()).toBe(0);
    expect(await maria.page.getByRole('button', { name: 'Point', exact: true }).count()).toBe(0);
    expect([...maria.complaints, ...carla.complaints]).toEqual([]);
    await carla.leaves();
  });
});

describe('when the technician would zoom a tab', () => {
  it('waits for the customer’s yes, and then changes what both see', async () => {
    const carla = await comes();
    const green = await showsTab(carla);
    const EDGE = [0.42, 0.5] as const;
    await maria.isTold('Tab zoom: the customer can allow it on their page.');
    await waitForPixels(maria.page, SEEN, { at: [EDGE], until: ([pixel]) => isNear(pixel, '#00c000') });
    await carla.page.getByRole('button', { name: 'Let Maria Rossi zoom this tab' }).click();
    await maria.isTold('Their tab: 100%');
    for (const level of ['110%', '125%', '150%']) {
      await maria.page.getByRole('button', { name: 'Make the customer’s tab larger' }).click();
      await maria.isTold(`Their tab: ${level}`);
    }
    expect(await green.evaluate(() => devicePixelRatio)).toBe(1.5);
    await waitForPixels(maria.page, SEEN, { at: [EDGE], until: ([pixel]) => isNear(pixel, '#c00000') });
    await carla.isTold('Maria Rossi can zoom this tab. It stands at 150%.');
    await carla.page.getByRole('button', { name: 'Back to 100 %' }).click();
    await maria.isTold('Their tab: 100%');
    await carla.page.getByRole('button', { name: 'No more zooming' }).click();
    await maria.isTold('Tab zoom: the customer can allow it on their page.');
    expect([...maria.complaints, ...carla.complaints]).toEqual([]);
    await carla.leaves();
  });
});

describe('when both go through steps', () => {
  const step = (page: Page, name: string) => page.getByRole('checkbox', { name });

  it('shows each what the other ticked, also after a reload of either page', async () => {
    const carla = await comes();
    await carla.joins(await maria.opensSession());
    await maria.page.getByText('Write steps for the customer').click();
    await maria.page
      .getByLabel('Steps, one a line')
      .fill('Switch the printer off\nOpen the <b>lid</b>\nSwitch it on');
    await maria.page.getByRole('button', { name: 'Show them' }).click();
    await step(carla.page, 'Open the <b>lid</b>').check();
    await step(maria.page, 'Switch it on').check();
    await carla.isTold('2 of 3 done');
    await maria.isTold('2 of 3 done');
    await carla.page.getByText('Maria Rossi ticked: Switch it on').waitFor({ state: 'attached' });

    await Promise.all([carla.page.reload(), maria.page.reload()]);
    await step(carla.page, 'Switch the printer off').check();
    await maria.isTold('3 of 3 done');
    expect(await step(maria.page, 'Open the <b>lid</b>').isChecked()).toBe(true);
    expect(await step(carla.page, 'Switch it on').isChecked()).toBe(true);
    expect([...maria.complaints, ...carla.complaints]).toEqual([]);
    await carla.leaves();
  });
});

describe('when a page is read out or used by keyboard', () => {
  it('has no barrier in these parts, in either language', async () => {
    const carla = await comes();
    await showsTab(carla);
    await maria.page.getByText('Write steps for the customer').click();
    await maria.page.getByLabel('Steps, one a line').fill('Restart');
    await maria.page.getByRole('button', { name: 'Show them' }).click();
    await carla.page.getByRole('checkbox', { name: 'Restart' }).waitFor();
    await carla.page.getByRole('button', { name: 'Let Maria Rossi zoom this tab' }).click();
    await maria.isTold('Their tab: 100%');
    await maria.page.getByText('What this page can do, and what it cannot').click();
    await maria.page.getByRole('button', { name: 'Draw', exact: true }).click();
    await moveMouse(maria.page, [0.5, 0.5]);
    await carla.page.locator('.shown-picture .mark-dot').waitFor();
    const found = [
      ...(await findings(carla.page, 'room, pointed at')),
      ...(await findings(maria.page, 'session, drawing')),
    ];
    expect(found).toEqual([]);
    await carla.leaves();
  });
});
