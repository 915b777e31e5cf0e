// The nginx of the system with the file that we ship, before brokers of a story. Only what an operator fills in is filled in: nodes,
// ports, certificate.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import selfsigned from 'selfsigned';
import { isRunning, startChild, stopChild, stopLater } from './children.ts';
import { freePort } from './ports.ts';
import { waitFor } from './wait.ts';

const execute = promisify(execFile);
const TEMPLATE = new URL('../../deploy/nginx/permesso.conf', import.meta.url);
const NGINX = '/usr/sbin/nginx';

export interface NginxOptions {
  /** Ports of the nodes on this computer. */
  readonly nodes: readonly number[];
  /** In the clear where left out, as behind another proxy. */
  readonly hasTls?: boolean;
}

/** What the template says with its blanks filled in. */
export function filledIn({ nodes, hasTls = false }: NginxOptions, port: number, folder: string): string {
  const servers = nodes.map((node) => `server 127.0.0.1:${node} max_fails=2 fail_timeout=10s;`).join('\n\t');
  const text = readFileSync(TEMPLATE, 'utf8')
    .replace('server 127.0.0.1:3000 max_fails=2 fail_timeout=10s;', servers)
    .replaceAll('/etc/ssl/permesso', folder)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port}${hasTls ? ' ssl' : ''};`)
    .replace('listen [::]:443 ssl;\n', '\n')
    .replace('listen 80;', `listen unix:${folder}/80.sock;`)
    .replace('listen [::]:80;\n', '\n');
  return hasTls ? text : text.replaceAll(/^\s*ssl_.*$/gm, '');
}

/** Writes a whole configuration around it. @returns its path */
export async function written(options: NginxOptions, port: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'permesso-nginx-'));
  stopLater(async () => rmSync(folder, { recursive: true, force: true }));
  const { cert, private: key } = await selfsigned.generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
  });
  writeFileSync(join(folder, 'fullchain.pem'), cert);
  writeFileSync(join(folder, 'privkey.pem'), key);
  mkdirSync(join(folder, 'temp'), { mode: 0o777 });
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/temp/${name};`)
    .join(' ');
  const path = join(folder, 'nginx.conf');
  const head = `user root;\ndaemon off;\nworker_processes 1;\npid ${folder}/pid;\nerror_log ${folder}/error.log;\nevents {}\n`;
  writeFileSync(path, `${head}http { access_log off; ${temp}\n${filledIn(options, port, folder)}\n}\n`);
  return path;
}

/** `nginx -t`. @throws with what nginx says */
export const checks = async (path: string): Promise<string> =>
  (await execute(NGINX, ['-t', '-c', path])).stderr;

/** Runs it until `stopAll`. @returns its port */
export async function startNginx(options: NginxOptions): Promise<number> {
  const port = await freePort();
  const child = startChild(NGINX, ['-c', await written(options, port)]);
  stopLater(() => stopChild(child, 'SIGTERM'));
  const answers = async () => {
    if (!isRunning(child)) throw new Error('nginx ended');
    return (await fetch(`http://127.0.0.1:${port}/health`).catch(() => null)) ? true : undefined;
  };
  await waitFor(answers, { what: 'nginx', timeoutMs: 10_000 });
  return port;
}
