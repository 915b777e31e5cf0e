// A session desk on a real store, without HTTP and sockets: for stories about races, failures and deadlines.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bus } from '../../server/bus/bus.ts';
import { memoryBus } from '../../server/bus/memory.ts';
import { openKeyring } from '../../server/keys/keyring.ts';
import { type LogRoom, logRoom } from '../../server/log/room.ts';
import { loadSecrets } from '../../server/secrets.ts';
import { sessionTopic } from '../../server/sessions/news.ts';
import { type Acted, type SessionDesk, sessionDesk } from '../../server/sessions/session-desk.ts';
import { just } from '../../server/store/store.ts';
import type { SigningKey } from '../../shared/consent/jws.ts';
import { thumbprint } from '../../shared/consent/keys.ts';
import { type ErrorCode, isRefusal, type Refusal, refuse } from '../../shared/errors.ts';
import type { Away } from '../../shared/session/decide.ts';
import type { EventType, SessionEvent } from '../../shared/session/events.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { openStore } from './engines.ts';
import { BROKER, COMPUTER, CUSTOMER, DESK, TECHNICIAN, uuid } from './paper.ts';
import { type DraftOf, grantDraft, Hand, newKey } from './statements.ts';
import { type FaultyStore, faulty } from './stores.ts';

/** A statement that was recorded and not followed, as the refusal that it is. */
const followed = (acted: Acted | Refusal): Acted | Refusal => {
  const [first] = isRefusal(acted) ? [] : acted.events;
  return first?.type === 'consent.void' ? refuse(first.why as ErrorCode) : acted;
};

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'permesso-store-'));

export interface House {
  readonly folder: string;
  readonly file: string;
  readonly store: FaultyStore;
  readonly bus: Bus;
  readonly desk: SessionDesk;
  /** The consent log of this house; nobody makes leaves in it unless a story does. */
  readonly room: LogRoom;
  readonly residents: Residents;
  readonly problems: unknown[];
  /** Types of the events that anybody was told, in order. */
  readonly told: EventType[];
  /** A session in which the two have met; the customer is connected. */
  opens(): Promise<string>;
  /** Writes down that the technician's key is enrolled, as the broker does when a browser brings one. */
  enrols(): Promise<void>;
  /** The same, but the customer has not opened a connection. */
  opensUnconnected(): Promise<string>;
  asks(sid: string, n: number, ask?: Partial<DraftOf<'ask'>>): ReturnType<SessionDesk['act']>;
  grants(sid: string, ask: number, gid: number): ReturnType<SessionDesk['act']>;
  /** The last statement once more, as a page sends it that heard no answer. */
  saysAgain(sid: string, role: 'technician' | 'customer'): ReturnType<SessionDesk['act']>;
  types(sid: string): Promise<EventType[]>;
  /** Whether it can be known who is connected, as it cannot while other nodes are out of reach. */
  knowsWho(is: boolean): void;
  closes(): Promise<void>;
}

interface HouseOptions {
  readonly folder?: string;
  readonly now?: () => number;
  /** The house next door: another broker on the same data, with the same people. */
  readonly beside?: House;
}

/** The people of a house: their keys, and what each has signed in which session. */
export class Residents {
  readonly technician: SigningKey;
  readonly customer: SigningKey;
  readonly #hands = new Map<string, { technician: Hand; customer: Hand }>();
  private constructor(technician: SigningKey, customer: SigningKey) {
    this.technician = technician;
    this.customer = customer;
  }
  static async moveIn(): Promise<Residents> {
    return new Residents(await newKey(), await newKey());
  }
  get keys() {
    return { technician: this.technician.publicKey, customer: this.customer.publicKey };
  }
  handsOf(sid: string) {
    const known = this.#hands.get(sid) ?? {
      technician: new Hand(this.technician, Hand.endsOf(sid, 'technician', this.keys)),
      customer: new Hand(this.customer, Hand.endsOf(sid, 'customer', this.keys)),
    };
    this.#hands.set(sid, known);
    return known;
  }
}

export async function openHouse({
  folder = newFolder(),
  now = Date.now,
  beside,
}: HouseOptions = {}): Promise<House> {
  const file = join(folder, 'permesso.db');
  const store = faulty(await openStore(file));
  const bus = memoryBus(now);
  const problems: unknown[] = [];
  const told: EventType[] = [];
  const onProblem = (problem: unknown) => void problems.push(problem);
  const room = logRoom({
    store,
    bus,
    secrets: loadSecrets(folder),
    keys: openKeyring(folder, now),
    headsDir: join(folder, 'heads'),
    host: 'localhost:3000',
    now,
    onProblem,
    onRefusal: (_log, reason) => onProblem(new Error(reason)),
  });
  const residents = beside?.residents ?? (await Residents.moveIn());
  const { technician, keys } = residents;
  const handsOf = (sid: string) => residents.handsOf(sid);
  const keyOf = async (_person: string, print: string) =>
    print === technician.thumbprint ? technician.publicKey : null;
  // Nobody has a connection before a test says so.
  const there = new Map<string, Record<keyof Away, boolean>>();
  let isKnown = true;
  const presentIn = (sid: string) => there.get(sid) ?? { technician: false, customer: false, host: false };
  const door = sessionDesk({
    store,
    journal: room.journal,
    bus,
    broker: BROKER,
    keyOf,
    present: async (sid) => (isKnown ? presentIn(sid) : null),
    now,
    onProblem,
  });
  const desk: SessionDesk = {
    ...door,
    away: (sid, who, since) => {
      there.set(sid, { ...presentIn(sid), [who]: since === null });
      door.away(sid, who, since);
    },
  };
  const home = { id: DESK, name: 'Conti Informatica', created_at: 0 };
  await store.write([
    just(
      store.sql
        .insertInto('desk')
        .values(home)
        .onConflict((c) => c.doNothing()),
    ),
  ]);
  const act = async (...args: Parameters<SessionDesk['act']>) => {
    const acted = await desk.act(...args);
    if (isRefusal(acted)) throw new Error(acted.refused);
  };

  const enrols = () =>
    room.log.record(DESK, TECHNICIAN.id, {
      type: 'tech.key.enrolled',
      keyThumbprint: technician.thumbprint,
    });
  const opensUnconnected = async () => {
    const sid = randomBytes(16).toString('base64url');
    bus.subscribe(sessionTopic(sid), (events) =>
      told.push(...(events as SessionEvent[]).map(({ type }) => type)),
    );
    const names = { technicianName: 'Maria Rossi', deskName: home.name };
    const codeExpiresAt = now() + LIMITS.codeLifeMs;
    await act(sid, { type: 'create', desk: DESK, code: 'pake', codeExpiresAt, ...names }, TECHNICIAN);
    const detail = { browser: 'Firefox 140', system: 'Linux', address: '' };
    await act(sid, { type: 'join', device: COMPUTER, detail }, CUSTOMER);
    const prints = { tkt: thumbprint(keys.technician), ckt: thumbprint(keys.customer) };
    const { jws } = await handsOf(sid).technician.signs({ type: 'peer', ...prints, auth: 'pake' });
    await act(sid, { type: 'introduce', jws, keys }, TECHNICIAN);
    await act(sid, { type: 'admit' }, CUSTOMER);
    return sid;
  };

  return {
    knowsWho: (is) => {
      isKnown = is;
    },
    folder,
    file,
    store,
    bus,
    desk,
    room,
    residents,
    problems,
    told,
    opens: async () => {
      const sid = await opensUnconnected();
      desk.away(sid, 'customer', null);
      return sid;
    },
    enrols,
    opensUnconnected,
    asks: async (sid, n, ask = {}) => {
      const usual = { scope: 'view', surface: 'monitor', minutes: 15, reason: '' } as const;
      const { technician: hand } = handsOf(sid);
      const { jws } = await hand.signs({ type: 'ask', askId: uuid(n), ...usual, ...ask });
      return followed(await desk.act(sid, { type: 'state', jws }, TECHNICIAN));
    },
    grants: async (sid, ask, gid) => {
      const state = await desk.state(sid);
      const open = state.phase === 'open' ? state.ask : null;
      const draft = grantDraft({
        gid: uuid(gid),
        askId: uuid(ask),
        ask: open?.hash ?? 'a'.repeat(43),
        surface: 'monitor',
        minutes: 15,
        asked: 'monitor',
        auth: 'pake',
        tech: { id: TECHNICIAN.id, name: 'Maria Rossi' },
        desk: home,
      });
      const { jws } = await handsOf(sid).customer.signs(draft);
      return followed(await desk.act(sid, { type: 'state', jws }, CUSTOMER));
    },
    saysAgain: (sid, role) => {
      const jws = handsOf(sid)[role].last?.jws ?? '';
      return desk.act(sid, { type: 'state', jws }, role === 'customer' ? CUSTOMER : TECHNICIAN);
    },
    types: async (sid) => (await desk.eventsAfter(sid, 0)).map(({ type }) => type),
    closes: async () => {
      await desk.close();
      await room.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
