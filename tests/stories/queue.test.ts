// A desk's requests at its technicians' consoles: seen at once, taken once, written in, given back, closed; and a list that stays still
// under the hand however long it is.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../support/barriers.ts';
import { stopAll } from '../support/children.ts';
import { type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { waitFor } from '../support/wait.ts';
import { colleague, WaitingCustomer } from '../support/waiting-customer.ts';

let desk: HelpDesk;
let maria: Technician;
let luca: Technician;

beforeAll(async () => {
  desk = await openHelpDesk();
  const account = await colleague(desk, 'Luca Verdi');
  [maria, luca] = await Promise.all([Technician.signsIn(desk), Technician.signsIn(desk, account)]);
  await Promise.all([maria.seesRequests(), luca.seesRequests()]);
});
afterAll(async () => {
  const complaints = [...maria.complaints, ...luca.complaints];
  await stopAll();
  expect(complaints).toEqual([]);
});

const rowWith = ({ page }: Technician, text: string) => page.locator('.queue-row', { hasText: text });
const looksAt = ({ page }: Technician, view: string) =>
  page.getByRole('button', { name: new RegExp(`^${view}\\b`) }).click();

describe('when a customer opens a request', () => {
  it('appears at once at every technician, with its number in the tab', async () => {
    await maria.page.getByText('No requests yet').waitFor();
    await WaitingCustomer.asks(desk, { problem: 'The mouse does not move' });
    await Promise.all([maria, luca].map((each) => rowWith(each, 'The mouse does not move').waitFor()));
    await maria.page.waitForFunction(() => document.title === '(1) Requests');
  });

  it('moves nothing under the pointer, and says that something came', async () => {
    const first = rowWith(luca, 'The mouse does not move');
    await first.hover();
    const before = await first.boundingBox();
    await WaitingCustomer.asks(desk, { problem: 'The keyboard is wet' });
    const news = luca.page.getByRole('button', { name: '1 new request: show' });
    await news.waitFor();
    expect(await luca.page.locator('.queue-row').count()).toBe(1);
    expect(before).not.toBe(null);
    await news.click();
    await rowWith(luca, 'The keyboard is wet').waitFor();
  });

  it('shows what was written as text, and where it came from', async () => {
    const problem = '<img src=x onerror=alert(1)> http://example.org';
    await WaitingCustomer.asks(desk, { problem, name: 'Paolo Neri' });
    await maria.opensRequest('onerror');
    const wrote = maria.page.locator('.request-wrote').first();
    expect(await wrote.innerText()).toBe(problem);
    expect(await wrote.locator('a, img').count()).toBe(0);
    const facts = await maria.page.locator('.request-facts').innerText();
    for (const fact of ['carla@example.org', 'Italiano', '1920 × 1080', 'Acme help desk'])
      expect(facts).toContain(fact);
    expect(await findings(maria.page, 'a request')).toEqual([]);
    await maria.page.getByRole('button', { name: 'English' }).click();
  });
});

describe('when two press at the same moment', () => {
  it('gives it to one, and tells the other who has it', async () => {
    const carla = await WaitingCustomer.asks(desk, { problem: 'Both want this one' });
    await Promise.all([maria, luca].map((each) => each.opensRequest('Both want this one')));
    const press = ({ page }: Technician) => page.getByRole('button', { name: 'Assign to me' }).click();
    await Promise.all([press(maria), press(luca)]);
    const winner = await waitFor(
      async () => {
        for (const each of [maria, luca])
          if (await each.page.getByRole('button', { name: 'Give back' }).isVisible()) return each;
        return undefined;
      },
      { what: 'somebody to have it' },
    );
    const [loser, name] = winner === maria ? [luca, 'Maria Rossi'] : [maria, 'Luca Verdi'];
    await loser.page.getByText(`${name} has this request.`).waitFor();
    expect(await loser.page.getByRole('button', { name: 'Assign to me' }).count()).toBe(0);
    expect((await carla.looks()).assignee).toBe(name);
    await rowWith(loser, 'Both want this one').getByText(`${name} has it`).waitFor();
  });
});

describe('when a technician works on one', () => {
  it('writes with the customer, and keeps notes that never reach them', async () => {
    const carla = await WaitingCustomer.asks(desk, { problem: 'The printer blinks' });
    await maria.opensRequest('The printer blinks');
    expect(await maria.page.getByLabel('Write to Carla Bianchi').count()).toBe(0);
    await maria.takes();
    await maria.notes('Probably the tray again.');
    await maria.page.getByLabel('Write to Carla Bianchi').fill('Good morning, is there paper?');
    await maria.page.getByRole('button', { name: 'Send' }).click();
    await maria.page.locator('.chat-mine', { hasText: 'is there paper' }).waitFor();
    await carla.says('Yes, there is.');
    await maria.page.locator('.chat-theirs', { hasText: 'Yes, there is.' }).waitFor();
    const seen = await carla.looks();
    expect(seen.lines.map(({ text }) => text)).toEqual(['Good morning, is there paper?', 'Yes, there is.']);
    expect(JSON.stringify(seen)).not.toContain('tray');
  });

  it('marks what is unread while another one is open', async () => {
    const giulia = await WaitingCustomer.asks(desk, { problem: 'Sound is gone', name: 'Giulia Greco' });
    await maria.opensRequest('Sound is gone');
    await maria.takes();
    await maria.opensRequest('The printer blinks');
    await giulia.says('It came back for a moment.');
    await rowWith(maria, 'Sound is gone').getByText('1 new message').waitFor();
    await maria.opensRequest('Sound is gone');
    await rowWith(maria, 'Sound is gone').getByText('you have it').waitFor();
  });

  it('invites the customer into a session, with a way back to the request', async () => {
    const { page } = maria;
    await page.getByRole('button', { name: 'Start the session' }).click();
    await maria.isTold('Giulia Greco has been told that you are here');
    await page.getByRole('heading', { name: /^Giulia Greco, #\d+$/ }).waitFor();
    await page.getByRole('link', { name: /^Request #/ }).click();
    await page.getByRole('button', { name: 'Go to the session' }).waitFor();
    await page.getByText('Maria Rossi invited the customer into a session.').waitFor();
  });

  it('gives it back with its history, asking first because a session ends', async () => {
    const { page } = maria;
    await page.getByRole('button', { name: 'Give back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Give back' }).click();
    await page.getByRole('button', { name: 'Assign to me' }).waitFor();
    await luca.opensRequest('Sound is gone');
    await luca.page.getByText('Maria Rossi gave it back.').waitFor();
    await luca.takes();
  });

  it('closes it with what came of it, and sees what the customer said', async () => {
    const { page } = luca;
    const giulia = await WaitingCustomer.asks(desk, { problem: 'Closing this', name: 'Giulia Greco' });
    await luca.opensRequest('Closing this');
    await luca.takes();
    await page.getByRole('button', { name: 'Close…' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Close the request' }).isDisabled()).toBe(true);
    await dialog.getByText('They bring the device in').click();
    await dialog.getByLabel('Closing note').fill('The fan is broken.');
    await dialog.getByRole('button', { name: 'Close the request' }).click();
    await page.getByText('The fan is broken.').waitFor();
    expect((await giulia.looks()).outcome).toBe('bring-in');
    await giulia.rates(4, 'Friendly and quick.');
    await page.getByText('Friendly and quick.').waitFor();
    await page.getByText('4 of 5').waitFor();
    await looksAt(luca, 'Completed');
    await rowWith(luca, 'They bring the device in').waitFor();
    await looksAt(luca, 'All');
  });
});

describe('when somebody is not there', () => {
  it('counts for the waiting customers only who is available', async () => {
    const available = async () => {
      const answer = await fetch(`${desk.broker.url}/api/portal/acme-help-desk`);
      return ((await answer.json()) as { available: number }).available;
    };
    const becomes = (count: number) =>
      waitFor(async () => ((await available()) === count ? true : undefined), {
        what: `${count} to be available`,
      });
    await becomes(2);
    await luca.page.getByLabel('Can you take requests?').selectOption('busy');
    await becomes(1);
    await luca.page.reload();
    await luca.page.getByLabel('Can you take requests?').waitFor();
    expect(await luca.page.getByLabel('Can you take requests?').inputValue()).toBe('busy');
    await becomes(1);
    await luca.page.getByLabel('Can you take requests?').selectOption('available');
    await becomes(2);
  });
});

describe('when a technician uses keys', () => {
  it('shows them with ?, not while typing, and lets them be switched off', async () => {
    const { page } = luca;
    const search = page.getByLabel('Search requests');
    await search.fill('');
    await search.press('?');
    expect(await search.inputValue()).toBe('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await search.fill('');
    await rowWith(luca, 'The mouse does not move').waitFor();
    await search.blur();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Alerts and keys' });
    await dialog.waitFor();
    expect(await findings(page, 'alerts and keys')).toEqual([]);
    expect(await dialog.getByLabel('Play a sound').isChecked()).toBe(false);
    expect(await dialog.getByLabel(/^Show a notification/).isChecked()).toBe(false);
    await dialog.getByLabel('Single keys work on this page').uncheck();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).not.toBe('search');
  });
});

describe('when a technician looks by name', () => {
  it('reads the list from customer to customer, and one colleague after the other', async () => {
    const { page } = maria;
    const names = ['Zoe Alba', 'Bruno Costa', 'Mina Dorsi', 'Aldo Elia', 'Piera Fusi'];
    for (const name of names) await WaitingCustomer.asks(desk, { problem: `Slow computer of ${name}`, name });
    const take = async (who: Technician, name: string) => {
      await looksAt(who, 'All');
      await who.opensRequest(`Slow computer of ${name}`);
      await who.takes();
    };
    await take(luca, 'Zoe Alba');
    await take(maria, 'Mina Dorsi');
    await take(luca, 'Aldo Elia');
    await page.getByLabel('Search requests').fill('slow computer');
    const rows = async () => page.locator('.queue-row-who bdi').allInnerTexts();
    const reads = (...order: string[]) =>
      waitFor(async () => (String(await rows()) === String(order) ? true : undefined), { what: `${order}` });
    await reads('Piera Fusi', 'Aldo Elia', 'Mina Dorsi', 'Bruno Costa', 'Zoe Alba');
    const order = page.getByLabel('Order', { exact: true });
    await order.selectOption('By customer');
    await reads('Aldo Elia', 'Bruno Costa', 'Mina Dorsi', 'Piera Fusi', 'Zoe Alba');

    await order.selectOption('By technician');
    const has = async () => page.locator('.queue-row-state').allInnerTexts();
    // First what nobody has; which of two colleagues comes first says nothing.
    const isGrouped = (all: readonly string[]) =>
      [
        ['new', 'new', 'you have it: answer', 'Luca Verdi has it', 'Luca Verdi has it'],
        ['new', 'new', 'Luca Verdi has it', 'Luca Verdi has it', 'you have it: answer'],
      ].some((each) => String(each) === String(all));
    await waitFor(async () => (isGrouped(await has()) ? true : undefined), { what: 'one after the other' });
    await order.selectOption('Newest first');
    await page.getByLabel('Search requests').fill('');
    await rowWith(maria, 'The keyboard is wet').waitFor();
  });
});

describe('when hundreds wait', () => {
  const COUNT = 300;

  it('keeps few rows in the page, comes to the last one by keys, and finds one by a word', async () => {
    const { page } = maria;
    for (let from = 0; from < COUNT; from += 20)
      await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          WaitingCustomer.asks(desk, { problem: `Trouble number${from + i} here`, name: 'Anna Longo' }),
        ),
      );
    await page.reload();
    await looksAt(maria, 'New');
    await rowWith(maria, 'Trouble number').first().waitFor();
    await page.keyboard.press('j');
    const last = await waitFor(
      async () => {
        await page.keyboard.press('End');
        const place = await page.locator('.queue-list li:focus-within').getAttribute('aria-setsize');
        return place === '-1' ? undefined : Number(place);
      },
      { what: 'the end of the list' },
    );
    expect(last).toBeGreaterThanOrEqual(COUNT);
    expect(await page.locator('.queue-row').count()).toBeLessThan(60);
    await page.keyboard.press('End');
    await rowWith(maria, 'The mouse does not move').waitFor();
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.locator('.request h2', { hasText: 'The keyboard is wet' }).waitFor();

    await page.keyboard.press('/');
    await page.keyboard.type('number217');
    await rowWith(maria, 'Trouble number217').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.queue-row').length === 1);
    expect(await findings(page, 'a search')).toEqual([]);
  });
});

describe('when the broker is gone for a while', () => {
  it('says so, and catches up by itself', async () => {
    // Away from the list, so that nothing has to stay where it is.
    await luca.page.getByRole('heading', { level: 2 }).hover();
    await desk.broker.kill();
    await luca.isTold('The connection is interrupted, so this list may be old.');
    await desk.broker.restart();
    await luca.page.getByText('The connection is interrupted').waitFor({ state: 'detached' });
    await WaitingCustomer.asks(desk, { problem: 'After the storm' });
    await rowWith(luca, 'After the storm').waitFor();
  });
});
