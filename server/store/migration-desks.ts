// The step of the schema that brings several desks: what each says of itself, who belongs to it, and where a login works now.
import { sql } from 'kysely';
import { stated } from './dialect.ts';
import type { Migration } from './migrations.ts';

export const DESKS: Migration = {
  name: '006-desks',
  steps: (db, dialect) => [
    // Left empty until an admin says something: then what every desk begins with holds.
    db.schema.alterTable('desk').addColumn('settings', 'text'),
    db.schema.alterTable('desk').addColumn('logo', dialect.bytes),
    db.schema.alterTable('desk').addColumn('logo_type', 'text'),
    db.schema
      .createTable('desk_member')
      .addColumn('desk_id', 'text', (c) => c.notNull().references('desk.id'))
      .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
      .addPrimaryKeyConstraint('desk_member_key', ['person_id', 'desk_id']),
    db.schema.createIndex('desk_member_by_desk').on('desk_member').column('desk_id'),
    stated(db, sql`insert into desk_member (desk_id, person_id) select desk_id, id from person`),
    db.schema.alterTable('login').addColumn('desk_id', 'text'),
    // The other orders in which a queue is read.
    db.schema.createIndex('request_by_change').on('request').columns(['desk_id', 'changed_at', 'id']),
    db.schema.createIndex('request_by_name').on('request').columns(['desk_id', 'name', 'id']),
    stated(db, sql`create index request_by_technician on request (desk_id, coalesce(assignee_id, ''), id)`),
    db.schema.createIndex('request_taken_by').on('request').columns(['assignee_id', 'state', 'desk_id']),
  ],
};
