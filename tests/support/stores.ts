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
  /** Holds every answer back from now on. @returns a function that lets them go */
  hold(): () => void;
  /** Resolves when an answer has been read and is held. */
  held(): Promise<void>;
}

export function slowable(store: Store): SlowStore {
  let gate: Promise<void> | null = null;
  let tellHeld = (): void => {};
  let isHeld: Promise<void> = Promise.resolve();
  return {
    ...store,
    read: async <R>(query: Compilable<R>): Promise<R[]> => {
      const rows = await store.read(query);
      if (gate) {
        tellHeld();
        await gate;
      }
      return rows;
    },
    hold: () => {
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
