// The schema, step by step. A step that has been released is never changed; a new one is added at the end.
import { type Compilable, type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface Migration {
  readonly name: string;
  readonly steps: (db: Kysely<Tables>) => Compilable[];
}

const appendOnly = (db: Kysely<Tables>, table: string): Compilable[] =>
  (['update', 'delete'] as const).map((verb) => ({
    compile: () =>
      sql
        .raw(
          `create trigger ${table}_no_${verb} before ${verb} on ${table} begin select raise(abort, '${table} is append-only'); end`,
        )
        .compile(db),
  }));

export const MIGRATIONS: readonly Migration[] = [
  {
    name: '001-first',
    steps: (db) => [
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
        .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
        .addColumn('log_id', 'text', (c) => c.notNull())
        .addColumn('session_id', 'text')
        .addColumn('seq', 'integer')
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('type', 'text', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull().check(sql`length(body) <= 4096`))
        .addColumn('detail_id', 'text', (c) => c.references('detail.id'))
        .addUniqueConstraint('event_session_seq', ['session_id', 'seq']),
      ...appendOnly(db, 'event'),
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
];
