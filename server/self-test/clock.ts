// Whether three clocks agree: this broker's, its database's, and that of the browser that asks. Grants and codes live by the first.
import { sql } from 'kysely';
import type { SelfTestFact } from '../../shared/protocol/self-test.ts';
import type { Store } from '../store/store.ts';
import { type Check, ok, warn } from './found.ts';

const APART_MS = 5_000;

/** @param browser what its clock said when it asked; the way here counts as its fault, which five seconds forgive */
export const clockCheck = (store: Store, now: () => number, browser: number): Check => ({
  name: 'clock',
  look: async () => {
    // Read first: the question to the database takes time.
    const ofBrowser = compare('clock-browser', browser - now());
    const before = now();
    const at = await clockOf(store);
    const ofStore = compare('clock-store', at - (before + now()) / 2);
    return [ofBrowser, ofStore];
  },
});

const compare = (fact: SelfTestFact, apart: number) =>
  (Math.abs(apart) > APART_MS ? warn : ok)(fact, { value: Math.round(apart) });

/** Milliseconds since 1970. */
async function clockOf(store: Store): Promise<number> {
  const [row] = await store.read<{ at: unknown }>(store.sql.selectNoFrom(SECONDS[store.engine].as('at')));
  return Math.round(Number(row?.at) * 1_000);
}

const SECONDS = {
  // Days since noon of the 24th of November 4714 BC.
  sqlite: sql<number>`(julianday('now') - 2440587.5) * 86400.0`,
  postgres: sql<number>`extract(epoch from clock_timestamp())`,
} as const;
