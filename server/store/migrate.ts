// Brings a schema up to date, step by step, each in one unit with the note that it was done.
import { type Compilable, sql } from 'kysely';
import { type Dialect, stated } from './dialect.ts';
import { MIGRATIONS } from './migrations.ts';
import { just, type Store } from './store.ts';

/** One at a time; whoever calls it sees to that. @throws StoreUnavailable when it cannot be done */
export async function migrate(store: Store, dialect: Dialect): Promise<void> {
  const table = 'create table if not exists migration (name text primary key, at bigint not null)';
  const first = [table, ...dialect.prelude];
  await store.write(first.map((statement) => just(stated(store.sql, statement))));
  const known = stated(store.sql, sql`select name from migration`) as Compilable<{ name: string }>;
  const done = new Set((await store.read(known)).map(({ name }) => name));
  for (const { name, steps } of MIGRATIONS.filter((migration) => !done.has(migration.name))) {
    const mark = sql`insert into migration (name, at) values (${name}, ${Date.now()})`;
    await store.write([...steps(store.sql, dialect), stated(store.sql, mark)].map(just));
  }
}
