// The store of several brokers, or of one whose operator has a PostgreSQL already. Units run serializably and are repeated where they
// met another one, so that they mean what they mean on SQLite, where there is one writer. While the database is away everything is
// refused at once and in words, and goes on by itself when it is back.
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Compilable,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import pg from 'pg';
import { isLost, isRace, refusalOf } from './postgres-errors.ts';
import { type Step, type Store, StoreConflict, StoreUnavailable } from './store.ts';
import type { Tables } from './tables.ts';

/** Connections of one broker. */
const MOST_CONNECTIONS = 16;
/** A database that does not let anybody in within this time is away; a crowd waits for its turn as long. */
const CONNECT_MS = 10_000;
/** No statement of ours takes that long; one that does must not hold up its caller for ever. */
const STATEMENT_MS = 30_000;
/** How often a unit that met another one is tried again; each time it waits a little longer, by chance. */
const MOST_TRIES = 12;
const LONGEST_PAUSE_MS = 200;

/** int8 and numeric: identities, counts and times in milliseconds, all far below 2^53. */
const AS_NUMBER = [pg.types.builtins.INT8, pg.types.builtins.NUMERIC];
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    AS_NUMBER.includes(oid) ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** @param statementMs how long a statement may take; 0 for as long as it needs */
export const poolOf = (url: string, max = MOST_CONNECTIONS, statementMs = STATEMENT_MS): pg.Pool =>
  new pg.Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    // They are few and wanted again soon.
    idleTimeoutMillis: 0,
    keepAlive: true,
    application_name: 'permesso',
    // Small tables are read through their indexes too, or units that have nothing to do with each other would meet (SSI locks what was read).
    // Where there is no index the plan then looks so dear that PostgreSQL would compile it, which takes longer than any statement of ours.
    options: '-c enable_seqscan=off -c jit=off -c synchronous_commit=on',
  });

/** A store on a database whose schema is up to date (open-postgres.ts). */
export function postgresStore(pool: pg.Pool): Store {
  let isClosed = false;
  // A connection that breaks while nobody uses it; whoever needs one next gets another.
  pool.on('error', () => {});
  // One that breaks between two statements of a unit: without a listener that would end the process. The next statement fails.
  pool.on('connect', (client) => client.on('error', () => {}));

  const connected = async (): Promise<pg.PoolClient> => {
    if (isClosed) throw new StoreUnavailable('the store is closed');
    try {
      return await pool.connect();
    } catch (error) {
      throw new StoreUnavailable((error as Error).message);
    }
  };

  /** @throws what PostgreSQL says. A connection on which something failed but the statement itself is not used again. */
  const on = async <T>(job: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await connected();
    try {
      const done = await job(client);
      client.release();
      return done;
    } catch (error) {
      client.release(isLost(error));
      throw error;
    }
  };

  /** Again while it is nobody's fault. A reading that lost its connection is safe to repeat; a unit is not once it may be committed. */
  const persistently = async <T>(
    job: () => Promise<T>,
    mayRepeat: (error: unknown) => boolean,
  ): Promise<T> => {
    for (let tried = 1; ; tried++) {
      try {
        return await job();
      } catch (error) {
        if (tried >= MOST_TRIES || !mayRepeat(error)) throw refusalOf(error);
        await pause(tried);
      }
    }
  };

  return {
    engine: 'postgres',
    sql: builder(),
    read: async <R>(query: Compilable<R>) => {
      let losses = 0;
      return persistently(
        () => on(async (client) => (await run(client, query)).rows as R[]),
        (error) => isLost(error) && losses++ === 0,
      );
    },
    write: (steps) => persistently(() => on((client) => unit(client, steps)), isRace),
    alone: async (what, job) => {
      // What the job throws is its own affair, and says nothing of this connection.
      let outcome: Promise<void> | null = null;
      const held = on((client) =>
        exclusively(client, what, async () => {
          outcome = job();
          await outcome.catch(() => {});
        }),
      );
      const hadIt = await held.catch((error) => Promise.reject(refusalOf(error)));
      await outcome;
      return hadIt;
    },
    // Autovacuum does it, soon after (migration-engines.ts).
    scrub: async () => {},
    failed: new Promise(() => {}),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await pool.end();
    },
  };
}

const builder = () =>
  new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });

async function run(client: pg.PoolClient, query: Compilable): Promise<pg.QueryResult> {
  const { sql: text, parameters } = query.compile();
  return client.query(text, [...parameters]);
}

async function unit(client: pg.PoolClient, steps: readonly Step[]): Promise<void> {
  await client.query('begin isolation level serializable');
  try {
    for (const { query, expect } of steps) {
      const { rowCount } = await run(client, query);
      if (expect === 'row' && rowCount === 0) throw new StoreConflict('no row');
    }
    await client.query('commit');
  } catch (error) {
    if (!isLost(error)) await client.query('rollback');
    throw error;
  }
}

/** The lock is the connection's own: whoever dies lets go of it. */
async function exclusively(client: pg.PoolClient, what: string, job: () => Promise<void>): Promise<boolean> {
  const key = [`permesso:${what}`];
  const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as got', key);
  if (!rows[0]?.got) return false;
  try {
    await job();
  } finally {
    await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', key).catch(() => {});
  }
  return true;
}

/** The longer, the more often it failed; by chance, so that two that met do not meet again. */
const pause = (tried: number): Promise<void> =>
  wait(Math.random() * Math.min(LONGEST_PAUSE_MS, 4 * 2 ** tried));
