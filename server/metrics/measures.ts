// What one node counts while it works, and no row can tell: writes and their time, what was relayed, what was refused. One registry
// an app, never the global one. No label has a value that comes from outside.
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { ErrorCode } from '../../shared/errors.ts';
import { type Store, StoreConflict } from '../store/store.ts';

export interface Measures {
  readonly registry: Registry;
  /** Somebody was told no, by HTTP or on a socket. */
  refused(code: ErrorCode): void;
  /** A message went from one member of a session to another. */
  relayed(what: 'signal' | 'meet'): void;
  /** The same store, and every write of it is timed. */
  timing(store: Store): Store;
}

/** @param isRead whether anybody may read them; else the process is not watched */
export function measures(isRead: boolean): Measures {
  const registry = new Registry();
  const registers = [registry];
  if (isRead) collectDefaultMetrics({ register: registry });
  const refusals = new Counter({
    name: 'permesso_refusals_total',
    help: 'Refusals by this node, by the code of the error table.',
    labelNames: ['code'],
    registers,
  });
  const relays = new Counter({
    name: 'permesso_relayed_total',
    help: 'Messages between members of a session that this node passed on.',
    labelNames: ['what'],
    registers,
  });
  const writes = new Histogram({
    name: 'permesso_store_write_seconds',
    help: 'From a unit handed to the store to its answer, by outcome.',
    labelNames: ['outcome'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });

  return {
    registry,
    refused: (code) => refusals.inc({ code }),
    relayed: (what) => relays.inc({ what }),
    timing: (store) => ({
      ...store,
      write: async (steps) => {
        const done = writes.startTimer();
        try {
          await store.write(steps);
          done({ outcome: 'stored' });
        } catch (error) {
          done({ outcome: error instanceof StoreConflict ? 'conflict' : 'unavailable' });
          throw error;
        }
      },
    }),
  };
}
