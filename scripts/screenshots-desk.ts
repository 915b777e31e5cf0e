// Takes pictures of the support centre as screenshots.ts does of a session: portal, queue, request, hand-over, feedback, administration.
// Needs the built product and what `npm test` installs. Run it with: node --import tsx scripts/screenshots-desk.ts [folder]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { launchChromium } from '../tests/support/browsers.ts';
import { stopAll } from '../tests/support/children.ts';
import { openHelpDesk, PASSWORD, PortalCustomer, Technician } from '../tests/support/people.ts';
import { colleague, WaitingCustomer } from '../tests/support/waiting-customer.ts';

const folder = process.argv[2] ?? 'tests/.out/screenshots';
mkdirSync(folder, { recursive: true });
const shoot = async (page: Page, name: string) => {
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
};
/** The same page in the other language too. */
const shootBoth = async (page: Page, name: string) => {
  await shoot(page, name);
  await page.getByRole('button', { name: 'Italiano' }).click();
  await shoot(page, `${name}-it`);
  await page.getByRole('button', { name: 'English' }).click();
};

const desk = await openHelpDesk();
const office = await launchChromium({ locale: 'en-GB' });
const admin = await office.newPage();
await admin.setViewportSize({ width: 1280, height: 900 });
await admin.goto(`${desk.broker.url}/admin#desk`);
await admin.getByLabel('E-mail').fill(desk.admin.email);
await admin.getByLabel('Password', { exact: true }).fill(PASSWORD);
await admin.getByRole('button', { name: 'Sign in', exact: true }).click();
await admin.getByLabel('Keep what is written in sessions').check();
await admin.getByRole('button', { name: 'Save', exact: true }).click();
await admin.getByText('Saved.').waitFor();

const account = await colleague(desk, 'Luca Verdi');
const [maria, luca] = await Promise.all([Technician.signsIn(desk), Technician.signsIn(desk, account)]);
await Promise.all([maria, luca].map(({ page }) => page.setViewportSize({ width: 1440, height: 900 })));
for (const problem of ['I cannot sign in', 'The laptop is slow', 'No sound in calls'])
  await WaitingCustomer.asks(desk, { problem });

const carla = await PortalCustomer.comesTo(desk, 'acme-help-desk');
await carla.page.setViewportSize({ width: 560, height: 1500 });
await shootBoth(carla.page, 'portal');
await carla.page
  .getByLabel('Photos or files')
  .setInputFiles({ name: 'error.png', mimeType: 'image/png', buffer: Buffer.alloc(300_000) });
await carla.opensRequest({
  'Your name': 'Carla Bianchi',
  'What is the problem?': 'The printer does not print.',
});
await carla.page.getByText('the desk has it').waitFor();
await shootBoth(carla.page, 'waiting');
await maria.seesRequests();
await shootBoth(maria.page, 'queue');
await maria.opensRequest('The printer does not print.');
await maria.takes();
await maria.page.getByRole('button', { name: 'Ask whether it works' }).click();
await shootBoth(maria.page, 'request');
await carla.page.getByText('does it work now?').waitFor();
await shoot(carla.page, 'waiting-asked');
await carla.page.getByRole('button', { name: 'Not yet' }).click();
await maria.page.getByRole('button', { name: 'Start the session' }).click();
await carla.page.getByRole('button', { name: 'Go in' }).click();
await shootBoth(carla.page, 'how-it-began');
await carla.answers();
await carla.page.getByRole('heading', { name: 'Who is asking' }).waitFor();
await shoot(carla.page, 'who-is-asking');
await carla.page.getByRole('button', { name: 'Go on' }).click();
await carla.page.getByRole('heading', { name: /can do now/ }).waitFor();
await maria.writes('Look at https://example.org/printer, please.');
await carla.reads('Look at');
await maria.page.getByLabel('Write a message').pressSequentially('One mom');
await carla.page.getByText('Maria Rossi: writing…').waitFor();
await shoot(carla.page, 'room-kept');
await carla.page.getByRole('button', { name: 'https://example.org/printer' }).click();
await shoot(carla.page, 'address');
await carla.page.getByRole('button', { name: 'Stay here' }).click();
await shoot(maria.page, 'session');
await maria.page.getByRole('button', { name: 'Bring in a colleague' }).click();
await shoot(maria.page, 'call-dialog');
const dialog = maria.page.getByRole('dialog');
await dialog.getByText('To help beside you').click();
await dialog.getByLabel('Whom').selectOption({ label: 'Luca Verdi' });
await dialog.getByRole('button', { name: 'Call', exact: true }).click();
await luca.page.getByRole('button', { name: 'Accept' }).waitFor();
await shoot(luca.page, 'call-rings');
await luca.page.getByRole('button', { name: 'Accept' }).click();
await carla.page.getByRole('button', { name: 'Meet Luca Verdi' }).waitFor();
await shoot(carla.page, 'colleague-comes');
await carla.page.getByRole('button', { name: 'Meet Luca Verdi' }).click();
await carla.page
  .getByRole('dialog', { name: 'Who is coming' })
  .getByRole('button', { name: 'Go on' })
  .click();
await carla.page.getByRole('heading', { name: 'What Luca Verdi can do now' }).waitFor();
await shoot(carla.page, 'two-technicians');
await maria.page.getByRole('link', { name: /^Request #/ }).click();
await maria.page.getByRole('button', { name: 'Close…' }).click();
await maria.page.getByText('It is resolved').click();
await shoot(maria.page, 'close');
await maria.page.getByRole('button', { name: 'Close the request' }).click();
await shoot(maria.page, 'request-closed');
await carla.page.getByRole('link', { name: 'Say how it was' }).click();
await carla.page.getByText('How was the help?').waitFor();
await shootBoth(carla.page, 'feedback');
for (const place of ['desk', 'people', 'answers', 'reports', 'complaints', 'connections']) {
  await admin.goto(`${desk.broker.url}/admin#${place}`);
  await shoot(admin, `admin-${place}`);
}
await stopAll();
process.exit(0);
