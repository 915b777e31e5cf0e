// The schema, step by step. A step that has been released is never changed; a new one is added at the end.
import { type Compilable, type Kysely, sql } from 'kysely';
import { type Dialect, stated } from './dialect.ts';
import { AFTERCARE } from './migration-aftercare.ts';
import { ARTICLES } from './migration-articles.ts';
import { COLLEAGUES } from './migration-colleagues.ts';
import { CONNECTIONS } from './migration-connections.ts';
import { DESKS } from './migration-desks.ts';
import { ENGINES } from './migration-engines.ts';
import { REQUEST_FILES } from './migration-request-files.ts';
import { REQUESTS } from './migration-requests.ts';
import { TRUST } from './migration-trust.ts';
import type { Tables } from './tables.ts';

export interface Migration {
  readonly name: string;
  readonly steps: (db: Kysely<Tables>, dialect: Dialect) => Compilable[];
}

export const MIGRATIONS: readonly Migration[] = [
  {
    name: '001-first',
    steps: (db, dialect) => [
      db.schema
        .createTable('desk')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull()),
      db.schema
        .createTable('detail')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('body', 'text', (c) => c.notNull()),
      db.schema
        .createTable('event')
        .addColumn('id', dialect.number, dialect.counted)
        .addColumn('log_id', 'text', (c) => c.notNull())
        .addColumn('session_id', 'text')
        .addColumn('seq', 'integer')
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('type', 'text', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull().check(sql`length(body) <= 4096`))
        .addColumn('detail_id', 'text', (c) => c.references('detail.id'))
        .addUniqueConstraint('event_session_seq', ['session_id', 'seq']),
      ...dialect.appendOnly('event').map((statement) => stated(db, statement)),
      db.schema
        .createTable('session')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('desk_id', 'text', (c) => c.notNull().references('desk.id'))
        .addColumn('technician_id', 'text', (c) => c.notNull())
        .addColumn('customer_id', 'text')
        .addColumn('phase', 'text', (c) =>
          c.notNull().check(sql`phase in ('waiting','meeting','open','ended')`),
        )
        .addColumn('ending', 'text')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('ended_at', 'bigint')
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('scopes', 'text', (c) => c.notNull())
        .addColumn('asked', 'integer', (c) => c.notNull())
        .addColumn('granted', 'integer', (c) => c.notNull())
        .addColumn('denied', 'integer', (c) => c.notNull())
        .addColumn('files', 'integer', (c) => c.notNull())
        .addColumn('words', 'text', (c) => c.notNull())
        .addColumn('resume_hash', 'text'),
      db.schema.createIndex('session_by_time').on('session').columns(['desk_id', 'created_at', 'id']),
      db.schema
        .createIndex('session_by_technician')
        .on('session')
        .columns(['technician_id', 'created_at', 'id']),
      db.schema
        .createIndex('session_live')
        .on('session')
        .column('id')
        .where(sql.ref('phase'), '!=', sql.lit('ended')),
      db.schema
        .createTable('code')
        .addColumn('hash', 'text', (c) => c.primaryKey())
        .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
        .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('open','used')`))
        .addColumn('expires_at', 'bigint', (c) => c.notNull()),
      db.schema
        .createTable('person')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('desk_id', 'text', (c) => c.notNull().references('desk.id'))
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('email', 'text', (c) => c.notNull().unique())
        .addColumn('role', 'text', (c) => c.notNull().check(sql`role in ('technician','admin','auditor')`))
        .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('invited','active','disabled')`))
        .addColumn('password', 'text')
        .addColumn('created_at', 'bigint', (c) => c.notNull()),
      db.schema
        .createTable('invitation')
        .addColumn('hash', 'text', (c) => c.primaryKey())
        .addColumn('person_id', 'text', (c) => c.references('person.id'))
        .addColumn('purpose', 'text', (c) => c.notNull().check(sql`purpose in ('enrol','sign-in')`))
        .addColumn('expires_at', 'bigint', (c) => c.notNull())
        .addColumn('used_at', 'bigint'),
      db.schema
        .createTable('login')
        .addColumn('hash', 'text', (c) => c.primaryKey())
        .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('seen_at', 'bigint', (c) => c.notNull()),
      db.schema
        .createTable('heartbeat')
        .addColumn('id', 'integer', (c) => c.primaryKey())
        .addColumn('at', 'bigint', (c) => c.notNull()),
    ],
  },
  {
    name: '002-transparency-log',
    steps: (db, dialect) => [
      db.schema
        .createTable('detail_key')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('session_id', 'text')
        .addColumn('wrapped', dialect.bytes)
        .addColumn('hold', 'integer', (c) => c.notNull().defaultTo(0))
        .addColumn('made_at', 'bigint', (c) => c.notNull())
        .addColumn('erased_at', 'bigint'),
      db.schema
        .createIndex('detail_key_by_age')
        .on('detail_key')
        .column('made_at')
        .where(sql.ref('wrapped'), 'is not', null),
      db.schema.alterTable('detail').addColumn('key_id', 'text', (c) => c.references('detail_key.id')),
      db.schema.alterTable('detail').addColumn('nonce', dialect.bytes),
      db.schema.alterTable('detail').addColumn('ct', dialect.bytes),
      db.schema.alterTable('detail').addColumn('erase_after', 'bigint'),
      db.schema.createIndex('detail_by_key').on('detail').column('key_id'),
      db.schema
        .createIndex('detail_due')
        .on('detail')
        .column('erase_after')
        .where(sql.ref('erase_after'), 'is not', null),
      // What stands in the log outside sessions is looked up by its type.
      db.schema
        .createIndex('event_outside')
        .on('event')
        .columns(['type', 'id'])
        .where(sql.ref('session_id'), 'is', null),
      db.schema
        .createTable('log')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('desk_id', 'text')
        .addColumn('origin', 'text', (c) => c.notNull().unique())
        .addColumn('vkey', 'text', (c) => c.notNull())
        .addColumn('opened_at', 'bigint', (c) => c.notNull())
        .addColumn('closed_at', 'bigint')
        .addColumn('predecessor', 'text', (c) => c.unique().references('log.id')),
      db.schema
        .createTable('outbox')
        .addColumn('event_id', dialect.number, (c) => c.primaryKey().references('event.id'))
        .addColumn('log_id', 'text', (c) => c.notNull()),
      db.schema.createIndex('outbox_by_log').on('outbox').columns(['log_id', 'event_id']),
      stated(db, sql`insert into outbox (event_id, log_id) select id, log_id from event order by id`),
      ...dialect
        .afterInsert(
          'event',
          'event_to_outbox',
          'insert into outbox (event_id, log_id) values (new.id, new.log_id)',
        )
        .map((statement) => stated(db, statement)),
      db.schema
        .createTable('leaf')
        .addColumn('log_id', 'text', (c) => c.notNull().references('log.id'))
        .addColumn('idx', 'bigint', (c) => c.notNull())
        .addColumn('event_id', dialect.number, (c) => c.notNull().unique().references('event.id'))
        .addColumn('hash', dialect.bytes, (c) => c.notNull().check(sql`length(hash) = 32`))
        .addPrimaryKeyConstraint('leaf_key', ['log_id', 'idx']),
      db.schema
        .createTable('subtree')
        .addColumn('log_id', 'text', (c) => c.notNull().references('log.id'))
        .addColumn('level', 'integer', (c) => c.notNull().check(sql`level >= 1`))
        .addColumn('idx', 'bigint', (c) => c.notNull())
        .addColumn('hash', dialect.bytes, (c) => c.notNull().check(sql`length(hash) = 32`))
        .addPrimaryKeyConstraint('subtree_key', ['log_id', 'level', 'idx']),
      db.schema
        .createTable('checkpoint')
        .addColumn('log_id', 'text', (c) => c.notNull().references('log.id'))
        .addColumn('size', 'bigint', (c) => c.notNull())
        .addColumn('root', dialect.bytes, (c) => c.notNull().check(sql`length(root) = 32`))
        .addColumn('note', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('checkpoint_key', ['log_id', 'size']),
      ...['leaf', 'subtree', 'checkpoint']
        .flatMap(dialect.appendOnly)
        .map((statement) => stated(db, statement)),
    ],
  },
  {
    name: '003-technician-keys',
    steps: (db) => [
      db.schema
        .createTable('tech_key')
        .addColumn('thumbprint', 'text', (c) => c.primaryKey())
        .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
        .addColumn('jwk', 'text', (c) => c.notNull())
        .addColumn('enrolled_at', 'bigint', (c) => c.notNull())
        .addColumn('expires_at', 'bigint', (c) => c.notNull())
        .addColumn('revoked_at', 'bigint'),
      db.schema.createIndex('tech_key_by_person').on('tech_key').column('person_id'),
    ],
  },
  {
    name: '004-rare-events',
    steps: (db) => [
      // What must never or seldom happen is counted without reading what always happens (server/log/figures.ts).
      stated(
        db,
        sql`create index event_rare on event (type, id) where type in ('lane.refused', 'scope.stray', 'statement.refused')`,
      ),
    ],
  },
  REQUESTS,
  DESKS,
  COLLEAGUES,
  CONNECTIONS,
  TRUST,
  REQUEST_FILES,
  ARTICLES,
  AFTERCARE,
  ENGINES,
];
