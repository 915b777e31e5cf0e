// A database of the first release: its sessions stay readable, its events become leaves as they were recorded, and what was
// personal in it is sealed.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Compilable,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SQLITE } from '../../server/store/dialect.ts';
import { MIGRATIONS } from '../../server/store/migrations.ts';
import type { Tables } from '../../server/store/tables.ts';
import { sessionEvent } from '../../shared/session/events.ts';
import { upcast } from '../../shared/session/upcast.ts';
import { FIRST_RELEASE, type FirstEvent } from '../support/first-release.ts';
import { type House, newFolder, openHouse } from '../support/house.ts';
import { faultsOf, leavesOf, outboxOf, typesOf } from '../support/log-book.ts';
import { DESK, SID } from '../support/paper.ts';

const sql = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

function oldDatabase(file: string, events: readonly FirstEvent[]): void {
  const db = new Database(file);
  const run = (query: Compilable) => {
    const { sql: text, parameters } = query.compile();
    db.prepare(text).run(...parameters);
  };
  const [first] = MIGRATIONS;
  for (const step of first?.steps(sql, SQLITE) ?? []) run(step);
  db.exec('create table migration (name text primary key, at bigint not null)');
  db.prepare('insert into migration values (?, 0)').run(first?.name);
  run(sql.insertInto('desk').values({ id: DESK, name: 'Conti Informatica', created_at: 0 }));
  for (const { detail, ...body } of events) {
    const detailId = detail ? `d${body.seq}` : null;
    if (detailId) run(sql.insertInto('detail').values({ id: detailId, body: JSON.stringify(detail) }));
    const { sid, seq, at, type } = body;
    const row = {
      log_id: DESK,
      session_id: sid,
      seq,
      at,
      type,
      body: JSON.stringify(body),
      detail_id: detailId,
    };
    run(sql.insertInto('event').values(row));
  }
  const login = { type: 'tech.login', v: 1, at: 5, by: 't'.repeat(22) };
  const outside = { log_id: DESK, session_id: null, seq: null, at: 5, type: login.type, detail_id: null };
  run(sql.insertInto('event').values({ ...outside, body: JSON.stringify(login) }));
  db.close();
}

let folder: string;
let house: House;
const events = FIRST_RELEASE;
/** The same as they are told today. */
const told = events.map(upcast);
beforeEach(async () => {
  folder = newFolder();
  oldDatabase(join(folder, 'permesso.db'), events);
});
afterEach(async () => {
  await house.closes();
  rmSync(folder, { recursive: true, force: true });
});
const opens = async () => {
  house = await openHouse({ folder });
  await house.room.open('1.1.0');
};

describe('a database of the first release', () => {
  it('shows its sessions as they were', async () => {
    await opens();
    expect(await house.desk.eventsAfter(SID, 0)).toEqual(told);
    for (const event of told) expect(sessionEvent.parse(event)).toEqual(event);
    expect((await house.desk.state(SID)).phase).toBe('ended');
  });

  it('has every old event in the log, byte for byte, after the opening', async () => {
    await opens();
    await house.room.sequencer.pass();
    const types = ['log.opened', ...events.map(({ type }) => type), 'tech.login'];
    expect(await typesOf(house.store, DESK)).toEqual(types);
    const [, ...leaves] = await leavesOf(house.store, DESK);
    const recorded = events.map(({ detail: _detail, ...body }) => JSON.stringify(body));
    expect(leaves.slice(0, events.length).map(({ body }) => body)).toEqual(recorded);
    expect(await faultsOf(house.store, house.room, DESK)).toEqual([]);
    expect(await outboxOf(house.store)).toEqual([]);
  });

  it('seals what was personal, and keeps no copy of it in the file', async () => {
    const onDisk = () => readFileSync(join(folder, 'permesso.db'), 'latin1');
    expect(onDisk()).toContain('Maria Rossi');
    await opens();
    expect(onDisk()).not.toContain('Maria Rossi');
    const plain = house.store.sql.selectFrom('detail').select('id').where('body', '!=', '');
    expect(await house.store.read(plain)).toEqual([]);
  });

  it('lets an old session be erased like a new one', async () => {
    await opens();
    const row = {
      desk_id: DESK,
      technician_id: 't'.repeat(22),
      phase: 'ended',
      scopes: '',
      words: 'maria',
    } as const;
    const counts = { asked: 1, granted: 1, denied: 0, files: 0, seq: events.length, created_at: 0 };
    await house.store.write([{ query: sql.insertInto('session').values({ id: SID, ...row, ...counts }) }]);
    expect(await house.room.eraser.eraseSession(SID, 'asked')).toBe(3);
    const left = (await house.desk.eventsAfter(SID, 0)).filter(({ detail }) => detail !== null);
    expect(left).toEqual([]);
  });

  it('is sealed once, also by two brokers that start at the same moment', async () => {
    const two = await openHouse({ folder });
    await Promise.all([opens(), two.room.open('1.1.0')]);
    expect(await house.desk.eventsAfter(SID, 0)).toEqual(told);
    await two.room.close();
    await two.store.close();
  });
});
