// How the two ends come to know each other: by digits that only they have, or by words that they compare aloud.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkDigit } from '../../shared/code/code.ts';
import { stopAll } from '../support/children.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';

const BY_CODE = 'Verified by the code: nobody is in between.';
const BY_VOICE = 'Verified by voice: nobody is in between.';
const NOT_MATCHED = 'The code did not match';

let desk: HelpDesk;
let maria: Technician;
let carla: Customer;

beforeAll(async () => {
  desk = await openHelpDesk();
  maria = await Technician.signsIn(desk);
  carla = await Customer.comes(desk);
});
afterAll(stopAll);
beforeEach(async () => {
  carla = await carla.comesAgain(desk);
});

/** The same address with other secret digits, and a check digit that fits. */
function withOtherDigits(code: string, by: number): string {
  const digits = code.replaceAll(' ', '');
  const secret = String((Number(digits.slice(5, 9)) + by) % 10_000).padStart(4, '0');
  const nine = digits.slice(0, 5) + secret;
  return nine + checkDigit(nine);
}

describe('when the digits are right', () => {
  it('proves both ends to each other, and the broker never sees the secret ones', async () => {
    const code = await maria.opensSession();
    const secret = code.replaceAll(' ', '').slice(5, 9);
    const sent: string[] = [];
    const listen = (page: typeof maria.page) => {
      page.on('request', (request) => sent.push(request.url() + (request.postData() ?? '')));
      page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
    };
    listen(carla.page);
    await carla.joins(code);
    await carla.isTold(BY_CODE);
    await maria.isTold(BY_CODE);
    expect(sent.length).toBeGreaterThan(4);
    const asNumber = new RegExp(`(?<![\\w-])${secret}(?![\\w-])`);
    expect(sent.filter((text) => asNumber.test(text))).toEqual([]);
  });
});

describe('when the secret digits are others', () => {
  it('lets nobody in, says so at both ends, and lets the customer type again', async () => {
    const code = await maria.opensSession();
    await carla.types(withOtherDigits(code, 1));
    await carla.isTold(NOT_MATCHED);
    await maria.isTold('Somebody came with other digits');
    await carla.page.getByRole('button', { name: 'Type the code again' }).click();
    await carla.joins(code);
    await maria.isTold(BY_CODE);
  });

  it('is over after the third try', async () => {
    const code = await maria.opensSession();
    for (const by of [1, 2, 3]) {
      await carla.types(withOtherDigits(code, by));
      await carla.isTold(NOT_MATCHED);
      await carla.page.getByRole('button', { name: 'Type the code again' }).click();
    }
    await maria.isTold('This code was tried three times with other digits.');
    await carla.types(code);
    await carla.isTold('This code does not work.');
  });
});

describe('when the server made the code', () => {
  const begins = async () => {
    const byServer = maria.page.getByRole('button', { name: 'Code made by the server' });
    if (!(await byServer.isVisible())) await maria.page.getByText('Other ways', { exact: true }).click();
    const before = maria.page.url();
    await byServer.click();
    await maria.page.waitForURL((url) => url.href !== before);
    await carla.joins(await maria.page.locator('.code-digits').innerText());
    await carla.isTold('We could not verify who this is.');
    await maria.isTold('Not verified');
  };
  const compares = async (): Promise<string> => {
    await maria.page.getByRole('button', { name: 'Compare words' }).click();
    const aloud = carla.page.getByText(/^The same as digits:/);
    await aloud.waitFor();
    const digits = (await aloud.innerText()).replace(/\D/g, '');
    await maria.page.getByRole('dialog').locator('.words-row').nth(3).waitFor();
    return digits;
  };
  const rows = () => maria.page.getByRole('dialog').locator('.words-row');

  it('is raised by the words that both hear', async () => {
    await begins();
    const digits = await compares();
    expect(await rows().count()).toBe(4);
    await rows().filter({ hasText: digits }).click();
    await carla.isTold(BY_VOICE);
    await maria.isTold(BY_VOICE);
  });

  it('is a warning at both ends when none of the words are heard', async () => {
    await begins();
    await compares();
    await maria.page.getByRole('button', { name: 'None of these' }).click();
    await maria.isTold('The words do not agree');
    await carla.isTold('The words do not agree');
  });
});
