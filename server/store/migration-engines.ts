// The step of the schema after which PostgreSQL overwrites soon what was erased. A column that nothing read goes.
import type { Compilable, Kysely } from 'kysely';
import { stated } from './dialect.ts';
import type { Migration } from './migrations.ts';
import type { Tables } from './tables.ts';

export const ENGINES: Migration = {
  name: '013-engines',
  steps: (db, { engine }) => [
    db.schema.alterTable('request').dropColumn('invited'),
    ...(engine === 'postgres' ? vacuumSoon(db) : []),
  ],
};

/** Where something may have to be gone: one dead row is enough for the next round of autovacuum, not a fifth of the table. */
const ERASED = [
  'detail',
  'detail_key',
  'request',
  'request_line',
  'request_note',
  'request_words',
  'request_file',
  'request_file_piece',
  'transcript_line',
  'transcript_word',
  'mail',
  'complaint',
];

const vacuumSoon = (db: Kysely<Tables>): Compilable[] =>
  ERASED.map((table) =>
    stated(
      db,
      `alter table ${table} set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1)`,
    ),
  );
