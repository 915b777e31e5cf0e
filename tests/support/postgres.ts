// A PostgreSQL of our own: a fresh cluster on a free port of this computer, durable as an operator's. It never runs as root, which it
// refuses, and is ended by its own id.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { isRunning, startChild, stopChild, stopLater } from './children.ts';
import { freePort } from './ports.ts';
import { waitFor } from './wait.ts';

export interface PostgresServer {
  readonly port: number;
  /** @returns the address of a new, empty database; of the first user, who may do everything, or of another role */
  makes(database: string, template?: string): Promise<string>;
  addressOf(database: string, role?: string): string;
  /** Runs statements as the first user. */
  asks(database: string, statement: string): Promise<pg.QueryResult>;
  /** Ends it, politely or not, and leaves its data as they are. */
  kill(signal: NodeJS.Signals): Promise<void>;
  starts(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param settings of postgresql.conf, such as `max_connections=20`
 * @param password of the first user; everybody is believed where left out
 */
export async function startPostgres(
  settings: readonly string[] = [],
  password: string | null = null,
): Promise<PostgresServer> {
  const bin = binaries();
  const folder = mkdtempSync(join(tmpdir(), 'permesso-postgres-'));
  const data = join(folder, 'data');
  const who = userOf('postgres');
  if (who) chownSync(folder, who.uid, who.gid);
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', ...authOf(folder, password, who), '-E', 'UTF8', '--locale=C.UTF-8'],
    { ...who, cwd: folder, stdio: 'ignore' },
  );
  const port = await freePort();
  const options = [
    ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', ...settings],
  ];
  const args = ['-D', data, '-p', String(port), ...options.flatMap((option) => ['-c', option])];
  let child: ReturnType<typeof startChild> | undefined;
  const addressOf = (database: string, role = 'postgres') =>
    `postgres://${role}${password === null ? '' : `:${encodeURIComponent(password)}`}@127.0.0.1:${port}/${database}`;
  const asks = async (database: string, statement: string) => {
    const client = new pg.Client(addressOf(database));
    await client.connect();
    return client.query(statement).finally(() => client.end());
  };
  const starts = async () => {
    child = startChild(join(bin, 'postgres'), args, { ...who, cwd: folder });
    const ready = () => asks('postgres', 'select 1').catch(() => undefined);
    await waitFor(ready, { what: 'PostgreSQL', timeoutMs: 20_000 });
  };
  const kill = async (signal: NodeJS.Signals) => {
    if (!child || !isRunning(child)) return;
    // A fast shutdown (SIGINT) does not wait for its clients.
    const gone = once(child, 'exit');
    if (signal === 'SIGKILL') await killAll(child.pid ?? 0);
    else await stopChild(child, 'SIGINT');
    await gone;
  };
  const stop = stopLater(async () => {
    await kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  await starts();
  return {
    port,
    addressOf,
    asks,
    kill,
    starts,
    stop,
    makes: async (database, template = 'template0') => {
      await asks('postgres', `create database "${database}" template "${template}"`);
      return addressOf(database);
    },
  };
}

type Who = { uid: number; gid: number } | undefined;

/** How users prove who they are. A password goes by a file, since everybody may read a command line. */
function authOf(folder: string, password: string | null, who: Who): readonly string[] {
  if (password === null) return ['-A', 'trust'];
  const file = join(folder, 'password');
  writeFileSync(file, password);
  if (who) chownSync(file, who.uid, who.gid);
  return ['-A', 'scram-sha-256', `--pwfile=${file}`];
}

/** As a power cut: the server and all its processes at once, so that none of them finishes anything. */
async function killAll(parent: number): Promise<void> {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(/\s+/);
  for (const pid of [parent, ...children.filter(Boolean).map(Number)])
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // gone already
    }
}

function binaries(): string {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => join(root, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
  if (!found)
    throw new Error('PostgreSQL is not installed: `npm test` installs it, or apt-get install postgresql.');
  return found;
}

/** Whom root becomes for it; nobody else needs to become anybody. */
function userOf(name: string): Who {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) throw new Error(`there is no user ${name}`);
  return { uid: Number(uid), gid: Number(gid) };
}
