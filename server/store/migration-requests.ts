// The step of the schema that brings requests: the queue of each desk, what was written before anybody could talk, notes, and a
// full-text index over all of it.
import { type Compilable, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Migration } from './migrations.ts';
import type { Tables } from './tables.ts';

export const REQUESTS: Migration = {
  name: '005-requests',
  steps: (db) => [...tables(db), ...indexes(db), ...search(db)],
};

const plain = (db: Kysely<Tables>, statement: RawBuilder<unknown>): Compilable => ({
  compile: () => statement.compile(db),
});

const tables = (db: Kysely<Tables>): Compilable[] => [
  db.schema.alterTable('desk').addColumn('slug', 'text'),
  // There was one desk before; its portal gets a plain address.
  plain(db, sql`update desk set slug = 'desk'`),
  plain(db, sql`create unique index desk_by_slug on desk (slug)`),
  db.schema
    .createTable('request')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('desk_id', 'text', (c) => c.notNull().references('desk.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('new','active','completed')`))
    .addColumn('assignee_id', 'text', (c) => c.references('person.id'))
    .addColumn('session_id', 'text', (c) => c.references('session.id'))
    .addColumn('invited', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('problem', 'text', (c) => c.notNull())
    .addColumn('steps', 'text', (c) => c.notNull())
    .addColumn('messages', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addColumn('changed_at', 'bigint', (c) => c.notNull())
    .addColumn('taken_at', 'bigint')
    .addColumn('closed_at', 'bigint')
    .addColumn('outcome', 'text')
    .addColumn('closing', 'text', (c) => c.notNull())
    .addColumn('rating', 'integer')
    .addColumn('feedback', 'text', (c) => c.notNull())
    .addColumn('unread', 'integer', (c) => c.notNull())
    .addColumn('secret_hash', 'text', (c) => c.notNull())
    .addUniqueConstraint('request_number', ['desk_id', 'number']),
  db.schema
    .createTable('request_line')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('request_id', 'text', (c) => c.notNull().references('request.id'))
    .addColumn('by_role', 'text', (c) => c.notNull().check(sql`by_role in ('customer','technician')`))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull()),
  db.schema
    .createTable('request_note')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('request_id', 'text', (c) => c.notNull().references('request.id'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull()),
  db.schema
    .createTable('request_step')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('request_id', 'text', (c) => c.notNull().references('request.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull()),
];

const indexes = (db: Kysely<Tables>): Compilable[] => [
  db.schema.createIndex('request_by_time').on('request').columns(['desk_id', 'opened_at', 'id']),
  db.schema.createIndex('request_by_state').on('request').columns(['desk_id', 'state', 'opened_at', 'id']),
  db.schema
    .createIndex('request_by_assignee')
    .on('request')
    .columns(['assignee_id', 'state', 'opened_at', 'id']),
  // How long the last ones waited, for an honest estimate.
  plain(db, sql`create index request_taken on request (desk_id, taken_at) where taken_at is not null`),
  db.schema.createIndex('request_by_session').on('request').column('session_id'),
  ...(['request_line', 'request_note', 'request_step'] as const).map((table) =>
    db.schema.createIndex(`${table}_by_request`).on(table).columns(['request_id', 'id']),
  ),
];

/** Kept by the database itself, so that no writer can forget it. The words go with what they were found in. */
const search = (db: Kysely<Tables>): Compilable[] => [
  plain(
    db,
    sql`create virtual table request_words using fts5 (request_id unindexed, words, tokenize = 'unicode61')`,
  ),
  plain(
    db,
    sql`create trigger request_to_words after insert on request begin insert into request_words (request_id, words) values (new.id, new.name || ' ' || new.email || ' ' || new.problem || ' ' || new.steps || ' ' || new.messages); end`,
  ),
  plain(
    db,
    sql`create trigger request_line_to_words after insert on request_line begin insert into request_words (request_id, words) values (new.request_id, new.text); end`,
  ),
  plain(
    db,
    sql`create trigger request_note_to_words after insert on request_note begin insert into request_words (request_id, words) values (new.request_id, new.text); end`,
  ),
];
