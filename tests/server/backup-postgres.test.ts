// PostgreSQL is backed up and restored by its own tools, on a real server with tables of the story's own.
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backupPostgres, restorePostgres } from '../../server/backup/postgres.ts';
import { memoryBus } from '../../server/bus/memory.ts';
import { openSecrets } from '../../server/keys/opening.ts';
import { logRoom } from '../../server/log/room.ts';
import { openPostgres } from '../../server/store/open-postgres.ts';
import { stopAll } from '../support/children.ts';
import { says } from '../support/commands.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'permesso-dump-'));
/** One that an address has to escape. */
const PASSWORD = 'pa:ss/w@rd of a story';
let server: PostgresServer;
let busy: URL;
beforeAll(async () => {
  server = await startPostgres([], PASSWORD);
  busy = await creates('busy');
  await tells(busy, 'create table thing (n integer primary key, bytes bytea)');
}, 60_000);
afterAll(async () => {
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
});

const creates = async (name: string) => new URL(await server.makes(name));
/** The first word of the answer. */
const tells = async (database: URL, statement: string): Promise<string> => {
  const { rows } = await server.asks(database.pathname.slice(1), statement);
  return String(Object.values(rows[0] ?? {})[0] ?? '');
};
const at = (database: URL) => ({ database, path: process.env['PATH'] ?? '' });
const count = async (database: URL) => Number(await tells(database, 'select count(*) from thing'));
const fill = (from: number, to: number) =>
  tells(
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
    await backupPostgres(at(busy), file);
    await writing;
    const again = await creates('again');
    await restorePostgres(at(again), file);
    const restored = await count(again);
    expect(restored).toBeGreaterThanOrEqual(5_000);
    const sum = `select md5(string_agg(n || encode(bytes, 'hex'), ',' order by n)) from thing where n <= ${restored}`;
    expect(await tells(again, sum)).toBe(await tells(busy, sum));
  });

  it('is never written over, neither in a file nor in a server', async () => {
    const file = join(folder, 'two.dump');
    await backupPostgres(at(busy), file);
    await expect(backupPostgres(at(busy), file)).rejects.toThrow('is there already');
    const before = await count(busy);
    await expect(restorePostgres(at(busy), file)).rejects.toThrow('has 1 tables already');
    expect(await count(busy)).toBe(before);
  });

  it('stays empty when the file is not a backup, or half of one', async () => {
    const empty = await creates('empty');
    const torn = join(folder, 'torn.dump');
    writeFileSync(torn, 'PGDMP and nothing else');
    await expect(restorePostgres(at(empty), torn)).rejects.toThrow('pg_restore failed');
    await expect(restorePostgres(at(empty), join(folder, 'none'))).rejects.toThrow('There is no file');
    expect(await tells(empty, "select count(*) from pg_tables where schemaname = 'public'")).toBe('0');
  });

  it('that cannot be reached leaves no file, and no password in the words', async () => {
    const nobody = new URL(busy);
    nobody.password = 'wrong';
    const file = join(folder, 'three.dump');
    const failure = await backupPostgres(at(nobody), file).catch((error: Error) => error.message);
    expect(failure).toContain('password authentication failed');
    for (const name of [file, `${file}.part`]) expect(() => statSync(name)).toThrow('ENOENT');
    const gone = new URL(busy);
    gone.port = '1';
    const refused = await backupPostgres(at(gone), file).catch((error: Error) => error.message);
    expect(refused).toContain('pg_dump failed');
    expect(refused).not.toContain(PASSWORD);
  });

  it('says what is missing where the tools are not installed', async () => {
    const nowhere = { database: busy, path: folder };
    await expect(backupPostgres(nowhere, join(folder, 'four.dump'))).rejects.toThrow(
      'pg_dump is missing. Install',
    );
  });
});

describe('the commands', () => {
  it('bring a whole installation back into an empty database, and say when its log is an older one', async () => {
    const settings = { PERMESSO_DATA_DIR: join(folder, 'data') };
    mkdirSync(settings.PERMESSO_DATA_DIR);
    const first = await creates('first');
    const store = await openPostgres({ url: first.href, ownerUrl: null });
    const { secrets, keys } = await openSecrets(
      { folder: settings.PERMESSO_DATA_DIR, isGiven: false },
      store,
      Date.now,
    );
    const room = logRoom({
      store,
      bus: memoryBus(),
      secrets,
      keys,
      headsDir: join(settings.PERMESSO_DATA_DIR, 'heads'),
      host: 'localhost:3000',
      now: Date.now,
      onProblem: () => {},
      onRefusal: () => {},
    });
    const signed = async () => {
      await room.log.recordOwn({ type: 'release.deployed', version: String(Math.random()) });
      await room.sequencer.pass();
    };
    await room.logs.current(null);
    await signed();
    const file = join(folder, 'whole.dump');
    const made = await says('backup-command', ['backup', file], {
      ...settings,
      PERMESSO_DATABASE_URL: first.href,
    });
    expect(made).toMatchObject({ code: 0, err: '' });
    await signed();
    await store.close();

    const second = await creates('second');
    const back = await says('backup-command', ['restore', file], {
      ...settings,
      PERMESSO_DATABASE_URL: second.href,
    });
    expect([back.code, back.err]).toEqual([0, '']);
    expect(back.out).toContain('the database is an older one');
    const rows = 'select string_agg(body, chr(10) order by id) from event where id <= 2';
    expect(await tells(second, rows)).toBe(await tells(first, rows));
    // What keeps the log from being changed came along.
    await expect(tells(second, "update event set body = ''")).rejects.toThrow('append-only');
  });
});
