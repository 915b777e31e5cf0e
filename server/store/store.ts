// What every store can do: answer a query, and carry out a few statements as one atomic, durable unit. It does not know
// what the rows mean; the repositories beside it do.
import type { Compilable, Kysely } from 'kysely';
import type { Engine } from './dialect.ts';
import type { Tables } from './tables.ts';

/** One statement of a unit. With `expect: 'row'` the whole unit is undone when it touches or returns no row. */
export interface Step {
  readonly query: Compilable;
  readonly expect?: 'row';
}
export const must = (query: Compilable): Step => ({ query, expect: 'row' });
export const just = (query: Compilable): Step => ({ query });

export interface Store {
  readonly engine: Engine;
  /** Builds queries in this store's dialect; it cannot run them. */
  readonly sql: Kysely<Tables>;
  read<R>(query: Compilable<R>): Promise<R[]>;
  /**
   * All or nothing, and on disk when it resolves.
   * @throws StoreConflict when a unique key or an expectation says that somebody was faster
   * @throws StoreUnavailable when the store cannot write; nothing was changed
   */
  write(steps: readonly Step[]): Promise<void>;
  /**
   * Does what only one of several brokers on one database should do at a time. It saves work and keeps nobody from doing
   * wrong: who was first is still decided by keys and expectations. @returns false where another one is at it
   */
  alone(what: string, job: () => Promise<void>): Promise<boolean>;
  /** What has been erased leaves the files too, as far as the database can see to it. @throws StoreUnavailable */
  scrub(): Promise<void>;
  /** Resolves with the reason if the store dies under us for good; never after `close`. */
  readonly failed: Promise<StoreUnavailable>;
  close(): Promise<void>;
}

/** Somebody else was faster. The caller loads again and decides again. */
export class StoreConflict extends Error {
  override readonly name = 'StoreConflict';
}

/** @returns false where somebody else was faster, or what the unit expects is not so any more: nothing of it was kept */
export async function wins(unit: Promise<unknown>): Promise<boolean> {
  try {
    await unit;
    return true;
  } catch (error) {
    if (error instanceof StoreConflict) return false;
    throw error;
  }
}

/** The store cannot be used right now: disk full, file gone, shut down. Nothing of the unit was kept. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
