// A request that is over, at the page of the customer who opened it: what they take along, and the way back where it is not solved.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownExport } from '../../shared/protocol/request-export.ts';
import { stopAll } from '../support/children.ts';
import { type HelpDesk, openHelpDesk, PortalCustomer, Technician } from '../support/people.ts';

const IN_NEED = { 'Your name': 'Carla Bianchi', 'What is the problem?': 'The printer does not print.' };
/** More than fits into the box on the page. */
const STEPS = [
  'Open the lid.',
  'Pull out the tray.',
  'Take out the paper.',
  'Push it in again.',
  'Close the lid.',
];

let desk: HelpDesk;
let maria: Technician;
let carla: PortalCustomer;

beforeAll(async () => {
  desk = await openHelpDesk();
  maria = await Technician.signsIn(desk);
  carla = await PortalCustomer.comesTo(desk, 'acme-help-desk');
  await carla.opensRequest(IN_NEED);
  await carla.writes('It is the one in the kitchen.');
  await carla.page.locator('.chat-mine', { hasText: 'kitchen' }).waitFor();
  await maria.seesRequests();
  await maria.opensRequest('The printer does not print.');
  await maria.takes();
  await maria.notes('Perhaps the rollers are worn.');
  for (const step of STEPS) {
    await maria.page
      .getByLabel('Write to Carla Bianchi')
      .fill(`${step}\nThen look,\nand write to me\nwhat you see.`);
    await maria.page.getByRole('button', { name: 'Send' }).click();
    await carla.reads(step);
  }
  await maria.page.getByRole('button', { name: 'Close…' }).click();
  const dialog = maria.page.getByRole('dialog');
  await dialog.getByText('It is resolved').click();
  await dialog.getByLabel('Closing note').fill('A jam.');
  await dialog.getByRole('button', { name: 'Close the request' }).click();
  await carla.isTold('It was solved.');
});
afterAll(async () => {
  const complaints = [...carla.complaints, ...maria.complaints];
  await stopAll();
  expect(complaints).toEqual([]);
});

describe('when a request is over', () => {
  it('gives its customer all that is theirs as a file, and nothing that the desk noted for itself', async () => {
    const [download] = await Promise.all([
      carla.page.waitForEvent('download'),
      carla.page.getByRole('button', { name: 'Save everything about this request' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    const saved = ownExport.parse(JSON.parse(text));
    expect(download.suggestedFilename()).toBe(`request-${saved.row.number}.json`);
    expect([saved.row.name, saved.problem, saved.row.outcome]).toEqual([
      'Carla Bianchi',
      'The printer does not print.',
      'resolved',
    ]);
    expect(saved.lines.map(({ by, text: said }) => [by, said.split('\n')[0]])).toEqual([
      ['customer', 'It is the one in the kitchen.'],
      ...STEPS.map((step) => ['technician', step]),
    ]);
    expect(saved.timeline.map(({ what }) => what)).toEqual(['opened', 'assigned', 'closed']);
    for (const own of ['rollers', 'A jam.']) expect(text).not.toContain(own);
  });

  it('goes on paper as it was written to its end, without lists, buttons and notes', async () => {
    const { page } = maria;
    await page.getByRole('button', { name: 'Print what is known' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    const lines = page.locator('.request-lines');
    for (const said of [...STEPS, 'It is the one in the kitchen.'])
      expect([said, await lines.getByText(said).isVisible()]).toEqual([said, true]);
    for (const role of ['navigation', 'button', 'textbox', 'search'] as const)
      expect([role, await page.getByRole(role).count()]).toEqual([role, 0]);
    expect(await page.getByText('Perhaps the rollers are worn.').isVisible()).toBe(false);
    // Paper does not scroll: what a box cuts off is lost.
    const cut = await lines.evaluate((list) => {
      const around: Element[] = [];
      for (let at: Element | null = list; at; at = at.parentElement) around.push(at);
      return around
        .filter((box) => getComputedStyle(box).overflowY !== 'visible')
        .filter((box) => box.scrollHeight > box.clientHeight + 1)
        .map(({ className }) => className);
    });
    expect(cut).toEqual([]);
    await page.emulateMedia({ media: null });
    await page.getByRole('navigation').first().waitFor();
  });

  it('is opened again by its customer, and stands in the queue with everything that was written', async () => {
    await maria.page.getByRole('button', { name: /^Completed/ }).click();
    await maria.page.locator('.queue-row', { hasText: 'It is resolved' }).waitFor();
    await maria.page.getByRole('button', { name: /^New/ }).click();
    await maria.isTold('Nobody is waiting');
    const again = carla.page.getByRole('button', { name: 'It is not solved after all' });
    await desk.broker.kill();
    await again.click();
    await carla.isTold('That did not work right now. Try again later.');
    await desk.broker.restart();
    await again.click();
    await carla.isTold('You are next.');
    await carla.reads('Close the lid.');
    await carla.page.locator('.chat-mine', { hasText: 'kitchen' }).waitFor();
    expect(await again.count()).toBe(0);

    await maria.opensRequest('The printer does not print.');
    await maria.isTold('Carla Bianchi opened it again.');
    await maria.takes();
    await carla.isTold('Maria Rossi has taken your request.');
  });
});
