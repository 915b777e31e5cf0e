// Real stores with a fault that a story switches on: a disk that is full, an answer that takes its time.
import type { Compilable } from 'kysely';
import { type Step, type Store, StoreUnavailable } from '../../server/store/store.ts';

/** A store whose disk can be full. */
export interface FaultyStore extends Store {
  isFull: boolean;
}

export function faulty(store: Store): FaultyStore {
  return {
    ...store,
    isFull: false,
    write(steps: readonly Step[]): Promise<void> {
      return this.isFull ? Promise.reject(new StoreUnavailable('disk full')) : store.write(steps);
    },
  };
}

/** A store whose answers can be held back after they were read. */
export interface SlowStore extends Store {
  /** Holds the answers to these questions back from now on. @returns a function that lets them go */
  hold(question: RegExp): () => void;
  /** Resolves when an answer has been read and is held. */
  held(): Promise<void>;
}

export function slowable(store: Store): SlowStore {
  let gate: Promise<void> | null = null;
  let isHeldBack = /./;
  let tellHeld = (): void => {};
  let isHeld: Promise<void> = Promise.resolve();
  return {
    ...store,
    read: async <R>(query: Compilable<R>): Promise<R[]> => {
      const rows = await store.read(query);
      if (gate && isHeldBack.test(query.compile().sql)) {
        tellHeld();
        await gate;
      }
      return rows;
    },
    hold: (question) => {
      isHeldBack = question;
      let open = (): void => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      isHeld = new Promise((resolve) => {
        tellHeld = resolve;
      });
      return () => {
        gate = null;
        open();
      };
    },
    held: () => isHeld,
  };
}

/** A store before one of whose units a story does something else, as somebody who is faster would. */
export interface OvertakenStore extends Store {
  /** Once, right before the next unit with a statement that matches is written. */
  before(statement: RegExp, act: () => Promise<unknown>): void;
}

export function overtaken(store: Store): OvertakenStore {
  let waits: { readonly statement: RegExp; readonly act: () => Promise<unknown> } | null = null;
  return {
    ...store,
    before: (statement, act) => {
      waits = { statement, act };
    },
    write: async (steps) => {
      const isIt = steps.some(({ query }) => waits?.statement.test(query.compile().sql));
      const { act = async () => {} } = (isIt && waits) || {};
      if (isIt) waits = null;
      await act();
      return store.write(steps);
    },
  };
}
