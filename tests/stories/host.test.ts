// The host on a customer's computer, as people use it: digits from the page, the packed program on the same screen, the question in
// the program's own window. The customer's hand is the keyboard that the virtual screen has of itself.
import { type ChildProcess, execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areaOf } from '../../client-web/src/features/pointing/place.ts';
import { displayOf, pixelOn } from '../host/support/eyes.ts';
import { startChild, stopAll, stopChild, stopLater } from '../support/children.ts';
import { type Desktop, holdsAllow, openDesktop, waitForText } from '../support/desktop.ts';
import { openEditor, type Spot } from '../support/editor.ts';
import { paintScreen } from '../support/paint.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { isNear, videoPixels, waitForPixels } from '../support/pixels.ts';
import { waitFor } from '../support/wait.ts';

const BARE_SCREEN = [0.95, 0.3] as const;
const SEEN = '.picture video';
const SCREEN = { width: 1280, height: 800 };
const PEOPLE = { tech: 'Maria Rossi', desk: 'Acme help desk' };
const TEXT = 'perché costa 5 € {[|]} 漢字';
/** A line that can be seen from afar. */
const BAR = '█'.repeat(40);
const BAR_WIDTH = 400;
/** More lines than the editor shows at once. */
const REST = Array.from({ length: 100 }, (_, i) => `line ${i + 1}`).join('\n');

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

/** The remote mouse goes to a point of the customer's screen, and is there when this resolves. */
async function goesTo(page: Page, spot: Spot): Promise<void> {
  const box = (await page.locator(SEEN).boundingBox()) ?? { x: 0, y: 0, ...SCREEN };
  const { left, top, width, height } = areaOf(box, SCREEN) ?? { left: 0, top: 0, ...SCREEN };
  // It rests for a moment after the customer's own hand; until then nothing moves, so the mouse moves again.
  let jiggle = 0;
  const isThere = async () => {
    jiggle = 0.5 - jiggle;
    const [right, down] = [spot.x / SCREEN.width, spot.y / SCREEN.height];
    await page.mouse.move(box.x + left + right * width, box.y + top + down * height + jiggle);
    const { rootX, rootY } = await screen.eyes.pointer();
    return (Math.abs(rootX - spot.x) < 4 && Math.abs(rootY - spot.y) < 4) || undefined;
  };
  await waitFor(isThere, { what: `the pointer at ${spot.x},${spot.y}`, timeoutMs: 15_000 });
}

/** What the technician sees at a point of the customer's screen. */
async function shows(page: Page, { x, y }: Spot, colour: string): Promise<boolean> {
  const [pixel] = await videoPixels(page, SEEN, [[x / SCREEN.width, y / SCREEN.height]]);
  return isNear(pixel, colour, 90);
}
const sees = (page: Page, spot: Spot, colour: string) =>
  waitFor(async () => (await shows(page, spot, colour)) || undefined, {
    what: `${colour} at ${spot.x},${spot.y}`,
    timeoutMs: 15_000,
    everyMs: 100,
  });

/** A point to the right of a line that is `BAR`, or within it. */
const beside = ({ x, y }: Spot, share = 1.1): Spot => ({ x: x + BAR_WIDTH * share, y });

/**
 * A file is opened with the editor's own dialog; its first line is dragged over and written anew in one layout; its last one is
 * scrolled to and written anew in another. The file has exactly these bytes.
 */
async function edits(page: Page): Promise<void> {
  const { keyboard, mouse } = page;
  const editor = await openEditor(screen, `${BAR}\n${REST}\n${BAR}`);
  const { firstLine, lastLine } = editor;
  await goesTo(page, firstLine);
  await keyboard.press('Control+o');
  await goesTo(page, await editor.fileInDialog());
  // Two presses that the network drew apart are no double click; where no dialog is left they do no harm.
  const opens = async () => {
    if (await editor.hasOpened()) return true;
    for (const count of [1, 2]) {
      await mouse.down({ clickCount: count });
      await mouse.up({ clickCount: count });
    }
    return undefined;
  };
  await waitFor(opens, { what: 'the file in the editor', timeoutMs: 15_000, everyMs: 700 });

  const replaces = async (from: Spot) => {
    const middle = beside(from, 0.5);
    await sees(page, middle, '#000000');
    await goesTo(page, from);
    await mouse.down();
    await goesTo(page, beside(from));
    await mouse.up();
    // Selected letters are white. A window manager may hold a press back for a moment and keys not, so nobody types blindly.
    await sees(page, middle, '#ffffff');
    await keyboard.type(TEXT);
    await keyboard.press('Control+s');
  };
  await replaces(firstLine);
  await waitForText(editor.file, `${TEXT}\n${REST}\n${BAR}`);

  await screen.run('setxkbmap', 'it');
  await goesTo(page, lastLine);
  const scrolls = async () => {
    await mouse.wheel(0, 500);
    return (await shows(page, beside(lastLine, 0.5), '#000000')) || undefined;
  };
  await waitFor(scrolls, { what: 'the last line', timeoutMs: 15_000, everyMs: 200 });
  await replaces(lastLine);
  await waitForText(editor.file, `${TEXT}\n${REST}\n${TEXT}`);
}

/** A recording is asked for by itself, stands in red at both ends, and is kept as the log says. */
async function records(page: Page, carla: Customer): Promise<void> {
  await page.getByText('Ask for something else, or for more time').click();
  await page.getByText('Record the picture', { exact: true }).click();
  const form = page.getByRole('form', { name: 'Ask to record the picture' });
  await form.getByLabel('Why').fill('to show a colleague');
  await form.getByRole('button', { name: 'Ask', exact: true }).click();
  const recording = carla.page.getByRole('button', { name: /^Stop: Record your screen/ });
  const asked = { ...PEOPLE, scope: 'record', reason: 'to show a colleague', minutes: 15 } as const;
  await holdsAllow(screen, asked, () => recording.isVisible());
  await carla.isTold('on: what they see is being kept');
  await page.getByText('Recording', { exact: true }).waitFor();
  // Something to see in it.
  for (const colour of ['#227722', '#3366cc']) {
    await paintScreen(screen.env.DISPLAY, colour);
    await waitForPixels(page, SEEN, { at: [BARE_SCREEN], until: ([pixel]) => isNear(pixel, colour) });
  }
  await page.getByRole('button', { name: 'Stop recording' }).click();
  const kept = page.getByRole('region', { name: 'Kept recordings' });
  const sum = await kept.locator('code').innerText();
  await recording.waitFor({ state: 'hidden' });
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    kept.getByRole('button', { name: 'Save the file' }).click(),
  ]);
  const path = await file.path();
  expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(sum);
  const read = [
    '-v',
    'error',
    '-count_frames',
    '-select_streams',
    'v',
    '-show_entries',
    'stream=nb_read_frames',
  ];
  const { stdout } = await execute('ffprobe', [...read, '-of', 'csv=p=0', path]);
  expect(Number.parseInt(stdout, 10)).toBeGreaterThan(1);
  await kept.getByRole('button', { name: 'Throw it away' }).click();
}

describe('when a customer connects their computer', () => {
  it('is asked in the program’s window, shows the screen, lends the hands, stops from the page, and sends the program away', {
    timeout: 120_000,
  }, async () => {
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
    const seen = (await maria.page.locator(SEEN).boundingBox()) ?? { x: 0, y: 0, ...SCREEN };
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
    await records(maria.page, carla);
    await maria.page.getByText('Ask for something else, or for more time').click();
    await maria.page.getByText('Use mouse and keyboard', { exact: true }).click();
    const form = maria.page.getByRole('form', { name: 'Ask to use mouse and keyboard' });
    await form.getByLabel('Why').fill('to write the settings');
    await form.getByRole('button', { name: 'Ask', exact: true }).click();
    const using = carla.page.getByRole('button', { name: /^Stop: Use mouse and keyboard/ });
    const more = { ...asked, scope: 'control', reason: 'to write the settings' } as const;
    await holdsAllow(screen, more, () => using.isVisible());
    await maria.page.getByRole('button', { name: 'Use mouse and keyboard' }).click();
    await maria.page.locator('textarea[aria-label^="Keyboard"]:focus').waitFor({ state: 'attached' });
    await edits(maria.page);

    // An arrow is held; the customer stops; it goes up.
    await maria.page.keyboard.down('ArrowUp');
    const holds = async (count: number) => (await screen.eyes.heldKeys()).length === count || undefined;
    await waitFor(() => holds(1), { what: 'a held key' });
    await using.click();
    await waitFor(() => holds(0), { what: 'the key to go up' });
    await maria.page.keyboard.up('ArrowUp');
    await maria.page.getByRole('button', { name: 'Use mouse and keyboard' }).waitFor({ state: 'hidden' });
    await maria.page.locator(SEEN).waitFor({ state: 'hidden' });
    const gone = once(host, 'exit');
    await carla.page.getByRole('button', { name: 'Disconnect this computer' }).click();
    expect(await gone).toEqual([0, null]);
    expect([...maria.complaints, ...carla.complaints]).toEqual([]);
  });
});
