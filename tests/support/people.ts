// The people of the browser stories, each in a browser of their own. They press what a person presses; nothing here
// reaches past the page.
import type { Page } from 'playwright-core';
import type { Broker } from './broker.ts';
import { startBroker } from './broker.ts';
import { type ChromiumOptions, launchChromium } from './browsers.ts';
import type { LyingProxy } from './lying-proxy.ts';

export const PASSWORD = 'quattro parole senza legame';

export interface Account {
  readonly email: string;
  readonly password: string;
}

/** A running broker with a desk, an admin and a technician, set up over its own HTTP interface. */
export interface HelpDesk {
  readonly broker: Broker;
  readonly admin: Account;
  readonly maria: Account;
}

interface HelpDeskOptions {
  /** What stands between the broker and everybody; its address is then the desk's. */
  readonly through?: LyingProxy;
  /** Where the broker listens; anywhere where left out. */
  readonly port?: number;
  /** Where everybody comes in, where that is not the broker itself. */
  readonly door?: string;
  /** Settings of the operator's. */
  readonly env?: Readonly<Record<string, string>>;
}

export async function openHelpDesk(options: HelpDeskOptions = {}): Promise<HelpDesk> {
  const { through, port, env: more = {}, door = through?.url } = options;
  // Each customer comes from an address of their own, as behind a real proxy, so that tries are counted apart.
  const env = {
    PERMESSO_TRUST_PROXY: '127.0.0.1',
    ...(door && { PERMESSO_PUBLIC_URL: door }),
    ...more,
  };
  const started = await startBroker({ env, ...(port && { port }) });
  through?.leadsTo(started.port);
  const broker = { ...started, url: door ?? started.url };
  const admin = { email: 'anna@desk.example', password: PASSWORD };
  const first = { name: 'Anna Conti', email: admin.email, desk: 'Acme help desk' };
  const entered = await ask(broker, '/api/enrol', {
    token: tokenIn(broker.enrolmentLink),
    password: PASSWORD,
    first,
  });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const maria = await enrolled(broker, cookie, 'Maria Rossi', 'technician');
  return { broker, admin, maria };
}

/** Invites somebody as the admin and sets their password as they would. */
export async function enrolled(broker: Broker, cookie: string, name: string, role: string): Promise<Account> {
  const email = `${name.split(' ')[0]?.toLowerCase()}@desk.example`;
  const invited = await ask(broker, '/api/people', { name, email, role }, cookie);
  const { link } = (await invited.json()) as { link: string };
  await ask(broker, '/api/enrol', { token: tokenIn(link), password: PASSWORD });
  return { email, password: PASSWORD };
}

const tokenIn = (link: string): string => link.split('#')[1] ?? '';

async function ask(broker: Broker, path: string, body: unknown, cookie = ''): Promise<Response> {
  const answer = await fetch(broker.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: broker.url, cookie },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** Problems that a page reported to its own console; a story ends by expecting none. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The browser itself reports each lost socket and each refused request; those are part of some stories. And Chromium
    // names the camera when a screen is picked on a page that forbids cameras, though nobody asked for one.
    const isNetwork = /Failed to load resource|WebSocket connection to|camera is not allowed/.test(
      message.text(),
    );
    if (message.type() === 'error' && !isNetwork)
      complaints.push(`${message.text()} (${message.location().url})`);
  });
  return complaints;
}

/** A technician at the console, in English. */
export class Technician {
  readonly page: Page;
  readonly complaints: string[];
  constructor(page: Page) {
    this.page = page;
    this.complaints = complaintsOf(page);
  }

  static async signsIn(
    desk: HelpDesk,
    account: Account = desk.maria,
    options: ChromiumOptions = {},
  ): Promise<Technician> {
    const browser = await launchChromium({ locale: 'en-GB', ...options });
    const technician = new Technician(await browser.newPage());
    const { page } = technician;
    await page.goto(`${desk.broker.url}/desk`);
    await page.getByLabel('E-mail').fill(account.email);
    await page.getByLabel('Password', { exact: true }).fill(account.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'New session' }).waitFor();
    return technician;
  }

  /** @returns the ten digits as they stand on the page */
  async opensSession(): Promise<string> {
    const before = this.page.url();
    await this.page.getByRole('button', { name: 'New session' }).click();
    await this.page.waitForURL((url) => url.href !== before);
    return this.page.locator('.code-digits').innerText();
  }

  /** @param surface null where a host is paired: then there is nothing to choose */
  async asks({
    surface = 'The whole screen' as string | null,
    reason = 'to look at the printer error',
    minutes = '15 min',
  } = {}) {
    const form = this.page.getByRole('form', { name: 'Ask to see the screen' });
    if (surface !== null) await form.getByText(surface, { exact: true }).click();
    await form.getByLabel('Why').fill(reason);
    await form.getByText(minutes, { exact: true }).click();
    await form.getByRole('button', { name: 'Ask', exact: true }).click();
    await this.page.getByText('The customer is reading your question.').waitFor();
  }

  async writes(text: string) {
    await writeLine(this.page, text);
  }
  async reads(text: string) {
    await this.page.locator('.chat-theirs', { hasText: text }).waitFor();
  }
  async isTold(sentence: string) {
    await this.page.getByText(sentence).first().waitFor();
  }

  /** Goes to the desk's requests. */
  async seesRequests() {
    await this.page.getByRole('link', { name: /^Requests/ }).click();
    await this.page.getByRole('button', { name: 'All', exact: true }).waitFor();
  }
  /** @param title as it stands in the row */
  async opensRequest(title: string) {
    await this.page.locator('.queue-row', { hasText: title }).click();
    await this.page.locator('.request h2', { hasText: title }).waitFor();
  }
  async takes() {
    await this.page.getByRole('button', { name: 'Assign to me' }).click();
    await this.page.getByRole('button', { name: 'Give back' }).waitFor();
  }
  async notes(text: string) {
    await this.page.getByLabel('Write a note for the desk').fill(text);
    await this.page.getByRole('button', { name: 'Add the note' }).click();
    await this.page.locator('.request-note-list', { hasText: text }).waitFor();
  }
}

let addresses = 0;
/** Another customer, another address, so that tries are counted apart. */
async function isFromElsewhere(page: Page): Promise<void> {
  addresses += 1;
  await page.context().setExtraHTTPHeaders({ 'x-forwarded-for': `10.0.0.${addresses}` });
}

/** A customer at the door, in English unless the story says otherwise. */
export class Customer {
  readonly page: Page;
  readonly complaints: string[];
  readonly newPage: () => Promise<Page>;
  readonly leaves: () => Promise<void>;
  constructor(page: Page, newPage: () => Promise<Page>, leaves: () => Promise<void>) {
    this.page = page;
    this.complaints = complaintsOf(page);
    this.newPage = newPage;
    this.leaves = leaves;
  }

  static async comes(desk: HelpDesk, options: ChromiumOptions = {}): Promise<Customer> {
    const browser = await launchChromium({ locale: 'en-GB', ...options });
    const customer = new Customer(await browser.newPage(), browser.newPage, browser.close);
    await isFromElsewhere(customer.page);
    await customer.page.goto(desk.broker.url);
    return customer;
  }

  /** Closes the page and comes again in the same browser, for another session: starting a browser takes longer than most stories. */
  async comesAgain(desk: HelpDesk): Promise<Customer> {
    const next = new Customer(await this.newPage(), this.newPage, this.leaves);
    await isFromElsewhere(next.page);
    await this.page.close();
    await next.page.goto(desk.broker.url);
    return next;
  }

  async types(code: string) {
    await this.page.getByLabel('Code').fill(code);
    await this.page.getByRole('button', { name: 'Go on' }).click();
  }
  /** How it began. By itself, what most customers would say. */
  async answers(contact = 'I contacted them', topic: 'Yes' | 'No' = 'No') {
    await this.page.getByText(contact, { exact: true }).click();
    await this.page.getByText(topic, { exact: true }).click();
    await this.page.getByRole('button', { name: 'Go on', exact: true }).click();
  }
  /** Types the code, says how it began, reads who is asking, and goes on. */
  async joins(code: string) {
    await this.types(code);
    await this.answers();
    await this.page.getByRole('heading', { name: 'Who is asking' }).waitFor();
    await this.page.getByRole('button', { name: 'Go on' }).click();
    await this.page.getByRole('heading', { name: /can do now/ }).waitFor();
  }

  /** Presses Allow as soon as it works; the browser's picker is answered by the browser's own flag. */
  async allows() {
    await this.presses(/^Allow$/);
  }
  /** Confirms the preview: this is the grant. */
  async confirms() {
    await this.presses(/^Show it to/);
  }
  async shows() {
    await this.confirms();
    await this.page.getByRole('button', { name: /^Stop: See your screen/ }).waitFor();
  }
  async refuses() {
    await this.page.getByRole('button', { name: 'Refuse' }).click();
  }
  async stops() {
    await this.page.getByRole('button', { name: /^Stop: See your screen/ }).click();
  }
  async writes(text: string) {
    await writeLine(this.page, text);
  }
  async reads(text: string) {
    await this.page.locator('.chat-theirs', { hasText: text }).waitFor();
  }
  async isTold(sentence: string) {
    await this.page.getByText(sentence).first().waitFor();
  }

  /** An armed button says by aria-disabled when it works. */
  private async presses(name: string | RegExp) {
    const button = this.page.getByRole('button', { name });
    await this.page.locator('.armed-button[aria-disabled="false"]', { hasText: name }).waitFor();
    await button.click();
  }
}

/** A customer without a code, at a desk's portal. */
export class PortalCustomer extends Customer {
  /** @param slug the desk's name in addresses */
  static async comesTo(desk: HelpDesk, slug: string, options: ChromiumOptions = {}): Promise<PortalCustomer> {
    const browser = await launchChromium({ locale: 'en-GB', ...options });
    const customer = new PortalCustomer(await browser.newPage(), browser.newPage, browser.close);
    await isFromElsewhere(customer.page);
    await customer.page.goto(`${desk.broker.url}/d/${slug}`);
    return customer;
  }

  async fills(fields: Readonly<Record<string, string>>) {
    for (const [label, text] of Object.entries(fields)) await this.page.getByLabel(label).fill(text);
  }
  async sends() {
    await this.page.getByRole('button', { name: 'Send the request' }).click();
  }
  /** Opens a request, and is in the waiting room. @returns its number */
  async opensRequest(fields: Readonly<Record<string, string>>): Promise<number> {
    await this.fills(fields);
    await this.sends();
    const heading = this.page.getByRole('heading', { name: /^Your request, number \d+$/ });
    return Number((await heading.innerText()).split(' ').at(-1));
  }
  /** Comes in at a technician's invitation, reads who is asking, and goes on. */
  async goesIn() {
    await this.page.getByRole('button', { name: 'Go in' }).click();
    await this.answers();
    await this.page.getByRole('heading', { name: 'Who is asking' }).waitFor();
    await this.page.getByRole('button', { name: 'Go on' }).click();
    await this.page.getByRole('heading', { name: /can do now/ }).waitFor();
  }
}

async function writeLine(page: Page, text: string): Promise<void> {
  await page.getByLabel('Write a message').fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}
