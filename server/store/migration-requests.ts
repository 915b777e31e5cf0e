// The step of the schema that brings requests: the queue of each desk, what was written before anybody could talk, notes, and a
// full-text index over all of it.
import { type Compilable, type Kysely, sql } from 'kysely';
import { type Dialect, stated } from './dialect.ts';
import type { Migration } from './migrations.ts';
import type { Tables } from './tables.ts';

export const REQUESTS: Migration = {
  name: '005-requests',
  steps: (db, dialect) => [...tables(db, dialect), ...indexes(db), ...search(db, dialect)],
};

const tables = (db: Kysely<Tables>, dialect: Dialect): Compilable[] => [
  db.schema.alterTable('desk').addColumn('slug', 'text'),
  // There was one desk before; its portal gets a plain address.
  stated(db, sql`update desk set slug = 'desk'`),
  stated(db, sql`create unique index desk_by_slug on desk (slug)`),
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
    .addColumn('id', dialect.number, dialect.counted)
    .addColumn('request_id', 'text', (c) => c.notNull().references('request.id'))
    .addColumn('by_role', 'text', (c) => c.notNull().check(sql`by_role in ('customer','technician')`))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull()),
  db.schema
    .createTable('request_note')
    .addColumn('id', dialect.number, dialect.counted)
    .addColumn('request_id', 'text', (c) => c.notNull().references('request.id'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull()),
  db.schema
    .createTable('request_step')
    .addColumn('id', dialect.number, dialect.counted)
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
  stated(db, sql`create index request_taken on request (desk_id, taken_at) where taken_at is not null`),
  db.schema.createIndex('request_by_session').on('request').column('session_id'),
  ...(['request_line', 'request_note', 'request_step'] as const).map((table) =>
    db.schema.createIndex(`${table}_by_request`).on(table).columns(['request_id', 'id']),
  ),
];

/** Kept by the database itself, so that no writer can forget it. The words go with what they were found in. */
const search = (db: Kysely<Tables>, dialect: Dialect): Compilable[] => {
  const keeps = (table: string, id: string, text: string) =>
    dialect.afterInsert(
      table,
      `${table}_to_words`,
      `insert into request_words (request_id, words) values (${id}, ${dialect.wordsOf(text)})`,
    );
  const written = ['name', 'email', 'problem', 'steps', 'messages'].map((column) => `new.${column}`);
  return [
    ...dialect.wordTable,
    ...keeps('request', 'new.id', written.join(" || ' ' || ")),
    ...keeps('request_line', 'new.request_id', 'new.text'),
    ...keeps('request_note', 'new.request_id', 'new.text'),
  ].map((statement) => stated(db, statement));
};
