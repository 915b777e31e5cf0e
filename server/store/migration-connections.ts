// The step of the schema that brings what goes out of a desk and comes in beside its people: mail, webhooks, tokens for programs, and
// the page that a customer came from.
import { type Compilable, type Kysely, sql } from 'kysely';
import type { Dialect } from './dialect.ts';
import type { Migration } from './migrations.ts';
import type { Tables } from './tables.ts';

export const CONNECTIONS: Migration = {
  name: '008-connections',
  steps: (db, dialect) => [...requests(db), ...mail(db, dialect), ...webhooks(db, dialect), ...tokens(db)],
};

const requests = (db: Kysely<Tables>): Compilable[] => [
  db.schema.alterTable('request').addColumn('page', 'text', (c) => c.notNull().defaultTo('')),
  db.schema.alterTable('request').addColumn('missed_at', 'bigint'),
  db.schema.alterTable('request_note').addColumn('token_name', 'text'),
];

const mail = (db: Kysely<Tables>, dialect: Dialect): Compilable[] => [
  db.schema
    .createTable('mail')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('desk_id', 'text', (c) => c.notNull().references('desk.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text')
    .addColumn('request_id', 'text')
    .addColumn('to_hash', 'text', (c) => c.notNull())
    .addColumn('sealed', dialect.bytes)
    .addColumn('state', 'text', (c) =>
      c.notNull().check(sql`state in ('waiting','sending','sent','failed','unsure')`),
    )
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint', (c) => c.notNull())
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('outcome', 'text')
    .addColumn('answer', 'text', (c) => c.notNull()),
  db.schema.createIndex('mail_due').on('mail').columns(['state', 'next_at']),
  db.schema.createIndex('mail_by_desk').on('mail').columns(['desk_id', 'made_at', 'id']),
  db.schema.createIndex('mail_by_recipient').on('mail').columns(['to_hash', 'made_at']),
  db.schema
    .createTable('desk_mail')
    .addColumn('desk_id', 'text', (c) => c.primaryKey().references('desk.id'))
    .addColumn('contact', 'text', (c) => c.notNull())
    .addColumn('missed_minutes', 'integer', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull()),
];

const webhooks = (db: Kysely<Tables>, dialect: Dialect): Compilable[] => [
  db.schema
    .createTable('webhook')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('desk_id', 'text', (c) => c.notNull().references('desk.id'))
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('secret', dialect.bytes, (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('on','off','gone')`))
    .addColumn('made_at', 'bigint', (c) => c.notNull()),
  db.schema.createIndex('webhook_by_desk').on('webhook').columns(['desk_id', 'made_at', 'id']),
  db.schema
    .createTable('webhook_kind')
    .addColumn('webhook_id', 'text', (c) => c.notNull().references('webhook.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('webhook_kind_key', ['webhook_id', 'kind']),
  db.schema
    .createTable('webhook_delivery')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('webhook_id', 'text', (c) => c.notNull().references('webhook.id'))
    .addColumn('message_id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('waiting','done','failed')`))
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint', (c) => c.notNull())
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('outcome', 'text')
    .addColumn('status', 'integer')
    .addUniqueConstraint('webhook_message', ['webhook_id', 'message_id']),
  db.schema.createIndex('webhook_delivery_due').on('webhook_delivery').columns(['state', 'next_at']),
  db.schema
    .createIndex('webhook_delivery_last')
    .on('webhook_delivery')
    .columns(['webhook_id', 'made_at', 'id']),
];

const tokens = (db: Kysely<Tables>): Compilable[] => [
  db.schema
    .createTable('api_token')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('desk_id', 'text', (c) => c.notNull().references('desk.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .addColumn('scopes', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .addColumn('revoked_at', 'bigint'),
  db.schema.createIndex('api_token_by_desk').on('api_token').columns(['desk_id', 'made_at', 'id']),
];
