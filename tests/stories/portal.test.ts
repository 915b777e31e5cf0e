// A customer without a code: a request at the desk's portal, the wait, and the session to which a technician invites. The technician's
// deeds are the broker's own HTTP interface, asked by the page that she is signed in to.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestDetails, RequestRows } from '../../shared/protocol/requests.ts';
import { findings } from '../support/barriers.ts';
import { stopAll } from '../support/children.ts';
import { type HelpDesk, openHelpDesk, PortalCustomer, Technician } from '../support/people.ts';

const SLUG = 'acme-help-desk';
const MARKUP = '<b id="made">bold</b>';
const IN_NEED = { 'Your name': 'Carla Bianchi', 'What is the problem?': 'The printer does not print.' };

let desk: HelpDesk;

beforeAll(async () => {
  desk = await openHelpDesk();
});
afterAll(stopAll);

/** What the page of somebody who is signed in would ask. */
const ask = async (page: Page, method: string, path: string, body: unknown = {}): Promise<unknown> =>
  page.evaluate(
    async ([how, where, text]) => {
      const answer = await fetch(where, {
        method: how,
        ...(how === 'GET' ? {} : { headers: { 'content-type': 'application/json' }, body: text }),
      });
      if (!answer.ok) throw new Error(`${where}: ${await answer.text()}`);
      return answer.status === 204 ? null : answer.json();
    },
    [method, path, JSON.stringify(body)] as const,
  );

const numbered = async (page: Page, number: number): Promise<string> => {
  const { rows } = (await ask(page, 'GET', '/api/requests?view=all')) as RequestRows;
  return rows.find((row) => row.number === number)?.id ?? '';
};
const details = async (page: Page, request: string) =>
  (await ask(page, 'GET', `/api/requests/${request}`)) as RequestDetails;

/** Takes it and invites its customer; her page is in the session before the customer can be. */
const invites = async ({ page }: Technician, request: string): Promise<void> => {
  await ask(page, 'POST', `/api/requests/${request}/assign`);
  const { sid } = (await ask(page, 'POST', `/api/requests/${request}/join`)) as { sid: string };
  await page.goto(`${desk.broker.url}/desk#${sid}`);
  await page.reload();
};

describe('when somebody needs help and has no code', () => {
  it('is heard, helped, given back, helped again and asked how it was', async () => {
    const carla = await PortalCustomer.comesTo(desk, SLUG);
    await carla.page.getByRole('heading', { name: 'Get help from Acme help desk' }).waitFor();
    await carla.isTold('Nobody is at the desk right now.');
    await carla.isTold('Did somebody call you out of the blue?');
    const photo = { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.alloc(600_000, 7) };
    await carla.page.getByLabel('Photos or files').setInputFiles(photo);
    await carla.page.getByText('600 kB').waitFor();
    const number = await carla.opensRequest(IN_NEED);
    await carla.isTold('You are next.');
    await carla.page.getByText('600 kB, the desk has it').waitFor();
    const program = { name: 'fix.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') };
    await carla.page.getByLabel('Add a photo or a file').setInputFiles(program);
    await carla.page.getByText('2 byte, the desk has it').waitFor();
    await carla.writes('It is the one in the kitchen.');
    await carla.page.locator('.chat-mine', { hasText: 'kitchen' }).waitFor();

    const maria = await Technician.signsIn(desk);
    const request = await numbered(maria.page, number);
    await ask(maria.page, 'POST', `/api/requests/${request}/assign`);
    await carla.isTold('Maria Rossi has taken your request.');
    await ask(maria.page, 'POST', `/api/requests/${request}/say`, { text: 'I am coming.' });
    await carla.reads('I am coming.');
    await carla.page.reload();
    await carla.reads('I am coming.');
    await maria.page.goto(`${desk.broker.url}/desk#r/${request}`);
    const saves = async (name: string) => {
      const [saved] = await Promise.all([
        maria.page.waitForEvent('download'),
        maria.page.getByRole('link', { name: `Save ${name}` }).click(),
      ]);
      return readFileSync(await saved.path());
    };
    expect((await saves('photo.png')).equals(photo.buffer)).toBe(true);
    expect(await maria.page.getByRole('link', { name: 'Save fix.exe' }).count()).toBe(0);
    await maria.page.getByRole('button', { name: 'Save it all the same' }).click();
    expect((await saves('fix.exe')).toString()).toBe('MZ');
    expect((await details(maria.page, request)).lines.map(({ by, text }) => [by, text])).toEqual([
      ['customer', 'It is the one in the kitchen.'],
      ['technician', 'I am coming.'],
    ]);

    await invites(maria, request);
    await carla.isTold('Maria Rossi of Acme help desk is there');
    await carla.goesIn();
    await maria.writes('What does it show?');
    await carla.reads('What does it show?');
    // By its address the waiting room leads back in as well.
    await carla.page.goto(`${desk.broker.url}/d/${SLUG}`);
    await carla.page.getByRole('link', { name: 'Back into the session' }).click();
    await carla.writes('Error 51');
    await maria.reads('Error 51');

    await ask(maria.page, 'POST', `/api/requests/${request}/release`);
    await carla.isTold('Maria Rossi has given your request back.');
    await carla.page.getByRole('link', { name: 'Back to the waiting room' }).click();
    await carla.isTold('You are next.');

    await invites(maria, request);
    await carla.goesIn();
    await ask(maria.page, 'POST', `/api/requests/${request}/close`, { outcome: 'resolved', note: 'a jam' });
    await carla.isTold('It was solved.');
    await carla.page.getByRole('link', { name: 'Say how it was' }).click();
    await carla.page.getByText('4: It was good').click();
    await carla.fills({ 'What should the desk know?': 'Quick and kind.' });
    await carla.page.getByRole('button', { name: 'Send', exact: true }).click();
    await carla.isTold('You gave 4 of 5: it was good.');
    const told = await details(maria.page, request);
    expect(told.feedback).toEqual({ rating: 4, words: 'Quick and kind.' });
    expect(told.timeline.map(({ what }) => what)).toEqual([
      'opened',
      'attached',
      'attached',
      'assigned',
      'invited',
      'entered',
      'released',
      'assigned',
      'invited',
      'entered',
      'closed',
      'rated',
    ]);
    expect([...carla.complaints, ...maria.complaints]).toEqual([]);
    await carla.leaves();
  });

  it('sees their place move when somebody before them is taken, and takes the request back with one question', async () => {
    const maria = await Technician.signsIn(desk);
    const first = await PortalCustomer.comesTo(desk, SLUG);
    const before = await first.opensRequest(IN_NEED);
    const second = await PortalCustomer.comesTo(desk, SLUG);
    await second.isTold('One person is waiting.');
    const after = await second.opensRequest({ ...IN_NEED, 'Your name': 'Dino Verdi' });
    await second.isTold('You are number 2 in the queue.');
    await ask(maria.page, 'POST', `/api/requests/${await numbered(maria.page, before)}/assign`);
    await second.isTold('You are next.');
    await second.page.getByRole('button', { name: 'I do not need help any more' }).click();
    await second.page.getByRole('button', { name: 'Take it back' }).click();
    await second.isTold('You took it back.');
    const { row } = await details(maria.page, await numbered(maria.page, after));
    expect([row.state, row.outcome]).toEqual(['completed', 'withdrawn']);
    await first.leaves();
    await second.leaves();
  });
});

describe('when the broker is away for a while', () => {
  it('says so, keeps the place and what was typed, and goes on by itself', async () => {
    const carla = await PortalCustomer.comesTo(desk, SLUG);
    await carla.opensRequest(IN_NEED);
    await carla.isTold('You are');
    await desk.broker.kill();
    await carla.isTold('The connection to the help desk is interrupted.');
    await carla.writes('Can you hear me?');
    await carla.isTold('This was not sent');
    await desk.broker.restart();
    await carla.page
      .getByText('The connection to the help desk is interrupted.')
      .waitFor({ state: 'detached' });
    await carla.page.getByRole('button', { name: 'Send', exact: true }).click();
    await carla.page.locator('.chat-mine', { hasText: 'Can you hear me?' }).waitFor();
    await carla.leaves();
  });
});

describe('when a customer uses the keyboard alone', () => {
  it('writes, sends, goes in and goes on', async () => {
    const maria = await Technician.signsIn(desk);
    const carla = await PortalCustomer.comesTo(desk, SLUG);
    const { page } = carla;
    const tabTo = async (name: RegExp) => {
      for (let presses = 0; presses < 30; presses++) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => {
          const at = document.activeElement;
          return (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? at.labels?.[0] : at)
            ?.textContent;
        });
        if (name.test(focused ?? '')) return;
      }
      throw new Error(`no Tab leads to ${name}`);
    };
    await page.getByRole('heading', { level: 1 }).waitFor();
    await tabTo(/^Send the request$/);
    await page.keyboard.press('Enter');
    // The focus goes to what has to be mended.
    await carla.isTold('Write your name, two letters at least.');
    await page.keyboard.type('Carla Bianchi');
    await tabTo(/^What is the problem/);
    await page.keyboard.type('The printer does not print.');
    await tabTo(/^Send the request$/);
    await page.keyboard.press('Enter');
    const heading = page.getByRole('heading', { name: /^Your request, number/ });
    const number = Number((await heading.innerText()).split(' ').at(-1));
    await invites(maria, await numbered(maria.page, number));
    await carla.isTold('Maria Rossi of Acme help desk is there');
    await tabTo(/^Go in$/);
    await page.keyboard.press('Enter');
    // How it began: one answer by the space bar, the other by an arrow from the first of its group.
    await page.getByText('Who contacted whom?').waitFor();
    await tabTo(/^I contacted them$/);
    await page.keyboard.press('Space');
    await tabTo(/^Yes$/);
    await page.keyboard.press('ArrowDown');
    await tabTo(/^Go on$/);
    await page.keyboard.press('Enter');
    await page.locator('.who-card').waitFor();
    await tabTo(/^Go on$/);
    await page.keyboard.press('Enter');
    await page.locator('.board').waitFor();
    await carla.leaves();
  });
});

describe('the form', () => {
  it('says what is wrong beside each field, loses nothing, and shows markup as what it is', async () => {
    const carla = await PortalCustomer.comesTo(desk, SLUG);
    await carla.fills({ 'E-mail': 'carla@' });
    await carla.sends();
    await carla.isTold('Write your name, two letters at least.');
    await carla.isTold('Write a few words about the problem.');
    await carla.isTold('This e-mail address is not complete.');
    await carla.page.getByText('Tell more').click();
    await carla.fills({
      'Your name': MARKUP,
      'E-mail': 'carla@home.example',
      'What is the problem?': `${MARKUP}\nand more`,
      'What have you tried?': MARKUP,
      'Which messages did you see?': MARKUP,
    });
    await carla.page.reload();
    expect(await carla.page.getByLabel('What have you tried?').inputValue()).toBe(MARKUP);
    const number = await carla.opensRequest({});
    await carla.writes(MARKUP);
    await carla.page.locator('.chat-mine', { hasText: MARKUP }).waitFor();
    const maria = await Technician.signsIn(desk);
    const request = await numbered(maria.page, number);
    await ask(maria.page, 'POST', `/api/requests/${request}/assign`);
    await ask(maria.page, 'POST', `/api/requests/${request}/say`, { text: MARKUP });
    await carla.reads(MARKUP);
    await invites(maria, request);
    await carla.goesIn();
    expect(await carla.page.locator('#made').count()).toBe(0);
    const { problem, steps, messages, email, row } = await details(maria.page, request);
    expect([problem, steps, messages, email, row.name]).toEqual([
      `${MARKUP}\nand more`,
      MARKUP,
      MARKUP,
      'carla@home.example',
      MARKUP,
    ]);
    expect([...carla.complaints, ...maria.complaints]).toEqual([]);
    await carla.leaves();
  });

  it('says so where there is no desk', async () => {
    const carla = await PortalCustomer.comesTo(desk, 'nobody-here');
    await carla.page.getByRole('heading', { name: 'There is no help desk at this address' }).waitFor();
    await carla.leaves();
  });
});

describe('for everybody', () => {
  it('has no barrier in the portal, in either language', async () => {
    const maria = await Technician.signsIn(desk);
    const carla = await PortalCustomer.comesTo(desk, SLUG);
    await carla.page.getByRole('heading', { level: 1 }).waitFor();
    await carla.sends();
    await carla.isTold('Write your name, two letters at least.');
    const found = [...(await findings(carla.page, 'form'))];
    await carla.page.reload();
    await carla.page.getByRole('button', { name: 'English' }).click();
    const request = await numbered(maria.page, await carla.opensRequest(IN_NEED));
    await carla.writes('hello');
    await carla.page.locator('.chat-mine').waitFor();
    found.push(...(await findings(carla.page, 'queue')));
    await ask(maria.page, 'POST', `/api/requests/${request}/assign`);
    await ask(maria.page, 'POST', `/api/requests/${request}/join`);
    await carla.page.locator('.notice-ask').waitFor();
    found.push(...(await findings(carla.page, 'invited')));
    await ask(maria.page, 'POST', `/api/requests/${request}/close`, { outcome: 'on-site', note: '' });
    await carla.page.getByRole('radio').first().waitFor();
    found.push(...(await findings(carla.page, 'closed')));
    expect(found).toEqual([]);
    await carla.leaves();
  });
});
