// The step of the schema that brings what customers attach to a request: in pieces, so that neither side ever holds a file whole.
import type { Migration } from './migrations.ts';

export const REQUEST_FILES: Migration = {
  name: '010-request-files',
  steps: (db, dialect) => [
    db.schema
      .createTable('request_file')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('request_id', 'text', (c) => c.notNull().references('request.id'))
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('size', 'bigint', (c) => c.notNull())
      .addColumn('received', 'bigint', (c) => c.notNull())
      /** Null until the last piece is there. */
      .addColumn('sha256', 'text')
      .addColumn('at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('request_file_by_request').on('request_file').columns(['request_id', 'at']),
    db.schema
      .createTable('request_file_piece')
      .addColumn('file_id', 'text', (c) => c.notNull().references('request_file.id'))
      .addColumn('start', 'bigint', (c) => c.notNull())
      .addColumn('bytes', dialect.bytes, (c) => c.notNull())
      .addPrimaryKeyConstraint('request_file_piece_key', ['file_id', 'start']),
  ],
};
