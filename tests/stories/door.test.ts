// The door: what a code lets in, and what it does not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDigit } from '../../shared/code/code.ts';
import { stopAll } from '../support/children.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';

let desk: HelpDesk;
let maria: Technician;

beforeAll(async () => {
  desk = await openHelpDesk();
  maria = await Technician.signsIn(desk);
});
afterAll(stopAll);

const REFUSED = 'This code does not work. It may be mistyped, older than ten minutes, or already used.';

describe('when a code is typed', () => {
  it('notices a wrong digit in the page, without asking the broker', async () => {
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk);
    const asked: string[] = [];
    carla.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const digits = code.replaceAll(' ', '');
    await carla.types(`${digits.slice(0, 9)}${(Number(digits[9]) + 1) % 10}`);
    await carla.isTold('One of the digits is not right.');
    expect(asked).not.toContain('/api/join');
    await carla.leaves();
  });

  it('says the same to a code that never was and to one that was used', async () => {
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk);
    await carla.types(`123456789${checkDigit('123456789')}`);
    await carla.isTold(REFUSED);
    await carla.joins(code);
    const dino = await Customer.comes(desk);
    await dino.types(code);
    await dino.isTold(REFUSED);
    await carla.leaves();
    await dino.leaves();
  });

  it('lets the customer leave when the name is not the expected one', async () => {
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk);
    await carla.types(code);
    await carla.answers();
    await carla.isTold('Maria Rossi');
    await carla.page.getByRole('button', { name: 'I do not know this person' }).click();
    await carla.isTold('The session is over');
    await maria.isTold('the customer did not go on');
    await carla.leaves();
  });
});

describe('when a link is opened', () => {
  it('fills in the code and leaves none in the address', async () => {
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk);
    await carla.page.goto('about:blank');
    await carla.page.goto(`${desk.broker.url}/j#${code.replaceAll(' ', '')}`);
    await carla.page.getByRole('button', { name: 'Go on' }).click();
    await carla.answers();
    await carla.page.getByRole('heading', { name: 'Who is asking' }).waitFor();
    expect(carla.page.url()).not.toContain('#');
    await carla.leaves();
  });
});

describe('when the session is already going on', () => {
  it('comes back after a reload, and stays in one tab', async () => {
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk);
    await carla.joins(code);
    await carla.writes('still here');
    await maria.reads('still here');
    const stored = await carla.page.evaluate(() => ({ ...sessionStorage }));
    const second = await carla.newPage();
    await second.addInitScript((kept: Record<string, string>) => {
      for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, value);
    }, stored);
    await second.goto(desk.broker.url);
    await second.getByText('This session is open in another tab. Go on there.').waitFor();
    await second.close();
    await carla.page.reload();
    await carla.page.locator('.chat-mine', { hasText: 'still here' }).waitFor();
    await maria.writes('welcome back');
    await carla.reads('welcome back');
    await carla.leaves();
  });
});

describe('when the customer has a phone', () => {
  it('says before anything is tried that its screen cannot be shown, and still chats', async () => {
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk, { mobile: true, locale: 'it-IT' });
    await carla.page.getByLabel('Codice').fill(code);
    await carla.page.getByRole('button', { name: 'Continua' }).click();
    await carla.page.getByText('Ho contattato io l’assistenza').click();
    await carla.page.getByText('No', { exact: true }).click();
    await carla.page.getByRole('button', { name: 'Continua' }).click();
    await carla.page.getByRole('button', { name: 'Continua' }).click();
    await carla.isTold('non possibile su questo dispositivo; puoi inviare una foto');
    await maria.isTold('The customer’s device cannot show its screen. Chat, files and photos work.');
    await maria.writes('Mi mandi una foto?');
    await carla.reads('Mi mandi una foto?');
    await carla.leaves();
  });
});

describe('when the technician’s login runs out in the middle', () => {
  it('goes on where it was after signing in again', async () => {
    const code = await maria.opensSession();
    const carla = await Customer.comes(desk);
    await carla.joins(code);
    // Signed out in another tab of the same browser: the broker closes this tab's sockets at once.
    await maria.page.evaluate(() =>
      fetch('/api/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
    );
    const again = maria.page.getByRole('dialog');
    await again.getByLabel('E-mail').fill(desk.maria.email);
    await again.getByLabel('Password', { exact: true }).fill(desk.maria.password);
    await again.getByRole('button', { name: 'Sign in', exact: true }).click();
    await maria.writes('I am back');
    await carla.reads('I am back');
    await carla.leaves();
  });
});
