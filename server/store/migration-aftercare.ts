// The step of the schema that brings the question whether it works now.
import type { Migration } from './migrations.ts';

export const AFTERCARE: Migration = {
  name: '012-aftercare',
  steps: (db) => [db.schema.alterTable('request').addColumn('works', 'text')],
};
