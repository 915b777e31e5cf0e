// The same for PostgreSQL, by its own tools: pg_dump reads one snapshot while brokers write, pg_restore fills an empty database or
// leaves it empty. The password goes by the environment of the tool, since everybody may read a command line.
import { spawn } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import process from 'node:process';
import { BackupProblem } from './problem.ts';

/** @param to a file that is not there yet @throws BackupProblem, and then leaves nothing behind */
export async function backupPostgres(database: URL, to: string): Promise<void> {
  if (existsSync(to))
    throw new BackupProblem(`${to} is there already. A backup never writes over another one.`);
  const draft = `${to}.part`;
  try {
    await tool(database, 'pg_dump', ['--format=custom', '--no-owner', '--no-privileges', `--file=${draft}`]);
    renameSync(draft, to);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** All of it or nothing, into a database without tables. @throws BackupProblem */
export async function restorePostgres(database: URL, backup: string): Promise<void> {
  if (!existsSync(backup)) throw new BackupProblem(`There is no file ${backup}.`);
  // Its list of contents is read first: a file that is something else is told from a database that cannot be reached.
  await tool(database, 'pg_restore', ['--list', backup]);
  const count = "select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')";
  const tables = (await tool(database, 'psql', ['-XAtc', count])).trim();
  if (tables !== '0')
    throw new BackupProblem(
      `The database has ${tables} tables already. A restore never writes over one: make an empty one first, with createdb.`,
    );
  const { PGDATABASE = '' } = settingsOf(database);
  await tool(database, 'pg_restore', [
    '--single-transaction',
    '--exit-on-error',
    '--no-owner',
    '--no-privileges',
    `--dbname=${PGDATABASE}`,
    backup,
  ]);
}

/** As libpq reads them, from `postgres://user:password@host:port/name?sslmode=…`. */
function settingsOf(database: URL): Record<string, string> {
  const { hostname, port, username, password, pathname, searchParams } = database;
  const settings = {
    PGHOST: searchParams.get('host') ?? decodeURIComponent(hostname),
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGSSLMODE: searchParams.get('sslmode') ?? '',
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''));
}

function tool(database: URL, program: string, args: readonly string[]): Promise<string> {
  const child = spawn(program, args, {
    env: { PATH: process.env['PATH'], ...settingsOf(database) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      const isMissing = error.code === 'ENOENT';
      const missing = `${program} is missing. Install the client tools of PostgreSQL, in the version of the server or later.`;
      reject(new BackupProblem(isMissing ? missing : error.message));
    });
    child.on('close', (code) => {
      if (code === 0) resolve(said.out);
      else reject(new BackupProblem(`${program} failed: ${said.err.trim()}`));
    });
  });
}
