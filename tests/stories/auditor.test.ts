// The auditor at work: thousands of sessions scrolled to their end, one verified and saved, and one that somebody changed in the
// database.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
import { stopAll } from '../support/children.ts';
import { complaintsOf, type HelpDesk, openHelpDesk, PASSWORD } from '../support/people.ts';

const SESSIONS = 3_000;

let desk: HelpDesk;
let page: Page;
let complaints: string[];

const withStore = <T>(act: (db: Database.Database) => T): T => {
  const db = new Database(join(desk.broker.dataDir, 'permesso.db'));
  db.exec('pragma busy_timeout = 5000');
  try {
    return act(db);
  } finally {
    db.close();
  }
};

async function post(path: string, body: unknown, cookie = ''): Promise<Response> {
  const answer = await fetch(desk.broker.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: desk.broker.url, cookie },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

/** A session that a technician opened and nobody came to. @returns its number */
async function opensSession(): Promise<string> {
  const entered = await post('/api/sign-in', desk.maria);
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { sid } = (await (await post('/api/sessions', { code: 'page' }, cookie)).json()) as { sid: string };
  return sid;
}

let sid: string;
beforeAll(async () => {
  desk = await openHelpDesk();
  sid = await opensSession();
  withStore((db) =>
    db
      .prepare(
        `with recursive counted(n) as (select 0 union all select n + 1 from counted where n < ?)
         insert into session (id, desk_id, technician_id, phase, ending, created_at, ended_at, seq, scopes, asked, granted, denied, files, words)
         select printf('seed%018d', n), desk_id, technician_id, 'ended', 'completed', created_at - (n + 1) * 60000,
           created_at - n * 60000, 9, 'view', 1, 1, 0, 0, 'maria rossi' from counted, session where id = ?`,
      )
      .run(SESSIONS - 2, sid),
  );
  const browser = await launchChromium({ locale: 'en-GB' });
  page = await browser.newPage();
  complaints = complaintsOf(page);
  await page.goto(`${desk.broker.url}/admin`);
  await page.getByLabel('E-mail').fill(desk.admin.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.locator('tr[data-row]').first().waitFor();
});
afterAll(stopAll);

const table = () => page.getByRole('table', { name: 'Sessions, newest first' });
const rowsInPage = () => page.locator('tr[data-row]').count();
const openList = async () => {
  await page.goto(`${desk.broker.url}/admin#log`);
  await page.locator('tr[data-row]').first().waitFor();
};
const scrollToEnd = () =>
  page.evaluate(() => {
    const content = document.getElementById('content');
    content?.scrollTo({ top: content.scrollHeight, behavior: 'instant' });
  });
/** Resolves when the list stands at its very end and knows it. */
async function readsToTheEnd(): Promise<number> {
  let most = 0;
  for (;;) {
    await scrollToEnd();
    most = Math.max(most, await rowsInPage());
    if ((await table().getAttribute('aria-rowcount')) !== '-1') break;
  }
  await scrollToEnd();
  return most;
}
const focusedRow = () =>
  page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex'));

describe('when the list is long', () => {
  it('is read to its end with only some dozens of rows in the page', async () => {
    await openList();
    expect(await table().getAttribute('aria-rowcount')).toBe('-1');
    expect(await readsToTheEnd()).toBeLessThan(60);
    expect(await table().getAttribute('aria-rowcount')).toBe(String(SESSIONS + 1));
    await page.locator(`tr[aria-rowindex="${SESSIONS + 1}"]`).waitFor();
    const heights = await page
      .locator('tr[data-row]')
      .evaluateAll((rows) => [...new Set(rows.map((row) => row.getBoundingClientRect().height))]);
    expect(heights).toHaveLength(1);
  });

  it('is walked by keys from one end to the other, and the focus is never lost', async () => {
    await openList();
    await readsToTheEnd();
    await page.locator(`tr[aria-rowindex="${SESSIONS + 1}"] .table-open`).focus();
    await page.keyboard.press('Home');
    await page.waitForFunction(
      () => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex') === '2',
    );
    expect(await page.locator('tr[aria-rowindex="2"]').isVisible()).toBe(true);
    await page.keyboard.press('ArrowDown');
    expect(await focusedRow()).toBe('3');
    await page.keyboard.press('End');
    await page.waitForFunction(
      (last) => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex') === last,
      String(SESSIONS + 1),
    );
    // Scrolled away by other means, the row with the focus stays in the page.
    await page.evaluate(() => document.getElementById('content')?.scrollTo({ top: 0, behavior: 'instant' }));
    await page.locator('tr[aria-rowindex="2"]').waitFor();
    expect(await focusedRow()).toBe(String(SESSIONS + 1));
    expect(await rowsInPage()).toBeLessThan(60);
  });

  it('is where it was after a session was looked at', async () => {
    await openList();
    await page.evaluate(() => {
      const content = document.getElementById('content');
      const row = document.querySelector('tr[data-row]');
      const list = document.querySelector('.log-list');
      const top = (list?.getBoundingClientRect().top ?? 0) + 28 * (row?.getBoundingClientRect().height ?? 0);
      content?.scrollBy({ top, behavior: 'instant' });
    });
    const row = page.locator('tr[data-row="30"] .table-open');
    await row.waitFor();
    const where = await row.boundingBox();
    await row.evaluate((button: HTMLElement) => button.focus({ preventScroll: true }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /^Session of/ }).waitFor();
    await page.goBack();
    await row.waitFor();
    expect(await row.evaluate((button) => button === document.activeElement)).toBe(true);
    expect((await row.boundingBox())?.y).toBe(where?.y);
  });
});

describe('when the list is saved', () => {
  it('holds every session, as narrowed, and says that the download is recorded', async () => {
    await openList();
    await page.getByText('Download this list').click();
    await page.getByText('The download itself is recorded').waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV' }).first().click();
    const file = await (await saved).path();
    const lines = (await readFile(file, 'utf8')).split('\r\n').filter(Boolean);
    expect(lines).toHaveLength(SESSIONS + 1);
  });
});

describe('when a session is verified in the browser', () => {
  const verifies = async () => {
    await page.goto(`${desk.broker.url}/admin#log/${sid}`);
    await page.getByRole('button', { name: 'Verify now' }).click();
  };
  it('is said to be sound, against which key', async () => {
    await verifies();
    await page.getByText('Checked: nothing was changed').first().waitFor();
    await page
      .getByText(/Against the key: (?:[0-9a-f]{4} ){3}[0-9a-f]{4}/)
      .first()
      .waitFor();
  });

  it('is impossible to overlook once somebody changed it in the database', async () => {
    await openList();
    await page.getByText('Pictures without a permission: 0').waitFor();
    await page.getByRole('button', { name: 'Verify the whole log' }).click();
    await page.getByText('Log of the desk — Checked: nothing was changed').waitFor();
    withStore((db) => {
      db.exec('drop trigger event_no_update');
      db.prepare(`update event set body = replace(body, '"pake"', '"broker"') where session_id = ?`).run(sid);
    });
    await verifies();
    const alarm = page.getByRole('alert').filter({ hasText: 'TAMPERED WITH' });
    await alarm.waitFor();
    expect(await alarm.innerText()).toContain('The first bad entry is no. 1 of this session');
    await openList();
    await page.getByRole('button', { name: 'Verify the whole log' }).click();
    await page.getByRole('alert').filter({ hasText: 'Log of the desk — TAMPERED WITH' }).waitFor();
    expect(complaints).toEqual([]);
  });
});
