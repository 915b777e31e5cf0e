// How much waits in the store to be done: read when somebody asks.
import { type Compilable, sql } from 'kysely';
import type { Store } from '../store/store.ts';

export interface Queues {
  readonly waiting: Readonly<Record<'requests' | 'letters' | 'deliveries', number>>;
  /** Age of the oldest event that waits to become an entry of its log; 0 where none waits. */
  readonly lagSeconds: number;
}

/** @throws StoreUnavailable */
export async function readQueues(store: Store, now: number): Promise<Queues> {
  const query = sql<{ requests: number; letters: number; deliveries: number; oldest: number | null }>`
    select (select count(*) from request where state = 'new') as requests,
      (select count(*) from mail where state = 'waiting') as letters,
      (select count(*) from webhook_delivery where state = 'waiting') as deliveries,
      (select min(event.at) from outbox join event on event.id = outbox.event_id) as oldest`;
  const compiled = { compile: () => query.compile(store.sql) } as Compilable<{
    requests: number;
    letters: number;
    deliveries: number;
    oldest: number | null;
  }>;
  const [row] = await store.read(compiled);
  return {
    waiting: {
      requests: Number(row?.requests ?? 0),
      letters: Number(row?.letters ?? 0),
      deliveries: Number(row?.deliveries ?? 0),
    },
    lagSeconds: row?.oldest ? Math.max(0, (now - Number(row.oldest)) / 1000) : 0,
  };
}
