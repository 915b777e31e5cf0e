// One PostgreSQL for all tests of a project, with a database whose schema is up to date, of which each test gets a copy.
import type { TestProject } from 'vitest/node';
import { openPostgres } from '../../server/store/open-postgres.ts';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the server, as its first user; null in projects that run on SQLite. */
    postgres: string | null;
  }
}

export const MIGRATED = 'migrated';
/** No test of these cuts the power; tests/faults and tests/server/postgres.test.ts do, at servers of their own. */
const QUICK = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum_naptime=1h'];

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres(QUICK);
  const url = await server.makes(MIGRATED);
  await (await openPostgres({ url, ownerUrl: null })).close();
  project.provide('postgres', server.addressOf('postgres'));
  return server.stop;
}
