// The store that the configuration names.
import { join } from 'node:path';
import { openPostgres, type PostgresAddresses } from './open-postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

export interface StorePlace {
  readonly dataDir: string;
  /** Null: SQLite in the data folder. */
  readonly postgres: PostgresAddresses | null;
}

/** @throws StoreUnavailable when it cannot be opened or brought up to date */
export const openStore = ({ dataDir, postgres }: StorePlace): Promise<Store> =>
  postgres === null ? openSqlite(join(dataDir, 'permesso.db')) : openPostgres(postgres);
