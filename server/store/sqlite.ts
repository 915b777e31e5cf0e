// The embedded store: SQLite in a thread of its own, so that an fsync never holds up a socket.
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  type Compilable,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { SQLITE } from './dialect.ts';
import { migrate } from './migrate.ts';
import type { Answer, Job } from './sqlite-jobs.ts';
import { just, type Step, type Store, StoreConflict, StoreUnavailable } from './store.ts';
import type { Tables } from './tables.ts';

/** Opens (or makes) the file and brings its schema up to date. @throws StoreUnavailable when that cannot be done */
export async function openSqlite(file: string): Promise<Store> {
  const store = connect(file);
  try {
    await migrate(store, SQLITE);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

const builder = () =>
  new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });

interface Waiting {
  resolve(rows: unknown[]): void;
  reject(error: Error): void;
}

function connect(file: string): Store {
  // The worker stands beside this file under the same ending: .ts while testing, .js once built.
  const script = new URL(`./sqlite-worker${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(script, { workerData: { file } });
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let gone: StoreUnavailable | null = null;

  const fail = (message: string) => {
    gone ??= new StoreUnavailable(message);
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  };
  let isClosing = false;
  const failed = new Promise<StoreUnavailable>((resolve) => {
    worker.on('error', (error) => fail(error.message));
    worker.on('exit', () => {
      if (!isClosing) resolve(gone ?? new StoreUnavailable('the store’s thread ended'));
    });
  });
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      fail('the store is closed');
      resolve();
    });
  });
  worker.on('message', (answers: Answer[]) => {
    for (const answer of answers) {
      const caller = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('rows' in answer) caller?.resolve(answer.rows);
      else if (answer.error === 'conflict') caller?.reject(new StoreConflict(answer.message));
      else caller?.reject(new StoreUnavailable(answer.message));
    }
  });

  const ask = (kind: Job['kind'], steps: readonly Step[]): Promise<unknown[]> =>
    new Promise((resolve, reject) => {
      if (gone) return reject(gone);
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      const statements = steps.map(({ query, expect }) => {
        const { sql: text, parameters } = query.compile();
        return { sql: text, parameters, expect };
      });
      worker.postMessage({ id, kind, statements } satisfies Job);
    });

  return {
    engine: 'sqlite',
    sql: builder(),
    alone: async (_what, job) => {
      await job();
      return true;
    },
    read: async <R>(query: Compilable<R>) => (await ask('read', [just(query)])) as R[],
    write: async (steps) => void (await ask('write', steps)),
    scrub: async () => void (await ask('scrub', [])),
    failed,
    close: async () => {
      isClosing = true;
      if (!gone) worker.postMessage('close');
      await ended;
    },
  };
}
