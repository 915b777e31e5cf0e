// Takes pictures of every page from the running product: real browsers, a real screen, nothing drawn by hand. Those in
// docs/images are three of them. Needs the built product and what
// `npm test` installs. Run it with: node --import tsx scripts/screenshots.ts [folder]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { launchChromium } from '../tests/support/browsers.ts';
import { stopAll } from '../tests/support/children.ts';
import { paintScreen } from '../tests/support/paint.ts';
import { Customer, openHelpDesk, PASSWORD, Technician } from '../tests/support/people.ts';
import { startXvfb } from '../tests/support/xvfb.ts';

const folder = process.argv[2] ?? 'tests/.out/screenshots';
mkdirSync(folder, { recursive: true });
const shoot = async (page: Page, name: string) => {
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
};

const desk = await openHelpDesk();
const screen = await startXvfb();
await paintScreen(screen.display, '#2f5d62');
const maria = await Technician.signsIn(desk);
await maria.page.setViewportSize({ width: 1440, height: 900 });
await shoot(maria.page, 'technician-empty');
const code = await maria.opensSession();
await shoot(maria.page, 'technician-code');

const carla = await Customer.comes(desk, { display: screen.display, capture: 'monitor' });
await carla.page.setViewportSize({ width: 560, height: 900 });
await shoot(carla.page, 'customer-door');
await carla.types(code);
await carla.page.getByText('Who contacted whom?').waitFor();
await shoot(carla.page, 'customer-how-it-began');
await carla.answers();
await carla.page.getByRole('heading', { name: 'Who is asking' }).waitFor();
await shoot(carla.page, 'customer-who');
await carla.page.getByRole('button', { name: 'Go on' }).click();
await carla.page.getByRole('heading', { name: /can do now/ }).waitFor();
await maria.writes('Good morning Carla! What does the printer say?');
await carla.reads('Good morning');
await carla.writes('It says "paper jam", but there is no paper in it.');
await maria.reads('paper jam');
await shoot(carla.page, 'customer-room');
await shoot(maria.page, 'technician-open');
await maria.asks();
await carla.isTold('asks to SEE');
await carla.page.locator('.armed-button[aria-disabled="false"]').waitFor();
await shoot(carla.page, 'customer-asked');
await shoot(maria.page, 'technician-asked');
await carla.allows();
await carla.page.locator('.armed-button[aria-disabled="false"]').waitFor();
await shoot(carla.page, 'customer-preview');
await carla.shows();
await maria.page.waitForFunction(
  () => (document.querySelector<HTMLVideoElement>('.picture video')?.videoWidth ?? 0) > 0,
);
await maria.page.waitForTimeout(2_500);
await shoot(carla.page, 'customer-showing');
await shoot(maria.page, 'technician-seeing');
await maria.page.getByText('Write steps for the customer').click();
await maria.page
  .getByLabel('Steps, one a line')
  .fill('Switch the printer off\nOpen the lid and look for paper\nSwitch it on again');
await shoot(maria.page, 'technician-writes-steps');
await maria.page.getByRole('button', { name: 'Show them' }).click();
await carla.page.getByRole('checkbox').first().check();
await shoot(carla.page, 'customer-steps');
await maria.page.getByRole('button', { name: 'Draw', exact: true }).click();
const picture = await maria.page.locator('.picture video').boundingBox();
if (!picture) throw new Error('no picture');
const [middleX, middleY] = [picture.x + picture.width / 2, picture.y + picture.height / 2];
await maria.page.mouse.move(middleX + 80, middleY);
await maria.page.mouse.down();
for (let turn = 1; turn <= 24; turn++)
  await maria.page.mouse.move(
    middleX + 80 * Math.cos((turn * Math.PI) / 12),
    middleY + 50 * Math.sin((turn * Math.PI) / 12),
  );
await maria.page.mouse.up();
await carla.page.locator('.shown-picture .mark-line').waitFor();
await maria.page.getByText('What this page can do, and what it cannot').click();
await shoot(maria.page, 'technician-drawing');
await shoot(carla.page, 'customer-drawn-on');
await carla.stops();
await maria.isTold('The customer stopped.');
await maria.page.getByRole('button', { name: 'End session' }).click();
await maria.page.getByRole('button', { name: 'End it' }).click();
await carla.isTold('The session is over');
await shoot(carla.page, 'customer-end');
await shoot(maria.page, 'technician-end');
await carla.page.getByRole('link', { name: 'See your receipt' }).click();
await carla.page.waitForTimeout(2_000);
await shoot(carla.page, 'customer-receipt');
await carla.page.goto(`${desk.broker.url}/verify`);
await shoot(carla.page, 'verify');

// A code that the server made, and words to compare.
await maria.page.getByText('Other ways', { exact: true }).click();
await maria.page.getByRole('button', { name: 'Code made by the server' }).click();
const dino = await Customer.comes(desk);
await dino.page.setViewportSize({ width: 390, height: 844 });
await maria.page.locator('.code-digits').waitFor();
await shoot(maria.page, 'technician-code-by-server');
await dino.joins(await maria.page.locator('.code-digits').innerText());
await maria.page.getByRole('button', { name: 'Compare words' }).click();
await maria.page.locator('.words-row').nth(3).waitFor();
await shoot(maria.page, 'technician-compares');
await dino.page.locator('.read-aloud').waitFor();
await shoot(dino.page, 'customer-reads-aloud');
await maria.page.getByRole('button', { name: 'None of these' }).click();
await dino.isTold('The words do not agree');
await shoot(dino.page, 'customer-differs');
await shoot(maria.page, 'technician-differs');

const italian = await launchChromium({ locale: 'it-IT' });
const door = await italian.newPage();
await door.setViewportSize({ width: 390, height: 844 });
await door.goto(desk.broker.url);
await shoot(door, 'customer-door-it');
await door.emulateMedia({ colorScheme: 'dark' });
await shoot(door, 'customer-door-it-dark');

const office = await launchChromium({ locale: 'en-GB' });
const admin = await office.newPage();
await admin.setViewportSize({ width: 1440, height: 900 });
await admin.goto(`${desk.broker.url}/admin`);
await admin.getByLabel('E-mail').fill(desk.admin.email);
await admin.getByLabel('Password', { exact: true }).fill(PASSWORD);
await shoot(admin, 'sign-in');
await admin.getByRole('button', { name: 'Sign in', exact: true }).click();
await admin.waitForTimeout(1_500);
await shoot(admin, 'admin-log');
await admin.getByRole('row').last().click();
await admin.waitForTimeout(1_000);
await shoot(admin, 'admin-session');
await admin.getByRole('button', { name: 'Verify now' }).first().click();
await admin.waitForTimeout(3_000);
await shoot(admin, 'admin-session-verified');
await admin.goto(`${desk.broker.url}/admin#people`);
await admin.waitForTimeout(1_000);
await shoot(admin, 'admin-people');
await stopAll();
process.exit(0);
