// The step of the schema that brings calls for a colleague (who called whom, why, and the session that came of it), and until when
// whoever takes a request has to answer it.
import { type Compilable, type Kysely, sql } from 'kysely';
import type { Migration } from './migrations.ts';
import type { Tables } from './tables.ts';

export const COLLEAGUES: Migration = {
  name: '007-colleagues',
  steps: (db) => [
    table(db),
    ...indexes(db),
    // What somebody had taken before stays with them.
    db.schema.alterTable('request').addColumn('answer_by', 'bigint'),
    db.schema.createIndex('request_to_answer').on('request').column('answer_by'),
  ],
};

const table = (db: Kysely<Tables>): Compilable =>
  db.schema
    .createTable('colleague_call')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('desk_id', 'text', (c) => c.notNull().references('desk.id'))
    .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
    .addColumn('request_id', 'text', (c) => c.references('request.id'))
    .addColumn('caller_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('to_id', 'text', (c) => c.references('person.id'))
    .addColumn('how', 'text', (c) => c.notNull().check(sql`how in ('hand-over','join')`))
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) =>
      c.notNull().check(sql`state in ('waiting','accepted','declined','withdrawn','lapsed','over')`),
    )
    .addColumn('word', 'text', (c) => c.notNull())
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('answered_by', 'text', (c) => c.references('person.id'))
    .addColumn('follower_id', 'text', (c) => c.references('session.id'));

const indexes = (db: Kysely<Tables>): Compilable[] => [
  db.schema.createIndex('call_by_desk').on('colleague_call').columns(['desk_id', 'state']),
  db.schema.createIndex('call_by_session').on('colleague_call').columns(['session_id', 'state']),
  db.schema.createIndex('call_by_follower').unique().on('colleague_call').column('follower_id'),
  // One at a time: of two that are made at the same moment one is refused.
  db.schema
    .createIndex('call_that_rings')
    .unique()
    .on('colleague_call')
    .column('session_id')
    .where(sql.ref('state'), '=', 'waiting'),
];
