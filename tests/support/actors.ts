// The people of the stories. `startDesk` builds the real broker in this process: SQLite in a fresh folder, HTTP and sockets
// on a free port of this computer. Its actors do what people's pages do, over the wire and with nothing taken out:
//
//   const desk = await startDesk();
//   const maria = await desk.technician();
//   const { code } = await maria.opensSession();
//   const carla = await desk.visitor().joins(code);
//   await carla.admits();
//   await maria.asks({ scope: 'view' });
//   await carla.hears('consent.asked');
//   const gid = await carla.grants();
//   await carla.stops(gid);
//
// A verb that the broker refuses throws `Refused`, whose message is the code of the error table. Everybody comes from an
// address of their own, told by X-Forwarded-For through a trusted proxy, so that budgets of one do not touch another.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { buildApp } from '../../server/app.ts';
import type { Bus } from '../../server/bus/bus.ts';
import { memoryBus } from '../../server/bus/memory.ts';
import { openBus } from '../../server/bus/open.ts';
import type { Config } from '../../server/config.ts';
import type { App } from '../../server/http/app-type.ts';
import { openKeyring } from '../../server/keys/keyring.ts';
import { type People, people } from '../../server/people/people.ts';
import { loadSecrets } from '../../server/secrets.ts';
import type { Store } from '../../server/store/store.ts';
import { codeOf, isBrokersCode, partsOf } from '../../shared/code/code.ts';
import { type SigningKey, sealWith } from '../../shared/consent/jws.ts';
import { partyName } from '../../shared/consent/keys.ts';
import type { Role } from '../../shared/people/roles.ts';
import * as http from '../../shared/protocol/http.ts';
import { type Receipt, receipt } from '../../shared/protocol/receipt.ts';
import type { Device } from '../../shared/session/events.ts';
import type { RevokeReason } from '../../shared/session/reasons.ts';
import { openStore } from './engines.ts';
import { Host } from './host-actor.ts';
import { Member, must, newUuid } from './member.ts';
import { type DraftOf, grantDraft, Hand, newKey } from './statements.ts';
import { type Reply, Tab, type Where } from './tab.ts';

export const PASSWORD = 'correct horse battery staple';
export const COMPUTER: Device = { kind: 'computer', canShowScreen: true, language: 'it' };
export const PHONE: Device = { kind: 'phone', canShowScreen: false, language: 'it' };

export { newLane, newUuid } from './member.ts';
export type { Host };

export interface DeskOptions {
  /** An empty folder for its data; a fresh one where left out. */
  readonly folder?: string;
  /** Another node of the same installation, on the same store and secrets. */
  readonly beside?: Desk;
  /** Over which the nodes find each other. */
  readonly redisUrl?: string;
  readonly now?: () => number;
  readonly config?: Partial<
    Pick<
      Config,
      | 'publicUrl'
      | 'trustProxy'
      | 'iceServers'
      | 'turn'
      | 'headsDir'
      | 'metricsToken'
      | 'smtp'
      | 'webhookAllow'
    >
  >;
  /** Stands between the broker and its store, for stories about a store that fails. */
  readonly around?: (store: Store) => Store;
}

export const startDesk = async (options: DeskOptions = {}): Promise<Desk> => {
  const desk = new Desk(options);
  await desk.start();
  return desk;
};

const PAGES = [
  ...['customer', 'technician', 'admin', 'portal', 'check', 'receipt', 'verify', 'permesso-verify'].map(
    (name) => `${name}.html`,
  ),
  'sign.svg',
  'sw.js',
];

/** A help desk with a broker of its own. */
export class Desk {
  readonly folder: string;
  readonly where: Where;
  /** Everything the broker logged, one JSON line each, at the most talkative level and with nothing blacked out. */
  readonly log: string[] = [];
  readonly #options: DeskOptions;
  #parts: { app: App; store: Store; bus: Bus; people: People } | null = null;
  #admin: Promise<Staff> | null = null;
  #people = 0;
  /** Who opened which session. */
  readonly #hosts: Map<string, Technician>;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.folder = options.beside?.folder ?? options.folder ?? mkdtempSync(join(tmpdir(), 'permesso-desk-'));
    this.#hosts = options.beside?.hosts ?? new Map();
    this.#people = options.beside ? 1_000 : 0;
    const publicUrl = options.config?.publicUrl ?? new URL('http://localhost:3000');
    this.where = { port: 0, origin: publicUrl.origin };
    mkdirSync(join(this.folder, 'web', 'assets'), { recursive: true });
    for (const page of PAGES) writeFileSync(join(this.folder, 'web', page), `<!doctype html><title>${page}`);
  }

  async start(): Promise<void> {
    const { now = Date.now, config = {}, around = (store) => store, redisUrl = null } = this.#options;
    const store = around(await openStore(this.file));
    const secrets = loadSecrets(this.folder, now);
    const bus =
      redisUrl === null
        ? memoryBus(now)
        : await openBus({ redisUrl, master: secrets.wordKey, onState: () => {} });
    const logger = pino({ level: 'trace' }, { write: (line: string) => void this.log.push(line) });
    const app = await buildApp({
      config: {
        publicUrl: new URL(this.where.origin),
        trustProxy: ['127.0.0.1'],
        iceServers: [],
        turn: null,
        tls: null,
        headsDir: join(this.folder, this.#options.beside ? 'heads-beside' : 'heads'),
        dataDir: this.folder,
        logLevel: 'silent',
        redisUrl,
        downloadDir: join(this.folder, 'download'),
        metricsToken: null,
        smtp: null,
        webhookAllow: [],
        ...config,
      },
      store,
      bus,
      secrets,
      keys: openKeyring(this.folder, now),
      logger,
      webRoot: join(this.folder, 'web'),
      version: '0.0.0-story',
      now,
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const address = app.server.address();
    if (address === null || typeof address === 'string') throw new Error('the broker has no port');
    this.where.port = address.port;
    this.#parts = { app, store, bus, people: people(store, bus, now) };
  }

  get hosts(): Map<string, Technician> {
    return this.#hosts;
  }
  get app(): App {
    return this.#running.app;
  }
  get store(): Store {
    return this.#running.store;
  }
  get bus(): Bus {
    return this.#running.bus;
  }
  get people(): People {
    return this.#running.people;
  }
  /** The SQLite file. */
  get file(): string {
    return join(this.folder, 'permesso.db');
  }

  /** Ends the broker and starts it again on the same data. Actors stay who they are; their lines are gone. */
  async restarts(): Promise<void> {
    await this.#shutsDown();
    await this.start();
  }

  /** Ends the broker, where it still runs, and leaves its data to others. */
  async ends(): Promise<void> {
    if (this.#parts) await this.#shutsDown();
  }

  /** Ends the broker and removes its data. */
  async closes(): Promise<void> {
    await this.#shutsDown();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A browser tab at an address of its own, signed in nowhere. */
  tab(address?: string): Tab {
    this.#people += 1;
    const n = this.#people;
    return new Tab(this.where, address ?? `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`);
  }

  /** Somebody who may become a customer. */
  visitor(address?: string): Visitor {
    return new Visitor(this.tab(address), this.#hosts);
  }

  /** A program on some computer, with a key of its own. */
  async host(): Promise<Host> {
    return new Host(this.tab(), await newKey());
  }

  /** The first admin, who set up the desk. Always the same person, and signed in, however late it has become. */
  async admin(): Promise<Staff> {
    this.#admin ??= this.#setUp();
    const admin = await this.#admin;
    if ((await admin.tab.get('/api/me')).status === 401) await admin.signsIn();
    return admin;
  }

  async technician(name = 'Maria Rossi'): Promise<Technician> {
    const { tab, person } = await this.#invites(name, 'technician');
    return new Technician(tab, person, this.#hosts);
  }

  async auditor(name = 'Aldo Bianchi'): Promise<Staff> {
    const { tab, person } = await this.#invites(name, 'auditor');
    return new Staff(tab, person);
  }

  async secondAdmin(name = 'Bruno Verdi'): Promise<Staff> {
    const { tab, person } = await this.#invites(name, 'admin');
    return new Staff(tab, person);
  }

  async #setUp(): Promise<Staff> {
    const { token } = await this.people.firstLink();
    const tab = this.tab();
    const first = { name: 'Anna Conti', email: 'anna@example.org', desk: 'Conti Informatica' };
    const reply = await tab.post('/api/enrol', { token, password: PASSWORD, first });
    return new Staff(tab, http.me.parse(must(reply).json).person);
  }

  async #invites(name: string, role: Role): Promise<{ tab: Tab; person: http.Person }> {
    const admin = await this.admin();
    const tab = this.tab();
    const email = `person-${tab.address}@example.org`;
    const { link } = await admin.invites({ name, email, role });
    const reply = await tab.post('/api/enrol', { token: tokenIn(link), password: PASSWORD });
    return { tab, person: http.me.parse(must(reply).json).person };
  }

  async #shutsDown(): Promise<void> {
    const { app, store } = this.#running;
    this.#parts = null;
    await app.close();
    await store.close();
  }

  get #running() {
    if (!this.#parts) throw new Error('the broker is not running');
    return this.#parts;
  }
}

export const tokenIn = (link: string): string => link.slice(link.indexOf('#') + 1);

/** Somebody with an account, at a browser that is signed in. */
export class Staff {
  readonly tab: Tab;
  readonly person: http.Person;
  constructor(tab: Tab, person: http.Person) {
    this.tab = tab;
    this.person = person;
  }

  get id(): string {
    return this.person.id;
  }

  async invites(who: { name: string; email: string; role: Role }): Promise<http.Invited> {
    return http.invited.parse(must(await this.tab.post('/api/people', who)).json);
  }

  async relinks(id: string): Promise<http.Invited> {
    return http.invited.parse(must(await this.tab.post(`/api/people/${id}/link`)).json);
  }

  async setsState(id: string, state: 'active' | 'disabled'): Promise<http.Person> {
    return http.person.parse(must(await this.tab.post(`/api/people/${id}/state`, { state })).json);
  }

  async signsIn(password: string = PASSWORD): Promise<void> {
    must(await this.tab.post('/api/sign-in', { email: this.person.email, password }));
  }

  async signsOut(): Promise<void> {
    must(await this.tab.post('/api/sign-out'));
  }

  async readsLog(query: Record<string, string> = {}): Promise<http.SessionRows> {
    const search = new URLSearchParams(query).toString();
    const path = search === '' ? '/api/log/sessions' : `/api/log/sessions?${search}`;
    return http.sessionRows.parse(must(await this.tab.get(path)).json);
  }

  async readsSession(sid: string): Promise<http.SessionLog> {
    return http.sessionLog.parse(must(await this.tab.get(`/api/log/sessions/${sid}`)).json);
  }
}

export type Ask = Partial<Omit<DraftOf<'ask'>, 'type'>>;

/** A technician, signed in; in at most one session at a time. */
export class Technician extends Member {
  readonly staff: Staff;
  readonly tab: Tab;
  readonly #hosts: Map<string, Technician>;
  #key: Promise<SigningKey> | null = null;
  constructor(tab: Tab, person: http.Person, hosts: Map<string, Technician>) {
    super();
    this.tab = tab;
    this.staff = new Staff(tab, person);
    this.#hosts = hosts;
  }

  /** This browser's key, enrolled. */
  key(): Promise<SigningKey> {
    this.#key ??= newKey().then(async (key) => {
      must(await this.tab.post('/api/keys', { key: key.publicKey }));
      return key;
    });
    return this.#key;
  }

  get id(): string {
    return this.staff.id;
  }

  protected async fetchesTicket(sid: string): Promise<string> {
    return (await this.fetchesAttestation(sid)).ticket;
  }

  /** A ticket, and the desk's word for whose key this is. */
  async fetchesAttestation(sid: string): Promise<{ ticket: string; attestation: string }> {
    const key = (await this.key()).thumbprint;
    return http.technicianTicketed.parse(
      must(await this.tab.post(`/api/sessions/${sid}/ticket`, { key })).json,
    );
  }

  /** Asks the broker for a session with a code, and opens a socket to it. */
  async opensSession(code: 'page' | 'broker' = 'page'): Promise<Opened> {
    const created = await this.createsSession(code);
    await this.connects(created.sid);
    return created;
  }

  /** Only asks for the session, and completes its code. */
  async createsSession(code: 'page' | 'broker' = 'page'): Promise<Opened> {
    const created = http.created.parse(must(await this.tab.post('/api/sessions', { code })).json);
    this.#hosts.set(created.sid, this);
    return { ...created, code: created.code ?? codeOf({ address: created.address ?? '', secret: '4711' }) };
  }

  /** Tells broker and customer which two keys these are. What the pages prove to each other before is another story. */
  async introduces(customer: Customer, auth: 'pake' | 'none' | 'sas' = 'pake'): Promise<void> {
    const key = await this.key();
    const keys = { technician: key.publicKey, customer: customer.key.publicKey };
    const { sid } = customer;
    if (this.hand?.ends.sid !== sid) this.hand = new Hand(key, Hand.endsOf(sid, 'technician', keys));
    customer.hand ??= new Hand(customer.key, Hand.endsOf(sid, 'customer', keys));
    const { tkt, ckt } = this.hand.ends;
    const { jws } = await this.hand.signs({ type: 'peer', tkt, ckt, auth });
    await this.wishes({ type: 'introduce', jws, keys });
  }

  async listsSessions(after?: string): Promise<http.SessionRows> {
    const path = after === undefined ? '/api/sessions' : `/api/sessions?after=${after}`;
    return http.sessionRows.parse(must(await this.tab.get(path)).json);
  }

  /** @returns the question's number */
  async asks(ask: Ask = {}): Promise<string> {
    const askId = ask.askId ?? newUuid();
    const usual = { scope: 'view', surface: 'monitor', minutes: 15, reason: 'Vedere la stampante' } as const;
    await this.says({ type: 'ask', ...usual, ...ask, askId });
    return askId;
  }

  withdraws(askId: string): Promise<number> {
    return this.says({ type: 'withdraw', askId });
  }

  relinquishes(gid: string): Promise<number> {
    return this.says({ type: 'relinquish', gid });
  }
}

export type Opened = Omit<http.Created, 'code'> & { readonly code: string };

/** Somebody with a code in hand and nothing else. */
export class Visitor {
  readonly tab: Tab;
  readonly #hosts: ReadonlyMap<string, Technician>;
  constructor(tab: Tab, hosts: ReadonlyMap<string, Technician>) {
    this.tab = tab;
    this.#hosts = hosts;
  }

  /** Types the code. @returns the broker's bare reply */
  tries(code: string, device: Device = COMPUTER): Promise<Reply> {
    return this.tab.post('/api/join', { code: isBrokersCode(code) ? code : partsOf(code).address, device });
  }

  /** Types the code and opens the socket. @throws Refused when the code is not usable */
  async joins(code: string, device: Device = COMPUTER): Promise<Customer> {
    const joined = http.joined.parse(must(await this.tries(code, device)).json);
    const customer = new Customer(this.tab, joined, {
      key: await newKey(),
      host: this.#hosts.get(joined.sid),
    });
    await customer.arrives();
    return customer;
  }
}

/** The customer of one session. */
export class Customer extends Member {
  readonly tab: Tab;
  /** What the page got for the code. */
  readonly joined: http.Joined;
  readonly key: SigningKey;
  readonly #host: Technician | undefined;
  constructor(
    tab: Tab,
    joined: http.Joined,
    { key, host }: { key: SigningKey; host: Technician | undefined },
  ) {
    super();
    this.tab = tab;
    this.joined = joined;
    this.key = key;
    this.#host = host;
  }

  get id(): string {
    return this.joined.customer;
  }

  protected async fetchesTicket(sid: string): Promise<string> {
    return ticketFor(this.tab, { sid, resume: this.joined.resume, key: this.hand ? this.key : null });
  }

  /** Opens the first socket, with the ticket that came with the code. */
  async arrives(): Promise<void> {
    await this.connectsWith(this.joined.ticket, this.joined.sid);
  }

  /** The two show each other their keys; then the customer goes on. */
  async admits(): Promise<void> {
    if (!this.hand) await this.#host?.introduces(this, isBrokersCode(this.#code) ? 'none' : 'pake');
    await this.wishes({ type: 'admit' });
  }

  get #code(): string {
    const [first] = this.line.events;
    return first?.type === 'session.created' && first.code === 'broker' ? '0' : '1';
  }

  /** Allows the open question, as far and as long as asked unless told otherwise. @returns the grant's number */
  async grants(but: Partial<DraftOf<'grant'>> = {}): Promise<string> {
    const gid = but.gid ?? newUuid();
    const ask = await this.#openAsk(but.askId);
    const { surface = ask.surface, minutes = ask.minutes } = but;
    await this.says({ ...this.#yes({ ...ask, gid, surface, minutes }), ...but });
    return gid;
  }

  /** An address for the host on this computer. */
  async invitesHost(): Promise<string> {
    const { sid, resume } = this.joined;
    const proof = this.hand && (await proofBy(this.key, { tab: this.tab, sid, resume }));
    const reply = await this.tab.post('/api/host/invite', { sid, resume, ...(proof ? { proof } : {}) });
    return http.hostInvited.parse(must(reply).json).address;
  }

  async vouchesFor({ id, key }: Host): Promise<void> {
    const { jws } = (await this.hand?.signs({ type: 'host', host: id, hkt: key.thumbprint })) ?? { jws: '' };
    await this.wishes({ type: 'vouch-host', jws, key: key.publicKey });
  }

  /** What a yes to the open question says. */
  async yes(): Promise<DraftOf<'grant'>> {
    const ask = await this.#openAsk();
    return this.#yes({ ...ask, gid: newUuid() });
  }

  /** The host's own chain, between the same two. */
  handOf(key: SigningKey): Hand {
    if (!this.hand) throw new Error('has not met anybody');
    return new Hand(key, { ...this.hand.ends, role: 'host', hkt: key.thumbprint });
  }

  async denies(): Promise<void> {
    const { askId, hash } = await this.#openAsk();
    await this.says({ type: 'deny', askId, ask: hash, ui: { m: 'click', shown: 900 } });
  }

  /** Ends a permission: the button, the keys, or whatever else ended it. */
  stops(gid: string, why: RevokeReason = 'stop'): Promise<number> {
    return this.says({ type: 'revoke', gid, why, localMs: 12 });
  }

  #yes({ askId, hash, gid, surface, minutes }: Asked & { gid: string }): DraftOf<'grant'> {
    const { state } = this.line;
    const open = state.phase === 'open' ? state : null;
    const { technician, desk } = this.joined;
    return grantDraft({
      gid,
      askId,
      ask: hash,
      surface,
      minutes,
      asked: open?.ask?.surface ?? surface,
      auth: open?.auth ?? 'none',
      tech: { id: open?.technician ?? '', name: technician.name },
      desk,
    });
  }

  async savesReceipt(): Promise<Receipt> {
    const { sid, resume } = this.joined;
    return receipt.parse(must(await this.tab.post('/api/receipt', { sid, resume })).json);
  }

  async #openAsk(askId?: string): Promise<Asked> {
    const none = { hash: 'a'.repeat(43), surface: 'monitor', minutes: 15 } as const;
    if (askId !== undefined) return { askId, ...none };
    for (;;) {
      const { state } = this.line;
      if (state.phase === 'open' && state.ask) return { ...state.ask, hash: state.ask.hash ?? none.hash };
      await this.hears('consent.asked');
    }
  }
}

interface Asked {
  readonly askId: string;
  readonly hash: string;
  readonly surface: 'tab' | 'window' | 'monitor';
  readonly minutes: number;
}

/** A new socket ticket for a customer, by the value alone or, once the two have met, with the key as well. */
export async function ticketFor(
  tab: Tab,
  { sid, resume, key }: { sid: string; resume: string; key: SigningKey | null },
): Promise<string> {
  const proof = key && (await proofBy(key, { tab, sid, resume }));
  const reply = await tab.post('/api/resume', { sid, resume, ...(proof ? { proof } : {}) });
  return http.ticketed.parse(must(reply).json).ticket;
}

/** A fresh challenge of the broker's, under this key. */
export async function proofBy(
  key: SigningKey,
  { tab, sid, resume }: { tab: Tab; sid: string; resume: string },
): Promise<string> {
  const { challenge } = http.challenged.parse(must(await tab.post('/api/challenge', { sid, resume })).json);
  const statement = { v: 2, type: 'resume', sid, iss: partyName('customer', key.thumbprint), challenge };
  return (await sealWith(key, statement)).jws;
}

/** Two people who have met and admitted each other: where most stories begin. */
export async function meet(
  desk: Desk,
): Promise<{ maria: Technician; carla: Customer; sid: string; code: string }> {
  const maria = await desk.technician();
  const { code, sid } = await maria.opensSession();
  const carla = await desk.visitor().joins(code);
  await carla.admits();
  await maria.hears('session.admitted');
  return { maria, carla, sid, code };
}

/** The same, with a live permission to see the screen. */
export async function meetAndView(
  desk: Desk,
): Promise<{ maria: Technician; carla: Customer; sid: string; gid: string }> {
  const { maria, carla, sid } = await meet(desk);
  await maria.asks();
  const gid = await carla.grants();
  await maria.hears('consent.granted');
  return { maria, carla, sid, gid };
}
