// Files in both directions between real browsers: accepted by the receiver, whole, under a safe name.
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopAll, stopLater } from '../support/children.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';

let desk: HelpDesk;
let maria: Technician;
let carla: Customer;

beforeAll(async () => {
  desk = await openHelpDesk();
  maria = await Technician.signsIn(desk);
  carla = await Customer.comes(desk);
  await carla.joins(await maria.opensSession());
});
afterAll(stopAll);

async function offers(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}
const row = (page: Page, name: string) => page.locator('.file-entry', { hasText: name });
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('when a file is offered', () => {
  it('arrives whole under a name that is safe', async () => {
    const bytes = randomBytes(300_000);
    await offers(carla.page, 'foto\u202egpj.exe/..\\printer:1.log', bytes);
    const offered = row(maria.page, 'printer_1.log');
    const arriving = maria.page.waitForEvent('download');
    await offered.getByRole('button', { name: 'Accept', exact: true }).click();
    const download = await arriving;
    expect(download.suggestedFilename()).toBe('fotogpj.exe_.._printer_1.log');
    expect(sha(await readFile(await download.path()))).toBe(sha(bytes));
    await offered.getByText('arrived whole, checked').waitFor();
    await row(carla.page, 'printer_1.log').getByText('arrived whole, checked').waitFor();
  });

  it('is not sent when the receiver refuses', async () => {
    await offers(maria.page, 'unwanted.pdf', randomBytes(1_000));
    await row(carla.page, 'unwanted.pdf').getByRole('button', { name: 'Refuse' }).click();
    await row(maria.page, 'unwanted.pdf').getByText('refused').waitFor();
  });

  it('needs a second yes when it is a program', async () => {
    const bytes = randomBytes(2_000);
    await offers(maria.page, 'driver.exe', bytes);
    await row(carla.page, 'driver.exe').getByRole('button', { name: 'Accept', exact: true }).click();
    await carla.isTold('This file is a program. It can do anything on your computer when you open it.');
    const arriving = carla.page.waitForEvent('download');
    await carla.page.getByRole('button', { name: 'Accept the program' }).click();
    expect(sha(await readFile(await (await arriving).path()))).toBe(sha(bytes));
  });

  it('can be taken back before it is accepted', async () => {
    await offers(maria.page, 'mistake.zip', randomBytes(1_000));
    await row(carla.page, 'mistake.zip').getByRole('button', { name: 'Accept', exact: true }).waitFor();
    await row(maria.page, 'mistake.zip').getByRole('button', { name: 'Cancel' }).click();
    await row(carla.page, 'mistake.zip').getByText('cancelled').waitFor();
  });
});

/** The suite moves 32 MiB; `FILE_MIB=1024 npm test -- tests/stories/files.test.ts` tries a whole gibibyte. */
const LARGE_MIB = Number(process.env['FILE_MIB'] ?? 32);

describe('when a large file moves', () => {
  it(
    `goes straight to the disk, ${LARGE_MIB} MiB of it, and chat goes on meanwhile`,
    async () => {
      // The page's own picker for saving has no driver; without it the service worker streams the download.
      await carla.page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
      const { path, digest } = await largeFile();
      await maria.page.locator('input[type="file"]').setInputFiles(path);
      const arriving = carla.page.waitForEvent('download');
      await row(carla.page, 'image.bin').getByRole('button', { name: 'Accept', exact: true }).click();
      await maria.writes('it is on its way');
      await carla.reads('it is on its way');
      const download = await arriving;
      await row(carla.page, 'image.bin')
        .getByText('arrived whole, checked')
        .waitFor({ timeout: LARGE_MIB * 2_000 });
      expect(await digestOf(await download.path())).toBe(digest);
      expect([...maria.complaints, ...carla.complaints]).toEqual([]);
    },
    60_000 + LARGE_MIB * 2_000,
  );
});

async function largeFile(): Promise<{ path: string; digest: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'permesso-file-'));
  stopLater(() => rm(folder, { recursive: true }));
  const path = join(folder, 'image.bin');
  const hash = createHash('sha256');
  for (let mib = 0; mib < LARGE_MIB; mib++) {
    const block = randomBytes(1024 * 1024);
    hash.update(block);
    await appendFile(path, block);
  }
  return { path, digest: hash.digest('hex') };
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of createReadStream(path)) hash.update(block);
  return hash.digest('hex');
}
