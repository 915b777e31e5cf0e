// What goes out of a desk and comes in from other sites: the button on a company's own page, the admin's page in both languages, and a
// notification that leads to its request.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingsNow } from '../support/barriers.ts';
import { launchChromium } from '../support/browsers.ts';
import { stopAll, stopLater } from '../support/children.ts';
import { openCompanySite } from '../support/company-site.ts';
import {
  complaintsOf,
  type HelpDesk,
  openHelpDesk,
  PASSWORD,
  PortalCustomer,
  Technician,
} from '../support/people.ts';
import { openPostOffice, type PostOffice } from '../support/post-office.ts';
import { openReceiver, type Receiver } from '../support/receiver.ts';

const SLUG = 'acme-help-desk';

let desk: HelpDesk;
let office: PostOffice;
let receiver: Receiver;
beforeAll(async () => {
  office = await openPostOffice();
  receiver = await openReceiver();
  stopLater(office.closes);
  stopLater(receiver.closes);
  desk = await openHelpDesk({
    env: {
      PERMESSO_SMTP_URL: office.config.url.href,
      PERMESSO_MAIL_FROM: office.config.from,
      PERMESSO_WEBHOOK_ALLOW: receiver.host,
    },
  });
});
afterAll(stopAll);

describe('the button on a company’s own page', () => {
  it('opens the portal in a tab of its own, under the strictest policy, and carries the page along', async () => {
    const site = await openCompanySite(desk.broker.url, SLUG);
    const { newPage, context } = await launchChromium({ locale: 'it-IT' });
    const page = await newPage();
    const complaints = complaintsOf(page);
    await page.goto(site.url);
    const help = page.getByRole('link', { name: 'Chiedi aiuto (si apre in una nuova scheda)' });
    await help.waitFor();
    expect(await page.locator('#help a').count()).toBe(1);
    await help.focus();
    const [portal] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Enter')]);
    await portal.getByText(/^http:\/\/127\.0\.0\.1:\d+\/shop\/cart$/).waitFor();
    expect(await portal.evaluate(() => [window.opener, location.hash])).toEqual([null, '']);
    expect(complaints).toEqual([]);

    await portal.reload();
    await portal.getByText(/\/shop\/cart$/).waitFor();
    await portal.getByLabel('Il tuo nome').fill('Carla Bianchi');
    await portal.getByLabel('Qual è il problema?').fill('Il carrello è vuoto');
    await portal.getByRole('button', { name: 'Invia la richiesta' }).click();
    await portal.getByRole('heading', { name: /^La tua richiesta, numero \d+$/ }).waitFor();
    const maria = await Technician.signsIn(desk);
    await maria.seesRequests();
    await maria.opensRequest('Il carrello è vuoto');
    const from = maria.page.locator('.request-facts div', { hasText: 'Came from' });
    expect(await from.locator('dd').innerText()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/shop\/cart$/);
    expect(await from.locator('a').count()).toBe(0);
  });

  it('sends no page that the customer left out', async () => {
    const address = `${SLUG}#page=${encodeURIComponent('https://acme.example/private/page')}`;
    const carla = await PortalCustomer.comesTo(desk, address);
    await carla.isTold('https://acme.example/private/page');
    await carla.page.getByRole('button', { name: 'Leave the address out' }).click();
    await carla.isTold('The address of the page is left out.');
    await carla.page.reload();
    const sent = carla.page.waitForRequest(/\/requests$/);
    await carla.opensRequest({ 'Your name': 'Carla Bianchi', 'What is the problem?': 'No sound' });
    expect((await sent).postDataJSON()).not.toHaveProperty('page');
    expect(carla.complaints).toEqual([]);
  });

  it('cannot show the portal in a frame', async () => {
    const site = await openCompanySite(desk.broker.url, SLUG);
    const page = await (await launchChromium()).newPage();
    const refused = page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()));
    await page.goto(site.framing(`${desk.broker.url}/d/${SLUG}`));
    await refused;
    expect(await page.frameLocator('iframe').getByRole('heading').count()).toBe(0);
  });
});

const WORDS = {
  'en-GB': {
    signIn: 'Sign in',
    title: 'Connections to the outside',
    add: 'Add a webhook',
    address: 'Address',
    private: /public https address/,
    secret: 'Secret',
    done: 'Done',
    test: 'Send a test',
    look: 'Look again',
    last: 'Last deliveries',
    delivered: 'Delivered',
    make: 'Make a token',
    name: 'Name',
    read: /^Read requests/,
    revoke: 'Revoke',
    revoked: 'revoked',
    letter: 'Send me a test letter',
    docs: 'What programs can ask for',
  },
  'it-IT': {
    signIn: 'Accedi',
    title: 'Collegamenti con l’esterno',
    add: 'Aggiungi un webhook',
    address: 'Indirizzo',
    private: /indirizzo https pubblico/,
    secret: 'Segreto',
    done: 'Fatto',
    test: 'Invia una prova',
    look: 'Guarda di nuovo',
    last: 'Ultimi invii',
    delivered: 'Consegnato',
    make: 'Crea un token',
    name: 'Nome',
    read: /^Leggere le richieste/,
    revoke: 'Revoca',
    revoked: 'revocato',
    letter: 'Inviami una lettera di prova',
    docs: 'Che cosa possono chiedere i programmi',
  },
} as const;

describe('the admin’s page of connections', () => {
  const signsIn = async (locale: keyof typeof WORDS): Promise<Page> => {
    const t = WORDS[locale];
    const page = await (await launchChromium({ locale })).newPage();
    await page.goto(`${desk.broker.url}/admin#connections`);
    await page.getByLabel('E-mail').fill(desk.admin.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: t.signIn, exact: true }).click();
    await page.getByRole('heading', { name: t.title }).waitFor();
    return page;
  };

  for (const locale of ['en-GB', 'it-IT'] as const)
    it(`sets up a webhook, a token and a letter, and shows what became of them (${locale})`, async () => {
      const t = WORDS[locale];
      const page = await signsIn(locale);
      const complaints = complaintsOf(page);
      const dialog = page.getByRole('dialog');
      const before = receiver.got.length;

      await page.getByRole('button', { name: t.add }).click();
      await dialog.getByLabel(t.address).fill('https://192.168.1.1/hook');
      await dialog.getByRole('button', { name: t.add }).click();
      await dialog.getByRole('alert').filter({ hasText: t.private }).waitFor();
      await dialog.getByLabel(t.address).fill(`${receiver.url}?${locale}`);
      await dialog.getByRole('button', { name: t.add }).click();
      const secret = await dialog.getByLabel(t.secret, { exact: true }).inputValue();
      expect(secret).toMatch(/^whsec_/);
      await dialog.getByRole('button', { name: t.done }).click();
      const card = page.locator('article', { hasText: locale });
      await card.getByRole('button', { name: t.test }).click();
      expect((await receiver.has(before + 1)).path).toBe(`/hook?${locale}`);
      await card.locator('summary', { hasText: t.last }).click();
      await card.getByRole('button', { name: t.look }).click();
      await card.getByText(t.delivered).waitFor();

      await page.getByRole('button', { name: t.make }).click();
      await dialog.getByLabel(t.name).fill(`Sync ${locale}`);
      await dialog.getByLabel(t.read).check();
      await dialog.getByRole('button', { name: t.make }).click();
      const value = await dialog.getByLabel('Token', { exact: true }).inputValue();
      await dialog.getByRole('button', { name: t.done }).click();
      const asks = () =>
        fetch(`${desk.broker.url}/api/v1/requests`, { headers: { authorization: `Bearer ${value}` } });
      expect((await asks()).status).toBe(200);
      const row = page.locator('tr', { hasText: `Sync ${locale}` });
      await row.getByRole('button', { name: t.revoke }).click();
      await dialog.getByRole('button', { name: t.revoke, exact: true }).click();
      await row.getByText(t.revoked).waitFor();
      expect((await asks()).status).toBe(401);

      const letters = office.kept.length;
      await page.getByRole('button', { name: t.letter }).click();
      expect((await office.has(letters + 1)).to).toEqual([desk.admin.email]);
      expect(await page.content()).not.toContain(secret);
      expect(await findingsNow(page, 'connections')).toEqual([]);

      await page.getByRole('link', { name: t.docs }).click();
      await page.getByRole('heading', { name: t.docs }).waitFor();
      await page.getByText('/api/v1/requests/{id}/close', { exact: true }).click();
      await page.locator('details[open] pre', { hasText: 'outcome: "resolved"' }).waitFor();
      // As long a page says nothing else in the other language.
      if (locale === 'en-GB') expect(await findingsNow(page, 'docs')).toEqual([]);
      expect(complaints).toEqual([]);
    });

  it('sends an invitation by e-mail where that is ticked', async () => {
    const page = await signsIn('en-GB');
    await page.goto(`${desk.broker.url}/admin#people`);
    await page.getByRole('button', { name: /^Invite/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Dora Neri');
    await dialog.getByLabel('E-mail', { exact: true }).fill('dora@desk.example');
    await dialog.getByLabel(/^Also send the link by e-mail/).check();
    const letters = office.kept.length;
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const letter = await office.has(letters + 1);
    const link = await page.locator('.people-link').inputValue();
    expect(letter.to).toEqual(['dora@desk.example']);
    expect(letter.parts[0]).toContain(link);
  });
});

describe('a notification', () => {
  it('comes only after it was switched on, has no buttons, and leads the console to its request', async () => {
    const maria = await Technician.signsIn(desk);
    const { page } = maria;
    await page.context().grantPermissions(['notifications'], { origin: desk.broker.url });
    await maria.seesRequests();
    // As when another window covers this one; the browser under test has no other way to be out of sight.
    await page.evaluate(() =>
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true }),
    );
    const notes = () =>
      page.evaluate(async () => {
        const worker = await navigator.serviceWorker.getRegistration('/download-stream/');
        const all = (await worker?.getNotifications()) ?? [];
        return all.map((note) => {
          const { actions } = note as unknown as { readonly actions?: readonly unknown[] };
          return { title: note.title, body: note.body, tag: note.tag, buttons: actions?.length ?? 0 };
        });
      });
    const carla = await PortalCustomer.comesTo(desk, SLUG);
    await carla.opensRequest({ 'Your name': 'Carla Bianchi', 'What is the problem?': 'A quiet one' });
    await page.locator('.queue-row', { hasText: 'A quiet one' }).waitFor();
    expect(await notes()).toEqual([]);

    await page.getByRole('button', { name: 'Alerts and keys' }).click();
    await page.getByLabel('Show a notification while this page is out of sight').check();
    await page.keyboard.press('Escape');
    const piero = await PortalCustomer.comesTo(desk, SLUG);
    await piero.opensRequest({ 'Your name': 'Piero Gallo', 'What is the problem?': 'A secret problem' });
    await expect.poll(notes, { timeout: 20_000 }).toHaveLength(1);
    const [note] = await notes();
    expect(note?.buttons).toBe(0);
    expect(`${note?.title} ${note?.body}`).not.toMatch(/secret|Piero/i);

    const [worker] = page.context().serviceWorkers();
    if (!worker) throw new Error('there is no service worker');
    // What the system does when the notification is pressed.
    await worker.evaluate(async () => {
      const scope = globalThis as unknown as {
        registration: ServiceWorkerRegistration;
        dispatchEvent(event: Event): boolean;
        NotificationEvent: new (type: string, init: object) => Event;
      };
      const [notification] = await scope.registration.getNotifications();
      scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification, action: '' }));
    });
    // And brings the page to the front.
    await page.evaluate(() => {
      Reflect.deleteProperty(document, 'visibilityState');
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await page.locator('.request h2', { hasText: 'A secret problem' }).waitFor();
    expect(page.url()).toContain(`/desk${note?.tag}`);
    expect(await notes()).toEqual([]);
  });
});
