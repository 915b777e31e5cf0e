// A PostgreSQL server of a story's own: fresh files, a free port of this computer, one role with a password. Needs root, since
// PostgreSQL itself refuses to run as root.
import { execFile } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { stopLater } from './children.ts';

const execute = promisify(execFile);
const HOME = '/usr/lib/postgresql';

export interface PlainPostgres {
  /** An empty database of that name. */
  creates(name: string): Promise<URL>;
  /** Runs a statement. @returns what psql prints, unaligned */
  says(database: URL, statement: string): Promise<string>;
}

export const PG_PASSWORD = 'pa:ss/w@rd of a story';

/** `stopAll` ends it. */
export async function startPostgres(): Promise<PlainPostgres> {
  const [version] = readdirSync(HOME).sort((a, b) => Number(b) - Number(a));
  const bin = join(HOME, version ?? '', 'bin');
  const folder = mkdtempSync(join(tmpdir(), 'permesso-pg-'));
  const data = join(folder, 'data');
  const [uid, gid] = await Promise.all(['-u', '-g'].map(idOf));
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(join(folder, 'password'), PG_PASSWORD);
  for (const path of [folder, data, join(folder, 'password')]) chownSync(path, uid ?? 0, gid ?? 0);
  const asPostgres = (program: string, ...args: string[]) =>
    execute('runuser', ['-u', 'postgres', '--', join(bin, program), ...args]);
  await asPostgres(
    'initdb',
    ...['-D', data, '-U', 'permesso', '-A', 'scram-sha-256', `--pwfile=${join(folder, 'password')}`],
    ...['--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'],
  );
  const port = await freePort();
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  await asPostgres('pg_ctl', '-D', data, '-o', options, '-w', '-l', join(folder, 'log'), 'start');
  stopLater(async () => {
    await asPostgres('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
    rmSync(folder, { recursive: true, force: true });
  });
  const says = async (database: URL, statement: string) => {
    const env = { PATH: process.env['PATH'], PGPASSWORD: PG_PASSWORD };
    const where = ['-h', '127.0.0.1', '-p', String(port), '-U', 'permesso', '-d', database.pathname.slice(1)];
    const args = ['-XAt', '-v', 'ON_ERROR_STOP=1', ...where, '-c', statement];
    return (await execute(join(bin, 'psql'), args, { env })).stdout.trim();
  };
  const at = (name: string) =>
    new URL(`postgres://permesso:${encodeURIComponent(PG_PASSWORD)}@127.0.0.1:${port}/${name}`);
  return {
    says,
    creates: async (name) => {
      await says(at('postgres'), `create database ${name}`);
      return at(name);
    },
  };
}

const idOf = async (kind: string): Promise<number> =>
  Number((await execute('id', [kind, 'postgres'])).stdout.trim());

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was free');
  return address.port;
}
