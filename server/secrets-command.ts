// What an operator does with secrets: make those of a new installation, replace one while brokers run, and finish that. `make` and
// `rotate` need nothing but the folder; `finish` seals anew what lies in the store.
import { chownSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from './config.ts';
import { makeKeys } from './keys/keyring.ts';
import { addGeneration, dropOld, ROTATES, resealAll } from './keys/rotation.ts';
import { command, type Workplace } from './operator.ts';
import { makeSecrets, newSecret } from './secrets.ts';
import { makeFile } from './whole-files.ts';

const USAGE = [
  'npm run secrets -- make FOLDER [--compose]',
  'npm run secrets -- rotate ticket|codes|details [--after SECONDS]',
  'npm run secrets -- finish',
].join('\n');
/** Long enough for every node to read a file that they share. */
const AFTER_S = 60;

const { values, positionals } = asked();
const [verb, what] = positionals;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  if (verb === 'make' && what) make(resolve(what));
  else if (verb === 'rotate') rotate();
  else if (verb === 'finish') await command(finish);
  else throw new Error(USAGE);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

function asked() {
  const options = { compose: { type: 'boolean' }, after: { type: 'string' } } as const;
  try {
    return parseArgs({ args: process.argv.slice(2), allowPositionals: true, options });
  } catch {
    return { values: {}, positionals: [] };
  }
}

/** Never over a file that is there, so that it can be repeated. */
function make(folder: string): void {
  const broker = values.compose ? join(folder, 'broker') : folder;
  mkdirSync(broker, { recursive: true, mode: 0o700 });
  tell('secrets.json', makeSecrets(broker));
  tell('keys.json', makeKeys(broker, Date.now()));
  if (values.compose) makeForCompose(folder, broker);
  say(
    `They are in ${folder}. Whoever has them can read personal details and sign for you: keep a copy apart.`,
  );
}

/** What the other services of docker-compose.yml need, each password once and in no setting. */
function makeForCompose(folder: string, broker: string): void {
  makeRole('permesso_owner', 'database-owner', folder, broker);
  makeRole('permesso', 'database', folder, broker);
  const redis = newSecret();
  const isNew = makeFile(join(folder, 'redis.conf'), `requirepass ${redis}\n`);
  tell('redis.conf', isNew);
  if (isNew) makeFile(join(broker, 'redis-url'), `redis://:${redis}@redis:6379\n`);
  tell('turn-secret', makeFile(join(broker, 'turn-secret'), `${newSecret()}\n`));
  tell('metrics-token', makeFile(join(broker, 'metrics-token'), `${newSecret()}\n`));
  giveAway(folder, broker);
}

/** The password for the database, and the address with it for the brokers. */
function makeRole(role: string, name: string, folder: string, broker: string): void {
  const password = newSecret();
  const isMade = makeFile(join(folder, `${name}-password`), password);
  tell(`${name}-password`, isMade);
  if (isMade)
    makeFile(join(broker, `${name}-url`), `postgres://${role}:${password}@postgres:5432/permesso\n`);
}

/** Each service reads its own files as a user who is not root, by the numbers that docker-compose.yml runs them under. */
function giveAway(folder: string, broker: string): void {
  const owners = [
    {
      id: 1000,
      paths: [broker, ...readdirSync(broker).map((name) => join(broker, name)), join(folder, 'redis.conf')],
    },
    { id: 70, paths: ['database-owner-password', 'database-password'].map((name) => join(folder, name)) },
  ];
  for (const { id, paths } of owners)
    if (process.getuid?.() === 0) for (const path of paths) chownSync(path, id, id);
    else say(`Still to do, as root: chown ${id}:${id} ${paths.join(' ')}`);
}

function tell(name: string, isMade: boolean): void {
  say(isMade ? `Made ${name}.` : `${name} is there already and stays.`);
}

function rotate(): void {
  const which = z.enum(['ticket', 'codes', 'details']).safeParse(what);
  const after = Number(values.after ?? AFTER_S);
  if (!which.success || !Number.isInteger(after) || after < 0) throw new Error(USAGE);
  const { folder } = readConfig(process.env).secrets;
  const now = Date.now();
  dropOld(folder, now, ['ticket', 'codes']);
  const from = now + after * 1000;
  if (!addGeneration(folder, which.data, { now, from }))
    throw new Error('The last rotation of this secret has not begun yet, or too many were not finished.');
  say(
    `A new ${ROTATES[which.data].field} begins at ${new Date(from).toISOString()}; the old one stays accepted.`,
  );
  say('Nodes with a copy of the file need the new one before that. Then: npm run secrets -- finish');
}

async function finish({ config, store, secrets }: Workplace): Promise<number> {
  const resealed = await resealAll(store, secrets);
  say(`${resealed} rows of the store were sealed anew.`);
  // A node may have sealed by the old key until a moment ago: only what began long enough ago goes, and what is left goes next time.
  const dropped = dropOld(config.secrets.folder, Date.now(), ['ticket', 'codes', 'details']);
  for (const [kind, count] of Object.entries(dropped)) say(`${kind}: ${count} old generations are gone.`);
  return 0;
}
