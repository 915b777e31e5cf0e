// The step of the schema that brings trust: which company a desk is, what customers report, and accounts that rest until an admin has
// looked at it.
import { type Compilable, type Kysely, sql } from 'kysely';
import type { Migration } from './migrations.ts';
import type { Tables } from './tables.ts';

export const TRUST: Migration = {
  name: '009-trust',
  steps: (db) => [...identity(db), ...reports(db)],
};

const identity = (db: Kysely<Tables>): Compilable[] => [
  db.schema
    .createTable('desk_identity')
    .addColumn('desk_id', 'text', (c) => c.primaryKey().references('desk.id'))
    .addColumn('legal_name', 'text', (c) => c.notNull())
    .addColumn('domain', 'text', (c) => c.notNull())
    .addColumn('confirmed_at', 'bigint', (c) => c.notNull()),
];

const reports = (db: Kysely<Tables>): Compilable[] => [
  db.schema.alterTable('person').addColumn('frozen_at', 'bigint'),
  db.schema
    .createTable('report')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('desk_id', 'text', (c) => c.notNull().references('desk.id'))
    // One for each session: whoever was in it can report it once.
    .addColumn('session_id', 'text', (c) => c.notNull().unique().references('session.id'))
    .addColumn('request_id', 'text')
    .addColumn('technician_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('reasons', 'text', (c) => c.notNull())
    .addColumn('is_risky', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('nonce', 'blob')
    .addColumn('ct', 'blob')
    .addColumn('decision', 'text', (c) => c.check(sql`decision in ('cleared','closed')`))
    .addColumn('decided_at', 'bigint')
    .addColumn('decided_by', 'text'),
  db.schema.createIndex('report_by_desk').on('report').columns(['desk_id', 'at', 'id']),
  db.schema
    .createIndex('report_open')
    .on('report')
    .column('technician_id')
    .where(sql.ref('decision'), 'is', null),
];
