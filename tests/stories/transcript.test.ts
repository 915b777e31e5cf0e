// A desk that keeps conversations: both pages say so before the first line and all the time, and the customer saves what was written.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIRST_SETTINGS } from '../../shared/desk/settings.ts';
import { stopAll } from '../support/children.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';

const TOLD = 'The help desk keeps what you both write here';

let desk: HelpDesk;
beforeAll(async () => {
  desk = await openHelpDesk();
  const { broker, admin } = desk;
  const headers = { 'content-type': 'application/json', origin: broker.url };
  const entered = await fetch(`${broker.url}/api/sign-in`, {
    method: 'POST',
    headers,
    body: JSON.stringify(admin),
  });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const settings = { ...FIRST_SETTINGS, keep: { ...FIRST_SETTINGS.keep, transcript: true } };
  const body = JSON.stringify({ name: 'Acme help desk', settings });
  const changed = await fetch(`${broker.url}/api/desk`, {
    method: 'PUT',
    headers: { ...headers, cookie },
    body,
  });
  expect(changed.status).toBe(204);
});
afterAll(stopAll);

describe('where the desk keeps conversations', () => {
  it('tells both before the first line, keeps what each wrote through a reload, and gives it to the customer', async () => {
    const maria = await Technician.signsIn(desk);
    const carla = await Customer.comes(desk);
    await carla.joins(await maria.opensSession());
    await carla.isTold(TOLD);
    await maria.isTold(TOLD);
    await carla.writes('The printer says paper jam');
    await maria.reads('paper jam');
    await carla.page.reload();
    await carla.isTold(TOLD);
    await maria.writes('Open the lid, please');
    await carla.reads('Open the lid');
    await carla.writes('It prints again');
    await maria.reads('It prints again');
    await carla.page.getByRole('button', { name: 'End', exact: true }).click();
    await carla.page.getByRole('button', { name: 'End the session' }).click();
    await carla.isTold('The session is over');
    const download = carla.page.waitForEvent('download');
    await carla.page.getByRole('button', { name: 'Save what was written' }).click();
    const saved = readFileSync(await (await download).path(), 'utf8');
    const said = saved.split('\n').filter((line) => / {2}(?:Customer|Help desk): /.test(line));
    expect(said.map((line) => line.replace(/^.* {2}/, ''))).toEqual([
      'Customer: The printer says paper jam',
      'Help desk: Open the lid, please',
      'Customer: It prints again',
    ]);
    expect([...carla.complaints, ...maria.complaints]).toEqual([]);
    await carla.leaves();
  });
});
