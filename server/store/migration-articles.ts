// The step of the schema that brings what a desk says often.
import type { Migration } from './migrations.ts';

export const ARTICLES: Migration = {
  name: '011-articles',
  steps: (db) => [
    db.schema
      .createTable('article')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('desk_id', 'text', (c) => c.notNull().references('desk.id'))
      .addColumn('language', 'text', (c) => c.notNull())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('changed_at', 'bigint', (c) => c.notNull())
      .addColumn('person_id', 'text', (c) => c.notNull().references('person.id')),
    db.schema.createIndex('article_by_desk').on('article').columns(['desk_id', 'title', 'id']),
  ],
};
