// PostgreSQL restarts, is killed, and has no place left for anybody: callers are told within their patience, no broker ends because of it,
// and work goes on by itself.

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../server/store/open-postgres.ts';
import { poolOf, postgresStore } from '../../server/store/postgres.ts';
import { just, type Store, StoreUnavailable } from '../../server/store/store.ts';
import { stopAll, stopLater } from '../support/children.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { waitFor } from '../support/wait.ts';

// More than two stores ever open.
const PLACES = 48;

let server: PostgresServer;
let url: string;
let store: Store;
beforeAll(async () => {
  server = await startPostgres([`max_connections=${PLACES}`, 'superuser_reserved_connections=2']);
  url = await server.makes('storm');
  store = await openPostgres({ url, ownerUrl: null });
  stopLater(() => store.close());
}, 60_000);
afterAll(stopAll);

const writes = (id: string) =>
  store.write([just(store.sql.insertInto('detail').values({ id, body: '{}' } as never))]);
const kept = async () =>
  (await store.read<{ id: string }>(store.sql.selectFrom('detail').select('id'))).map(({ id }) => id).sort();
/** In words, whether something was carried out. */
const told = (job: Promise<unknown>): Promise<string> =>
  job.then(
    () => 'done',
    (error: unknown) => (error instanceof StoreUnavailable ? 'unavailable' : `${error}`),
  );

describe('a connection that breaks while a unit or a turn has it', () => {
  it('ends no process, and the next one is asked for', async () => {
    const breaks = async () => {
      const ours =
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'permesso'";
      await server.asks('storm', ours);
      // The news of it has to arrive while nothing is asked on that connection.
      await waitFor(async () => (await told(kept())) === 'done' || undefined, { what: 'another connection' });
    };
    expect(await store.alone('a turn', breaks)).toBe(true);
    await writes('after the break');
    expect(await kept()).toContain('after the break');
    // The lock went with the connection.
    expect(await store.alone('a turn', async () => {})).toBe(true);
  });
});

describe('a database that restarts under many writers', () => {
  it.each(['SIGINT', 'SIGKILL'] as const)('by %s has what it acknowledged', async (signal) => {
    const done: string[] = [];
    const answers: string[] = [];
    let isOver = false;
    const writer = async (name: string) => {
      for (let n = 0; !isOver; n++) {
        const id = `${signal} ${name} ${n}`;
        const answer = await told(writes(id));
        if (answer === 'done') done.push(id);
        answers.push(answer);
      }
    };
    const writers = Array.from({ length: 8 }, (_, n) => writer(`${n}`));
    const hasMore = (n: number) =>
      waitFor(async () => done.length > n || undefined, { what: `more than ${n} writes` });
    await hasMore(50);
    await server.kill(signal);
    const before = done.length;
    await server.starts();
    await hasMore(before + 50);
    isOver = true;
    await Promise.all(writers);
    expect([...new Set(answers)].sort()).toEqual(['done', 'unavailable']);
    const rows = new Set(await kept());
    expect(done.filter((id) => !rows.has(id))).toEqual([]);
  });
});

describe('a database without a place for another connection', () => {
  it('is said to be unavailable, and is used again when there is one', async () => {
    // Somebody else's programs have taken every place that is not kept for the first user.
    await server.asks('storm', 'create role crowd login');
    const crowd: pg.Client[] = [];
    const joins = async () => {
      const client = new pg.Client(server.addressOf('storm', 'crowd'));
      client.on('error', () => {});
      await client.connect();
      crowd.push(client);
    };
    await server.asks('storm', 'grant all on all tables in schema public to crowd');
    const late = postgresStore(poolOf(server.addressOf('storm', 'crowd')));
    const asks = () => told(late.read(late.sql.selectFrom('detail').select('id')));
    try {
      for (let n = 0; n < PLACES; n++) await joins().catch(() => {});
      expect(crowd.length).toBeGreaterThan(0);
      expect(await Promise.all(Array.from({ length: 100 }, asks))).toEqual(Array(100).fill('unavailable'));
      // Who has connections already goes on.
      await writes('in the crowd');
    } finally {
      for (const client of crowd) await client.end();
    }
    await waitFor(async () => (await asks()) === 'done' || undefined, { what: 'a place' });
    // A storm of its own is waited out: a broker has few connections, however many ask.
    const storm = await Promise.all(Array.from({ length: 500 }, asks));
    expect(new Set(storm)).toEqual(new Set(['done']));
    await late.close();
  });
});
