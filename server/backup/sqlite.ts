// A copy of the SQLite file as it was at one moment, made while a broker writes to it; and the way back. It knows nothing of secrets
// and heads of logs, which lie apart on purpose.
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import Database from 'libsql';
import { MIGRATIONS } from '../store/migrations.ts';
import { BackupProblem } from './problem.ts';

const BESIDE = ['', '-wal', '-shm'];

/** @param to a file that is not there yet @throws BackupProblem, and then leaves nothing behind */
export function backupSqlite(file: string, to: string): void {
  if (!existsSync(file)) throw new BackupProblem(`There is no database at ${file}.`);
  if (existsSync(to))
    throw new BackupProblem(`${to} is there already. A backup never writes over another one.`);
  const draft = `${to}.part`;
  rmSync(draft, { force: true });
  const db = new Database(file);
  try {
    // One read transaction from beginning to end: writers go on beside it, and what was erased does not come along.
    db.exec('pragma busy_timeout = 5000');
    db.prepare('vacuum into ?').run(draft);
    chmodSync(draft, 0o600);
    checkSqlite(draft);
    flush(draft);
    renameSync(draft, to);
  } catch (error) {
    rmSync(draft, { force: true });
    throw asProblem(error, 'The backup could not be made');
  } finally {
    db.close();
  }
}

/**
 * Whether a file is a whole database of this program, and no newer than this release.
 * @throws BackupProblem saying what it is instead
 */
export function checkSqlite(file: string): void {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true } as Database.Options);
    const [found] = db.prepare('pragma integrity_check').all() as { integrity_check: string }[];
    if (found?.integrity_check !== 'ok') throw new Error(found?.integrity_check ?? 'it cannot be checked');
    const known = new Set(MIGRATIONS.map(({ name }) => name));
    const names = (db.prepare('select name from migration').all() as { name: string }[]).map(
      ({ name }) => name,
    );
    const newer = names.filter((name) => !known.has(name));
    if (newer.length > 0) throw new BackupProblem(`${file} is of a newer release (${newer.join(', ')}).`);
  } catch (error) {
    throw asProblem(error, `${file} is not a whole database of Permesso`);
  } finally {
    db?.close();
  }
}

/** Lays a backup where a database is to be, under another name, so that it can be looked at first. @returns that name */
export function layOut(backup: string, file: string): string {
  const taken = BESIDE.map((ending) => file + ending).filter((path) => existsSync(path));
  if (taken.length > 0)
    throw new BackupProblem(
      `${taken.join(', ')} is there. A restore never writes over a database: stop the broker and move it away first.`,
    );
  if (!existsSync(backup)) throw new BackupProblem(`There is no file ${backup}.`);
  checkSqlite(backup);
  const draft = `${file}.restored`;
  for (const ending of BESIDE) rmSync(draft + ending, { force: true });
  try {
    copyFileSync(backup, draft);
    chmodSync(draft, 0o600);
  } catch (error) {
    rmSync(draft, { force: true });
    throw asProblem(error, 'The backup could not be copied');
  }
  return draft;
}

/** What was laid out and found right becomes the database. Nobody has it open. */
export function takeOver(draft: string, file: string): void {
  flush(draft);
  renameSync(draft, file);
}

/** Takes away what was laid out and found wrong. */
export function clearAway(draft: string): void {
  for (const ending of BESIDE) rmSync(draft + ending, { force: true });
}

function flush(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}

function asProblem(error: unknown, what: string): BackupProblem {
  return error instanceof BackupProblem ? error : new BackupProblem(`${what}: ${(error as Error).message}`);
}
