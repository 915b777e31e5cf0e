// What PostgreSQL adds to the store: several that start at once, roles, and units that mean what they mean where there is one writer. What
// happens when it is away is told in tests/faults.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Compilable, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPostgres } from '../../server/store/open-postgres.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import { just, type Store, StoreConflict, StoreUnavailable } from '../../server/store/store.ts';
import { stopAll } from '../support/children.ts';
import { newFolder } from '../support/house.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';

let server: PostgresServer;
let databases = 0;
let url: string;
const open: Store[] = [];
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
beforeEach(async () => {
  databases += 1;
  url = await server.makes(`d${databases}`);
});
afterAll(async () => {
  await Promise.all(open.map((store) => store.close()));
  await stopAll();
});

const opens = async (at = { url, ownerUrl: null as string | null }): Promise<Store> => {
  const store = await openPostgres(at);
  open.push(store);
  return store;
};
const raw = <R = unknown>(store: Store, statement: ReturnType<typeof sql<R>>): Compilable<R> =>
  ({ compile: () => statement.compile(store.sql) }) as Compilable<R>;
const note = (store: Store, id: string) => just(store.sql.insertInto('detail').values({ id, body: '{}' }));
const notes = async (store: Store): Promise<string[]> =>
  (await store.read<{ id: string }>(store.sql.selectFrom('detail').select('id').orderBy('id'))).map(
    ({ id }) => id,
  );

describe('a database', () => {
  it('is brought up to date once, by one of several that start together', async () => {
    const stores = await Promise.all([1, 2, 3, 4].map(() => opens()));
    const [first] = stores as [Store];
    const steps = await first.read(raw(first, sql`select name from migration`));
    expect(steps.length).toBeGreaterThan(10);
    await Promise.all(stores.map((store, i) => store.write([note(store, `n${i}`)])));
    expect(await notes(first)).toEqual(['n0', 'n1', 'n2', 'n3']);
  });

  it('has the columns that SQLite has', async () => {
    const [there, here] = [await opens(), await openSqlite(`${newFolder()}/permesso.db`)];
    const theirs = await there.read<{ t: string; c: string }>(
      raw(
        there,
        sql`select table_name as t, column_name as c from information_schema.columns where table_schema = 'public'`,
      ),
    );
    const ours = await here.read<{ t: string; c: string }>(
      raw(
        here,
        sql`select m.name as t, c.name as c from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'`,
      ),
    );
    await here.close();
    const named = (rows: readonly { t: string; c: string }[]) =>
      rows
        .filter(({ t }) => !/^(?:sqlite_|request_words)/.test(t))
        .map(({ t, c }) => `${t}.${c}`)
        .sort();
    expect(named(theirs)).toEqual(named(ours));
  });

  it('that cannot be reached says so at the start', async () => {
    await expect(openPostgres({ url: 'postgres://nobody@127.0.0.1:9/none', ownerUrl: null })).rejects.toThrow(
      StoreUnavailable,
    );
  });
});

/** As the database of docker-compose.yml does, once. */
function makesRole(database: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'permesso-role-'));
  const file = join(folder, 'password');
  writeFileSync(file, 'it’s "one" $HOME\n');
  const env = {
    PATH: process.env['PATH'],
    PGHOST: '127.0.0.1',
    PGPORT: String(server.port),
    POSTGRES_USER: 'postgres',
    POSTGRES_DB: database,
    BROKER_PASSWORD_FILE: file,
  };
  execFileSync(fileURLToPath(new URL('../../deploy/postgres/roles.sh', import.meta.url)), {
    env,
    stdio: 'inherit',
  });
  rmSync(folder, { recursive: true });
}

describe('where the schema has an owner', () => {
  it('the broker works, and can neither change nor remove what stands in the log', async () => {
    const name = `d${databases}`;
    await server.asks('postgres', 'create role owner login');
    makesRole(name);
    await server.asks('postgres', `alter database ${name} owner to owner`);
    await server.asks(name, 'alter schema public owner to owner');
    const store = await opens({
      url: server.addressOf(name, 'permesso'),
      ownerUrl: server.addressOf(name, 'owner'),
    });
    const event = { log_id: 'l', session_id: 's', seq: 1, at: 0, type: 'x', body: '{}', detail_id: null };
    await store.write([note(store, 'n'), just(store.sql.insertInto('event').values(event))]);
    await store.write([just(store.sql.updateTable('detail').set({ body: '' }).where('id', '=', 'n'))]);
    const client = new pg.Client(server.addressOf(name, 'permesso'));
    await client.connect();
    for (const statement of [
      `update event set body = ''`,
      'delete from event',
      'delete from leaf',
      'update checkpoint set size = 1',
      'delete from subtree',
      'truncate event cascade',
      'drop table event',
      'alter table event disable trigger all',
      'drop trigger event_no_update on event',
    ])
      await expect(client.query(statement), statement).rejects.toThrow(/permission denied|must be owner/);
    await client.end();
    // Not even its owner does so by mistake.
    for (const statement of [`update event set body = ''`, 'delete from event', 'truncate event cascade'])
      await expect(server.asks(name, statement), statement).rejects.toThrow('append-only');
  });
});

describe('units of several brokers', () => {
  it('mean what they would mean one after another', async () => {
    const [one, two] = [await opens(), await opens()];
    const few = (store: Store, id: string) =>
      just(
        raw(
          store,
          sql`insert into detail (id, body) select ${id}, '{}' where (select count(*) from detail) < 5`,
        ),
      );
    await Promise.all(
      Array.from({ length: 30 }, (_, i) => (i % 2 ? one : two)).map((store, i) =>
        store.write([few(store, `n${i}`)]),
      ),
    );
    expect(await notes(one)).toHaveLength(5);
  });

  it('leave one winner, and the others hear that they lost', async () => {
    const [one, two] = [await opens(), await opens()];
    const tries = Array.from({ length: 40 }, (_, i) => (i % 2 ? one : two)).map((store) =>
      store.write([note(store, 'seat')]),
    );
    const lost = (await Promise.allSettled(tries)).flatMap((each) =>
      each.status === 'rejected' ? [each.reason] : [],
    );
    expect(lost).toHaveLength(39);
    for (const reason of lost) expect(reason).toBeInstanceOf(StoreConflict);
  });

  it('do what is for one alone one at a time', async () => {
    const [one, two] = [await opens(), await opens()];
    let inside = 0;
    let most = 0;
    const job = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 50));
      inside -= 1;
    };
    const did = await Promise.all(
      Array.from({ length: 6 }, (_, i) => (i % 2 ? one : two).alone('care', job)),
    );
    expect(most).toBe(1);
    expect(did.filter(Boolean).length).toBeGreaterThan(0);
    expect(await two.alone('care', job)).toBe(true);
    await expect(one.alone('care', () => Promise.reject(new Error('no')))).rejects.toThrow();
    expect(await two.alone('care', job)).toBe(true);
  });
});
