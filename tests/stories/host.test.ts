// The host on a customer's computer, as people use it: digits from the page, the packed program on the same screen, the question in
// the program's own window. The customer's hand is the keyboard that the virtual screen has of itself.
import { type ChildProcess, execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { displayOf, pixelOn } from '../host/support/eyes.ts';
import { startChild, stopAll, stopChild, stopLater } from '../support/children.ts';
import { type Desktop, holdsAllow, newFile, openDesktop } from '../support/desktop.ts';
import { paintScreen } from '../support/paint.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { isNear, waitForPixels } from '../support/pixels.ts';
import { waitFor } from '../support/wait.ts';

const BARE_SCREEN = [0.95, 0.3] as const;
const SEEN = '.picture video';
const WHOLE = { x: 0, y: 0, width: 1280, height: 720 };
const PEOPLE = { tech: 'Maria Rossi', desk: 'Acme help desk' };
const TEXT = 'perché costa 5 € {[|]} 漢字';

let desk: HelpDesk;
let screen: Desktop;
beforeAll(async () => {
  [desk, screen] = await Promise.all([openHelpDesk(), openDesktop()]);
  const args = ['scripts/run.mjs', 'host:pack', '--broker', desk.broker.url];
  const out = ['--out', join(desk.broker.dataDir, 'download')];
  await execute(process.execPath, [...args, ...out], { cwd: ROOT });
});
afterAll(stopAll);

const execute = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What the operator packs and the page offers, downloaded and unpacked as the customer does. @returns its folder */
async function downloads(page: Page): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'permesso-customer-'));
  stopLater(() => rm(home, { recursive: true, force: true }));
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /^Download the program/ }).click(),
  ]);
  const packed = join(home, 'packed.tar.gz');
  await file.saveAs(packed);
  await execute('tar', ['-xzf', packed, '-C', home]);
  return join(home, 'permesso-host');
}

/** The program, started as it is from a terminal: it has its own Node, and knows its desk. */
function startsHost(folder: string, code: string): ChildProcess {
  const args = ['--pair', code, '--language', 'en'];
  const child = startChild(join(folder, 'permesso-host'), args, { env: { ...process.env, ...screen.env } });
  stopLater(() => stopChild(child));
  return child;
}

describe('when a customer connects their computer', () => {
  it('is asked in the program’s window, shows the screen, lends the hands, stops from the page, and sends the program away', async () => {
    const maria = await Technician.signsIn(desk);
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk, { display: screen.env.DISPLAY });
    await carla.joins(code);
    await carla.page.getByText('Connect this computer').click();
    const folder = await downloads(carla.page);
    await carla.page.getByRole('button', { name: 'Make digits for the program' }).click();
    const digits = await carla.page.locator('.host-digits').innerText();
    const host = startsHost(folder, digits);
    await carla.isTold('This computer is connected.');

    await maria.asks({ surface: null });
    await carla.isTold('the question stands in the window of the program');
    // Enter on Allow works once the question has been seen for a second; before that it does nothing.
    const seeing = carla.page.getByRole('button', { name: /^Stop: See your screen/ });
    const asked = { ...PEOPLE, scope: 'view', reason: 'to look at the printer error', minutes: 15 } as const;
    await holdsAllow(screen, asked, () => seeing.isVisible());
    for (const colour of ['#3366cc', '#c00000']) {
      await paintScreen(screen.env.DISPLAY, colour);
      await waitForPixels(maria.page, SEEN, {
        at: [BARE_SCREEN],
        until: ([pixel]) => isNear(pixel, colour),
        timeoutMs: 15_000,
      });
    }
    await maria.page.getByText(/^Answers /).waitFor();
    await maria.page.getByText('Screens and quality').click();
    await maria.page.getByText('It has no other.').waitFor();
    await maria.page.getByRole('radio', { name: /^Sharp/ }).check();
    await maria.page.keyboard.press('Escape');
    await maria.page.getByText('It has no other.').waitFor({ state: 'hidden' });
    // What she draws on the picture stands on the customer's real screen, until she takes it away.
    const seen = (await maria.page.locator(SEEN).boundingBox()) ?? WHOLE;
    const display = await displayOf(screen.env.DISPLAY);
    const isDrawn = async () => isNear(await pixelOn(display, 640, 200), '#c71585');
    await maria.page.getByRole('button', { name: 'Draw', exact: true }).click();
    await maria.page.mouse.move(seen.x + seen.width / 2, seen.y + seen.height / 2);
    await maria.page.mouse.down();
    await maria.page.mouse.move(seen.x + seen.width / 2, seen.y + 2, { steps: 10 });
    await maria.page.mouse.up();
    await waitFor(async () => (await isDrawn()) || undefined, { what: 'the line on the screen' });
    await maria.page.getByRole('button', { name: 'Clear', exact: true }).click();
    await waitFor(async () => !(await isDrawn()) || undefined, { what: 'the line to go' });
    await maria.page.getByText('Ask for something else, or for more time').click();
    await maria.page.getByText('Use mouse and keyboard', { exact: true }).click();
    const form = maria.page.getByRole('form', { name: 'Ask to use mouse and keyboard' });
    await form.getByLabel('Why').fill('to write the settings');
    await form.getByRole('button', { name: 'Ask', exact: true }).click();
    const using = carla.page.getByRole('button', { name: /^Stop: Use mouse and keyboard/ });
    const more = { ...asked, scope: 'control', reason: 'to write the settings' } as const;
    await holdsAllow(screen, more, () => using.isVisible());
    const file = newFile();
    await screen.terminal(`cat > ${file.path}`);
    await maria.page.getByRole('button', { name: 'Use mouse and keyboard' }).click();
    await maria.page.locator('textarea[aria-label^="Keyboard"]:focus').waitFor({ state: 'attached' });
    // The remote hand rests for a moment after an answer and after the customer's own hand; until then nothing moves.
    const { x, y, width, height } = (await maria.page.locator(SEEN).boundingBox()) ?? WHOLE;
    let jiggle = 0;
    const isInTheMiddle = async () => {
      jiggle = 1 - jiggle;
      await maria.page.mouse.move(x + width / 2, y + height / 2 + jiggle);
      const { rootX, rootY } = await screen.eyes.pointer();
      return (Math.abs(rootX - 640) < 15 && Math.abs(rootY - 400) < 15) || undefined;
    };
    await waitFor(isInTheMiddle, { what: 'the pointer in the middle', everyMs: 200 });
    await maria.page.keyboard.type(`${TEXT}\n`);
    const hasLine = async () => file.text().includes('\n') || undefined;
    await waitFor(hasLine, { what: 'the line', timeoutMs: 15_000 });
    expect(file.text()).toBe(`${TEXT}\n`);
    await using.click();
    await maria.page.getByRole('button', { name: 'Use mouse and keyboard' }).waitFor({ state: 'hidden' });
    await maria.page.locator(SEEN).waitFor({ state: 'hidden' });
    const gone = once(host, 'exit');
    await carla.page.getByRole('button', { name: 'Disconnect this computer' }).click();
    expect(await gone).toEqual([0, null]);
    expect([...maria.complaints, ...carla.complaints]).toEqual([]);
  });
});
