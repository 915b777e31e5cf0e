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
import { type SessionDesk, sessionDesk, sessionTopic } from '../../server/sessions/session-desk.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import { just } from '../../server/store/store.ts';
import { isRefusal } from '../../shared/errors.ts';
import type { CommandOf } from '../../shared/session/commands.ts';
import type { EventType, SessionEvent } from '../../shared/session/events.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { BROKER, COMPUTER, CUSTOMER, DESK, TECHNICIAN, uuid } from './paper.ts';
import { type FaultyStore, faulty } from './stores.ts';

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'permesso-store-'));

export interface House {
  readonly folder: string;
  readonly file: string;
  readonly store: FaultyStore;
  readonly bus: Bus;
  readonly desk: SessionDesk;
  /** The consent log of this house; nobody makes leaves in it unless a story does. */
  readonly room: LogRoom;
  readonly problems: unknown[];
  /** Types of the events that anybody was told, in order. */
  readonly told: EventType[];
  /** A session in which the two have met; the customer is connected. */
  opens(): Promise<string>;
  /** The same, but the customer has not opened a connection. */
  opensUnconnected(): Promise<string>;
  asks(sid: string, n: number, ask?: Partial<CommandOf<'ask'>>): ReturnType<SessionDesk['act']>;
  grants(sid: string, ask: number, gid: number): ReturnType<SessionDesk['act']>;
  types(sid: string): Promise<EventType[]>;
  closes(): Promise<void>;
}

export async function openHouse({
  folder = newFolder(),
  now = Date.now,
}: {
  folder?: string;
  now?: () => number;
} = {}): Promise<House> {
  const file = join(folder, 'permesso.db');
  const store = faulty(await openSqlite(file));
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
  const desk = sessionDesk({ store, journal: room.journal, bus, broker: BROKER, now, onProblem });
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

  const opensUnconnected = async () => {
    const sid = randomBytes(16).toString('base64url');
    bus.subscribe(sessionTopic(sid), (events) =>
      told.push(...(events as SessionEvent[]).map(({ type }) => type)),
    );
    const names = { technicianName: 'Maria Rossi', deskName: home.name };
    const codeExpiresAt = now() + LIMITS.codeLifeMs;
    await act(sid, { type: 'create', desk: DESK, codeExpiresAt, ...names }, TECHNICIAN);
    const detail = { browser: 'Firefox 140', system: 'Linux', address: '' };
    await act(sid, { type: 'join', device: COMPUTER, detail }, CUSTOMER);
    await act(sid, { type: 'admit' }, CUSTOMER);
    return sid;
  };

  return {
    folder,
    file,
    store,
    bus,
    desk,
    room,
    problems,
    told,
    opens: async () => {
      const sid = await opensUnconnected();
      desk.customerAway(sid, null);
      return sid;
    },
    opensUnconnected,
    asks: (sid, n, ask = {}) => {
      const usual = { scope: 'view', surface: 'monitor', minutes: 15, reason: '' } as const;
      return desk.act(sid, { type: 'ask', askId: uuid(n), ...usual, ...ask }, TECHNICIAN);
    },
    grants: (sid, ask, gid) => {
      const notice = { id: 'view', version: '1', language: 'it' } as const;
      const as = { surface: 'monitor', minutes: 15, notice } as const;
      return desk.act(sid, { type: 'grant', askId: uuid(ask), gid: uuid(gid), ...as }, CUSTOMER);
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
