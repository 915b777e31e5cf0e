// The thread that owns the SQLite file. Units that arrive together share one transaction and one fsync (group commit),
// each inside its own savepoint, so that one lost race does not fail its neighbours. Nobody is answered before COMMIT.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'libsql';
import type { Answer, Job, Statement } from './sqlite-jobs.ts';

const { file } = workerData as { file: string };
const db = new Database(file);
// A second process (the enrolment command) may hold the write lock for a moment.
db.exec(
  'pragma busy_timeout = 5000; pragma journal_mode = WAL; pragma synchronous = FULL; pragma foreign_keys = ON; pragma secure_delete = ON',
);

const prepared = new Map<string, Database.Statement>();
function prepare(sql: string): Database.Statement {
  const known = prepared.get(sql);
  if (known) return known;
  const statement = db.prepare(sql);
  // Lists with many filters make many texts; forgetting all of them now and then is simpler than an LRU and as good.
  if (prepared.size > 500) prepared.clear();
  prepared.set(sql, statement);
  return statement;
}

const NO_ROW = 'no row';
function run({ sql, parameters, expect }: Statement): unknown[] {
  const statement = prepare(sql);
  if (statement.reader) {
    const rows = statement.all(parameters) as Record<string, unknown>[];
    if (expect === 'row' && rows.length === 0) throw new Error(NO_ROW);
    for (const row of rows)
      for (const [name, value] of Object.entries(row))
        if (value instanceof ArrayBuffer) row[name] = new Uint8Array(value);
    return rows;
  }
  const { changes } = statement.run(parameters);
  if (expect === 'row' && changes === 0) throw new Error(NO_ROW);
  return [];
}

function failure(id: number, error: unknown): Answer {
  const { message, code } = error as { message: string; code?: string };
  const isConflict = message === NO_ROW || code?.startsWith('SQLITE_CONSTRAINT') === true;
  return { id, error: isConflict ? 'conflict' : 'unavailable', message };
}

function read(job: Job): Answer {
  try {
    return { id: job.id, rows: job.statements.flatMap(run) };
  } catch (error) {
    return failure(job.id, error);
  }
}

function unit(job: Job): Answer {
  db.exec('savepoint unit');
  try {
    job.statements.forEach(run);
    db.exec('release unit');
    return { id: job.id, rows: [] };
  } catch (error) {
    db.exec('rollback to unit; release unit');
    return failure(job.id, error);
  }
}

function commit(jobs: Job[]): Answer[] {
  try {
    db.exec('begin immediate');
    const answers = jobs.map(unit);
    db.exec('commit');
    return answers;
  } catch (error) {
    // A full disk may end the transaction by itself; then none of its units is kept.
    if (db.inTransaction) db.exec('rollback');
    return jobs.map(({ id }) => ({ id, error: 'unavailable', message: (error as Error).message }));
  }
}

/** Pages that were overwritten also leave the write-ahead log. Readers of another process may put that off. */
function scrub(job: Job): Answer {
  try {
    db.exec('pragma wal_checkpoint(TRUNCATE)');
    return { id: job.id, rows: [] };
  } catch (error) {
    return failure(job.id, error);
  }
}

let queue: Job[] = [];
function flush(): void {
  const jobs = queue;
  queue = [];
  // Reads come first: inside the transaction they would tell of rows that are not on disk yet.
  const answers = jobs.filter((job) => job.kind === 'read').map(read);
  const writes = jobs.filter((job) => job.kind === 'write');
  if (writes.length > 0) answers.push(...commit(writes));
  answers.push(...jobs.filter((job) => job.kind === 'scrub').map(scrub));
  parentPort?.postMessage(answers);
}

parentPort?.on('message', (job: Job | 'close') => {
  if (job === 'close') {
    if (queue.length > 0) flush();
    db.close();
    process.exit(0);
  }
  queue.push(job);
  if (queue.length === 1) setImmediate(flush);
});
