// What the two engines call differently in a schema. In queries only the search for words differs (words.ts).
import { type ColumnDefinitionBuilder, type Compilable, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './tables.ts';

export type Engine = 'sqlite' | 'postgres';

export interface Dialect {
  readonly engine: Engine;
  /** What has to be there before the first step. Carried out at every start. */
  readonly prelude: readonly string[];
  /** The type of a column of bytes. */
  readonly bytes: 'blob' | 'bytea';
  /** The type of a row's own number, and of columns that refer to one. */
  readonly number: 'integer' | 'bigint';
  /** Makes the column the table's key, counted by the database. */
  counted(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  /** By the database itself, so that no writer can forget it. */
  appendOnly(table: string): readonly string[];
  /** One statement after each row that is inserted; it may speak of the row as `new`. */
  afterInsert(table: string, trigger: string, statement: string): readonly string[];
  /** Where words are found, by the request that they stand in. */
  readonly wordTable: readonly string[];
  /** What the table of words keeps of a text. @param text an SQL expression */
  wordsOf(text: string): string;
}

const VERBS = ['update', 'delete'] as const;

export const SQLITE: Dialect = {
  engine: 'sqlite',
  prelude: [],
  bytes: 'blob',
  number: 'integer',
  counted: (column) => column.primaryKey().autoIncrement(),
  appendOnly: (table) =>
    VERBS.map(
      (verb) =>
        `create trigger ${table}_no_${verb} before ${verb} on ${table} begin select raise(abort, '${table} is append-only'); end`,
    ),
  afterInsert: (table, trigger, statement) => [
    `create trigger ${trigger} after insert on ${table} begin ${statement}; end`,
  ],
  wordTable: [
    `create virtual table request_words using fts5 (request_id unindexed, words, tokenize = 'unicode61')`,
  ],
  wordsOf: (text) => text,
};

export const POSTGRES: Dialect = {
  engine: 'postgres',
  // The two words of SQLite that queries use. A path is `$.name`, and what stands there is read as text.
  prelude: [
    `create or replace function json_extract(body text, path text) returns text language sql immutable strict as $$ select body::json ->> substr(path, 3) $$`,
    `create or replace function instr(whole text, part text) returns integer language sql immutable strict as $$ select strpos(whole, part) $$`,
  ],
  bytes: 'bytea',
  number: 'bigint',
  counted: (column) => column.primaryKey().generatedByDefaultAsIdentity(),
  appendOnly: (table) => [
    // The class of its error is that of a broken rule, which callers know as a conflict.
    `create function ${table}_is_append_only() returns trigger language plpgsql as $$ begin raise exception '${table} is append-only' using errcode = 'restrict_violation'; end $$`,
    ...[...VERBS, 'truncate'].map(
      (verb) =>
        `create trigger ${table}_no_${verb} before ${verb} on ${table} for each statement execute function ${table}_is_append_only()`,
    ),
  ],
  afterInsert: (table, trigger, statement) => [
    `create function ${trigger}() returns trigger language plpgsql as $$ begin ${statement}; return null; end $$`,
    `create trigger ${trigger} after insert on ${table} for each row execute function ${trigger}()`,
  ],
  wordTable: [
    // Part of PostgreSQL, and trusted: whoever owns the database may switch it on.
    'create extension if not exists unaccent',
    'create table request_words (request_id text not null, words tsvector not null)',
    'create index request_words_by_word on request_words using gin (words)',
    'create index request_words_by_request on request_words (request_id)',
  ],
  wordsOf: (text) => `to_tsvector('simple', unaccent(${text}))`,
};

/** A statement of a migration, as it stands. */
export const stated = (db: Kysely<Tables>, statement: RawBuilder<unknown> | string): Compilable => ({
  compile: () => (typeof statement === 'string' ? sql.raw(statement) : statement).compile(db),
});
