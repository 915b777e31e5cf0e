// The store of a test, on the engine that its project names: a file of its own, or a database of its own on the run's PostgreSQL. What
// is opened again under the same name is the same.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Compilable, type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import { inject } from 'vitest';
import { openPostgres } from '../../server/store/open-postgres.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { MIGRATED } from './postgres-setup.ts';

/** @param file as of SQLite; on PostgreSQL its name alone matters */
export async function openStore(file: string): Promise<Store> {
  const server = inject('postgres');
  if (!server) return openSqlite(file);
  return openPostgres({ url: await databaseOf(server, file), ownerUrl: null });
}

const made = new Set<string>();

async function databaseOf(server: string, file: string): Promise<string> {
  const name = `t${createHash('sha256').update(file).digest('hex').slice(0, 24)}`;
  if (!made.has(name)) await makes(server, name);
  made.add(name);
  return new URL(`/${name}`, server).href;
}

async function makes(server: string, name: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  await client
    .query(`create database "${name}" template "${MIGRATED}" strategy file_copy`)
    .finally(() => client.end());
}

/** All that the store keeps, as somebody finds it who has got hold of it: bytes of the file, or every row of every table. */
export async function allThatIsKept(store: Store, file: string): Promise<string> {
  if (store.engine === 'sqlite')
    return ['', '-wal'].map((end) => readFileSync(file + end, 'latin1')).join('');
  const named = sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`;
  const tables = await readsRaw(store, named);
  const rows = await Promise.all(
    tables.map(({ name }) =>
      readsRaw(store, sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`),
    ),
  );
  const text = rows.flat().map(({ row }) => row);
  // Bytes are written as hexadecimal digits.
  return text
    .join('\n')
    .replace(/\\\\?x([0-9a-f]{2,})/g, (_, hex) => Buffer.from(hex, 'hex').toString('latin1'));
}

/** How the engine says that it would read this. */
export async function planOf(store: Store, query: Compilable): Promise<string> {
  const { sql: text, parameters } = query.compile();
  // A table that has just been filled is not known to be large.
  if (store.engine === 'postgres') await readsRaw(store, sql`analyze`);
  const how = store.engine === 'sqlite' ? 'explain query plan' : 'explain';
  const plan = { compile: () => ({ sql: `${how} ${text}`, parameters }) } as unknown as Compilable;
  const lines = await store.read<Record<string, string>>(plan as Compilable<Record<string, string>>);
  return lines.map((line) => line['detail'] ?? line['QUERY PLAN']).join('\n');
}

/** What a plan says when rows are sorted after they were found, or found without an index. */
export const SLOW = /TEMP B-TREE|^\s*SCAN (?!.*INDEX)|Sort|Seq Scan/m;

const readsRaw = <R>(store: Store, query: RawBuilder<R>): Promise<R[]> =>
  store.read<R>({ compile: () => query.compile(store.sql) } as Compilable<R>);
