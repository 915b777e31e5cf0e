// The step of the schema that brings trust: which company a desk is, what customers report, accounts that rest until an admin has looked
// at it, what is kept of conversations, and how what was written goes.
import { type Compilable, type Kysely, sql } from 'kysely';
import { type Dialect, stated } from './dialect.ts';
import type { Migration } from './migrations.ts';
import type { Tables } from './tables.ts';

export const TRUST: Migration = {
  name: '009-trust',
  steps: (db, dialect) => [
    ...identity(db),
    ...reports(db, dialect),
    ...transcripts(db, dialect),
    ...erasing(db),
  ],
};

const identity = (db: Kysely<Tables>): Compilable[] => [
  db.schema
    .createTable('desk_identity')
    .addColumn('desk_id', 'text', (c) => c.primaryKey().references('desk.id'))
    .addColumn('legal_name', 'text', (c) => c.notNull())
    .addColumn('domain', 'text', (c) => c.notNull())
    .addColumn('confirmed_at', 'bigint', (c) => c.notNull()),
];

/** Sealed lines, and beside them keyed hashes of their words: neither tells anything without the broker's secrets. */
const transcripts = (db: Kysely<Tables>, dialect: Dialect): Compilable[] => [
  db.schema
    .createTable('transcript_line')
    .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
    .addColumn('by_role', 'text', (c) => c.notNull().check(sql`by_role in ('customer','technician')`))
    .addColumn('n', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('nonce', dialect.bytes, (c) => c.notNull())
    .addColumn('ct', dialect.bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('transcript_line_key', ['session_id', 'by_role', 'n']),
  db.schema
    .createTable('transcript_word')
    .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
    .addColumn('word', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('transcript_word_key', ['word', 'session_id']),
  db.schema.createIndex('transcript_word_by_session').on('transcript_word').column('session_id'),
];

const erasing = (db: Kysely<Tables>): Compilable[] => [
  db.schema.alterTable('request').addColumn('erased_at', 'bigint'),
  db.schema.alterTable('request').addColumn('hold', 'integer', (c) => c.notNull().defaultTo(0)),
  db.schema.createIndex('request_due').on('request').columns(['desk_id', 'closed_at']),
  db.schema.alterTable('session').addColumn('request_id', 'text'),
  stated(
    db,
    sql`update session set request_id = (select json_extract(body, '$.request') from event where event.session_id = session.id and event.seq = 1)`,
  ),
  db.schema.createIndex('session_by_request').on('session').column('request_id'),
];

const reports = (db: Kysely<Tables>, dialect: Dialect): Compilable[] => [
  db.schema.alterTable('person').addColumn('frozen_at', 'bigint'),
  db.schema
    .createTable('complaint')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('desk_id', 'text', (c) => c.notNull().references('desk.id'))
    // One for each session: whoever was in it can report it once.
    .addColumn('session_id', 'text', (c) => c.notNull().unique().references('session.id'))
    .addColumn('request_id', 'text')
    .addColumn('technician_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('reasons', 'text', (c) => c.notNull())
    .addColumn('is_risky', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('nonce', dialect.bytes)
    .addColumn('ct', dialect.bytes)
    .addColumn('decision', 'text', (c) => c.check(sql`decision in ('cleared','closed')`))
    .addColumn('decided_at', 'bigint')
    .addColumn('decided_by', 'text'),
  db.schema.createIndex('complaint_by_desk').on('complaint').columns(['desk_id', 'at', 'id']),
  db.schema
    .createIndex('complaint_open')
    .on('complaint')
    .column('technician_id')
    .where(sql.ref('decision'), 'is', null),
];
