// Whether the store takes a write and gives it back, which engine it is, and how large it has become.
import { sql } from 'kysely';
import { just, type Store, StoreUnavailable } from '../store/store.ts';
import { bad, type Check, ok } from './found.ts';

/** A row of its own, beside that of /health. */
const ROW = 2;

export const storeCheck = (store: Store, now: () => number): Check => ({
  name: 'store',
  look: async () => {
    try {
      const at = now();
      const from = performance.now();
      await store.write([
        just(
          store.sql
            .insertInto('heartbeat')
            .values({ id: ROW, at })
            .onConflict((conflict) => conflict.column('id').doUpdateSet({ at })),
        ),
      ]);
      const took = Math.round(performance.now() - from);
      const [row] = await store.read<{ at: number | string }>(
        store.sql.selectFrom('heartbeat').select('at').where('id', '=', ROW),
      );
      // Somebody who asks at the same moment may have written after us; going back in time is what must not be.
      if (row === undefined || Number(row.at) < at) return [bad('store-other-value')];
      return [
        ok('store-writes', { value: took }),
        ok('store-engine', { what: store.engine === 'postgres' ? 'PostgreSQL' : 'SQLite' }),
        ok('store-size', { value: await sizeOf(store) }),
      ];
    } catch (problem) {
      if (problem instanceof StoreUnavailable) return [bad('store-unavailable')];
      throw problem;
    }
  },
});

const SIZE = {
  sqlite: sql<number>`(select page_count * page_size from pragma_page_count(), pragma_page_size())`,
  postgres: sql<number>`pg_database_size(current_database())`,
} as const;

async function sizeOf(store: Store): Promise<number> {
  const [row] = await store.read<{ bytes: number | string }>(
    store.sql.selectNoFrom(SIZE[store.engine].as('bytes')),
  );
  return Number(row?.bytes ?? 0);
}
