// Opens the store on PostgreSQL. Of several brokers that start together one brings the schema up to date, and the others wait for it.
// Where the operator names an owner of the schema, the broker itself works as a role that can change or remove no row of the log.
import pg from 'pg';
import { POSTGRES } from './dialect.ts';
import { migrate } from './migrate.ts';
import { poolOf, postgresStore } from './postgres.ts';
import { type Store, StoreUnavailable } from './store.ts';

export interface PostgresAddresses {
  /** `postgres://…` of the role that the broker works as. */
  readonly url: string;
  /** Of the role that owns the schema; null where it is the same. */
  readonly ownerUrl: string | null;
}

/** Rows that nobody may change or remove, whoever has come to be in the broker. */
const FOR_EVER = ['event', 'leaf', 'subtree', 'checkpoint', 'migration'];
/** Any number will do, as long as every broker uses the same. */
const LOCK = 7_370_653;

/** @throws StoreUnavailable when the database cannot be reached or its schema cannot be brought up to date */
export async function openPostgres({ url, ownerUrl }: PostgresAddresses): Promise<Store> {
  // An index over a large table takes the time that it takes.
  const pool = poolOf(ownerUrl ?? url, 2, 0);
  try {
    await underLock(ownerUrl ?? url, async () => {
      await migrate(postgresStore(pool), POSTGRES);
      if (ownerUrl !== null) await grants(pool, url);
    });
  } catch (error) {
    throw new StoreUnavailable(`PostgreSQL: ${(error as Error).message}`);
  } finally {
    await pool.end();
  }
  return postgresStore(poolOf(url));
}

/** Waits for its turn, however long another broker's migration takes. */
async function underLock(url: string, job: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // Whatever breaks it meanwhile breaks the job as well, which says so.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await job();
  } finally {
    await client.end();
  }
}

async function grants(owner: pg.Pool, url: string): Promise<void> {
  const role = pg.escapeIdentifier(decodeURIComponent(new URL(url).username));
  const statements = [
    `grant usage on schema public to ${role}`,
    `grant select, insert, update, delete on all tables in schema public to ${role}`,
    `revoke update, delete, truncate, trigger on ${FOR_EVER.join(', ')} from ${role}`,
    `grant usage, select on all sequences in schema public to ${role}`,
  ];
  for (const statement of statements) await owner.query(statement);
}
