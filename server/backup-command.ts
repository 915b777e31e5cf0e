// What an operator does against the day when a disk is gone: `npm run backup` beside a running broker, `npm run restore` before a new
// one starts. The heads of logs are in neither: they are how an older database is noticed.
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { backupPostgres, type PostgresPlace, restorePostgres } from './backup/postgres.ts';
import { backupSqlite, clearAway, layOut, takeOver } from './backup/sqlite.ts';
import { memoryBus } from './bus/memory.ts';
import { type Config, readConfig } from './config.ts';
import { keysPath } from './keys/keyring.ts';
import { openSecrets } from './keys/opening.ts';
import { logRoom } from './log/room.ts';
import { treeRows } from './log/tree-rows.ts';
import { secretsPath } from './secrets.ts';
import { openPostgres, type PostgresAddresses } from './store/open-postgres.ts';
import { openSqlite } from './store/sqlite.ts';
import type { Store } from './store/store.ts';

const USAGE = ['npm run backup -- FILE_OR_FOLDER [--secrets FOLDER]', 'npm run restore -- FILE'].join('\n');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const [verb, where] = process.argv.slice(2);
  const { values } = parseArgs({ args: process.argv.slice(4), options: { secrets: { type: 'string' } } });
  const config = readConfig(process.env);
  if (verb === 'backup' && where) await backup(config, resolve(where), values.secrets);
  else if (verb === 'restore' && where) await restore(config, resolve(where));
  else throw new Error(USAGE);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}

async function backup(config: Config, where: string, secrets: string | undefined): Promise<void> {
  const isFolder = existsSync(where) && statSync(where).isDirectory();
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const to = isFolder ? join(where, `permesso-${stamp}.${config.postgres ? 'dump' : 'db'}`) : where;
  if (config.postgres) await backupPostgres(placeOf(config.postgres), to);
  else backupSqlite(databaseOf(config), to);
  say(`The database is in ${to}, as it was when this began.`);
  if (secrets) copySecrets(config, resolve(secrets));
  else
    say('Its secrets are not in it. Without them nobody reads details or goes on signing: --secrets FOLDER.');
}

/** Apart from the database: who has both reads everything. */
function copySecrets({ secrets }: Config, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const path of [secretsPath, keysPath]) copyFileSync(path(secrets.folder), path(folder));
  say(`Its secrets are in ${folder}. Keep them apart from the database.`);
}

async function restore(config: Config, from: string): Promise<void> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const older = config.postgres
    ? await restoreServer(config, config.postgres, from)
    : await restoreFile(config, from);
  for (const line of older) say(line);
  if (older.length > 0)
    say(
      'Say so to those who keep heads of it, and let logs follow: npm run log:successor. Then start the broker.',
    );
}

async function restoreFile(config: Config, from: string): Promise<string[]> {
  const file = databaseOf(config);
  const draft = layOut(from, file);
  try {
    const older = await lookAt(config, await openSqlite(draft));
    takeOver(draft, file);
    say(`${file} is the database of ${from}.`);
    return older;
  } catch (error) {
    clearAway(draft);
    throw error;
  }
}

async function restoreServer(config: Config, addresses: PostgresAddresses, from: string): Promise<string[]> {
  await restorePostgres(placeOf(addresses), from);
  say(`The database of ${from} is in the server.`);
  return lookAt(config, await openPostgres(addresses));
}

/** As its owner: whoever may not change the log may not put one back either. */
function placeOf({ url, ownerUrl }: PostgresAddresses): PostgresPlace {
  return { database: new URL(ownerUrl ?? url), path: process.env['PATH'] ?? '' };
}

/** Looks whether secrets and heads go with it. @returns what is to be told of its logs */
async function lookAt(config: Config, store: Store): Promise<string[]> {
  try {
    const opened = await openSecrets(config.secrets, store, Date.now);
    const room = logRoom({
      ...opened,
      store,
      bus: memoryBus(),
      headsDir: config.headsDir,
      host: config.publicUrl.host,
      now: Date.now,
      onProblem: () => {},
      onRefusal: () => {},
    });
    const told: string[] = [];
    for (const log of await room.logs.all()) {
      const objection = await room.heads.objection(log, treeRows(store, log.id));
      if (objection && log.closed_at === null) told.push(`The log ${log.origin}: ${objection}`);
    }
    return told;
  } finally {
    await store.close();
  }
}

function databaseOf({ dataDir }: Config): string {
  return join(dataDir, 'permesso.db');
}
