// PostgreSQL is backed up and restored by its own tools, on a real server with tables of the story's own.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backupPostgres, restorePostgres } from '../../server/backup/postgres.ts';
import { stopAll } from '../support/children.ts';
import { PG_PASSWORD, type PlainPostgres, startPostgres } from '../support/plain-postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'permesso-dump-'));
let server: PlainPostgres;
let busy: URL;
beforeAll(async () => {
  server = await startPostgres();
  busy = await server.creates('busy');
  await server.says(busy, 'create table thing (n integer primary key, bytes bytea)');
}, 60_000);
afterAll(async () => {
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
});

const count = async (database: URL) => Number(await server.says(database, 'select count(*) from thing'));
const fill = (from: number, to: number) =>
  server.says(
    busy,
    `insert into thing select n, decode(md5(n::text), 'hex') from generate_series(${from}, ${to}) n`,
  );

describe('a database of PostgreSQL', () => {
  it('comes back as it was at one moment, while others write', async () => {
    await fill(1, 5_000);
    const file = join(folder, 'one.dump');
    const writing = (async () => {
      for (let n = 5_001; n < 5_060; n++) await fill(n, n);
    })();
    await backupPostgres(busy, file);
    await writing;
    const again = await server.creates('again');
    await restorePostgres(again, file);
    const restored = await count(again);
    expect(restored).toBeGreaterThanOrEqual(5_000);
    const sum = `select md5(string_agg(n || encode(bytes, 'hex'), ',' order by n)) from thing where n <= ${restored}`;
    expect(await server.says(again, sum)).toBe(await server.says(busy, sum));
  });

  it('is never written over, neither in a file nor in a server', async () => {
    const file = join(folder, 'two.dump');
    await backupPostgres(busy, file);
    await expect(backupPostgres(busy, file)).rejects.toThrow('is there already');
    const before = await count(busy);
    await expect(restorePostgres(busy, file)).rejects.toThrow('has 1 tables already');
    expect(await count(busy)).toBe(before);
  });

  it('stays empty when the file is not a backup, or half of one', async () => {
    const empty = await server.creates('empty');
    const torn = join(folder, 'torn.dump');
    writeFileSync(torn, 'PGDMP and nothing else');
    await expect(restorePostgres(empty, torn)).rejects.toThrow('pg_restore failed');
    await expect(restorePostgres(empty, join(folder, 'none'))).rejects.toThrow('There is no file');
    expect(await server.says(empty, "select count(*) from pg_tables where schemaname = 'public'")).toBe('0');
  });

  it('that cannot be reached leaves no file, and no password in the words', async () => {
    const nobody = new URL(busy);
    nobody.password = 'wrong';
    const file = join(folder, 'three.dump');
    const failure = await backupPostgres(nobody, file).catch((error: Error) => error.message);
    expect(failure).toContain('password authentication failed');
    for (const name of [file, `${file}.part`]) expect(() => statSync(name)).toThrow('ENOENT');
    const gone = new URL(busy);
    gone.port = '1';
    const refused = await backupPostgres(gone, file).catch((error: Error) => error.message);
    expect(refused).toContain('pg_dump failed');
    expect(refused).not.toContain(PG_PASSWORD);
  });

  it('says what is missing where the tools are not installed', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = folder;
    try {
      await expect(backupPostgres(busy, join(folder, 'four.dump'))).rejects.toThrow(
        'pg_dump is missing. Install',
      );
    } finally {
      process.env['PATH'] = path;
    }
  });
});
