// The stories stand on these helpers, so they are proven first: a real button, a real screen, and the pixels on it.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Capture, type Chromium, launchChromium } from '../support/browsers.ts';
import { stopAll } from '../support/children.ts';
import { paintScreen } from '../support/paint.ts';
import { isNear, videoPixels, waitForPixels } from '../support/pixels.ts';
import { waitFor } from '../support/wait.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';

// At the right edge, where no browser window covers the bare screen.
const BARE_SCREEN = [0.95, 0.3] as const;
const MIDDLE = [0.5, 0.5] as const;

const CUSTOMER_PAGE = `<!doctype html><title>Customer</title>
  <button>Share</button> <output></output> <video muted autoplay></video>
  <script>
    document.querySelector('button').onclick = async () => {
      const say = (text) => { document.querySelector('output').textContent = text; };
      try {
        const stream = await navigator.mediaDevices.getDisplayMedia({ video: true });
        document.querySelector('video').srcObject = stream;
        say(stream.getVideoTracks()[0].getSettings().displaySurface);
      } catch (error) {
        say(error.name);
      }
    };
  </script>`;
const GREEN_PAGE = '<!doctype html><title>The green tab</title><body style="background: #00c000">';

let site: Server;
let url: string;
let screen: Screen;

beforeAll(async () => {
  site = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(request.url === '/green' ? GREEN_PAGE : CUSTOMER_PAGE);
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const address = site.address();
  if (address === null || typeof address === 'string') throw new Error('the page has no port');
  url = `http://localhost:${address.port}`;
  screen = await startXvfb();
});

afterAll(async () => {
  await stopAll();
  site.closeAllConnections();
  site.close();
});

async function openCustomer(capture: Capture): Promise<{ browser: Chromium; page: Page }> {
  const browser = await launchChromium({ display: screen.display, capture });
  const page = await browser.newPage();
  await page.goto(url);
  return { browser, page };
}

async function answer(page: Page): Promise<string> {
  const output = page.locator('output:not(:empty)');
  await output.waitFor();
  return output.innerText();
}

describe('when a customer presses the button', () => {
  it('shares the real monitor, live', async () => {
    await paintScreen(screen.display, '#c00000');
    const { browser, page } = await openCustomer('monitor');
    await page.getByRole('button').click();
    expect(await answer(page)).toBe('monitor');
    await waitForPixels(page, 'video', { at: [BARE_SCREEN], until: ([pixel]) => isNear(pixel, '#c00000') });
    await paintScreen(screen.display, '#0000c0');
    await waitForPixels(page, 'video', { at: [BARE_SCREEN], until: ([pixel]) => isNear(pixel, '#0000c0') });
    await browser.close();
  });

  it('shares the tab of that title', async () => {
    const { browser, page } = await openCustomer({ tab: 'The green tab' });
    const green = await browser.newPage();
    await green.goto(`${url}/green`);
    await page.bringToFront();
    await page.getByRole('button').click();
    expect(await answer(page)).toBe('browser');
    await waitForPixels(page, 'video', { at: [MIDDLE], until: ([pixel]) => isNear(pixel, '#00c000') });
    await browser.close();
  });

  it('is refused where the customer refuses', async () => {
    const { browser, page } = await openCustomer('refuse');
    await page.getByRole('button').click();
    expect(await answer(page)).toBe('NotAllowedError');
    expect(await videoPixels(page, 'video', [MIDDLE])).toEqual([]);
    await browser.close();
  });

  it('meets the real picker, which Escape closes', async () => {
    const { browser, page } = await openCustomer('ask');
    await page.getByRole('button').click();
    // The picker is drawn inside the browser's window, so nothing tells when it is ready for keys.
    const outcome = async () => {
      await screen.press('Escape');
      return (await page.locator('output').innerText()) || undefined;
    };
    expect(await waitFor(outcome, { what: 'the picker to close', everyMs: 300 })).toBe('NotAllowedError');
    await browser.close();
  });
});

describe('when a browser is started', () => {
  it('can be a phone, in Italian, without screen sharing', async () => {
    const browser = await launchChromium({ mobile: true, locale: 'it-IT' });
    const page = await browser.newPage();
    await page.goto(url);
    const phone = await page.evaluate(() => ({
      language: navigator.language,
      hasTouch: navigator.maxTouchPoints > 0,
      canShare: 'getDisplayMedia' in navigator.mediaDevices,
    }));
    expect(phone).toMatchObject({ language: 'it-IT', hasTouch: true, canShare: false });
    await browser.close();
  });

  it('leaves nothing behind', async () => {
    const other = await startXvfb({ width: 320, height: 240 });
    const socket = `/tmp/.X11-unix/X${other.display.slice(1)}`;
    expect(existsSync(socket)).toBe(true);
    await other.stop();
    expect(existsSync(socket)).toBe(false);
  });
});
