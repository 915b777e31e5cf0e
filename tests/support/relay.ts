// A real STUN and TURN server, Debian's coturn, on free ports of this computer's own address: browsers ask no loopback address from a page.
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, startChild, stopChild, stopLater } from './children.ts';
import { waitFor } from './wait.ts';

export interface Relay {
  readonly address: string;
  readonly port: number;
  readonly username: string;
  readonly credential: string;
  stop(): Promise<void>;
}

/** An address of this computer that others could use. */
export function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const own = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (!own) throw new Error('this needs a network card with an IPv4 address');
  return own.address;
}

/** A port of our own address where nobody listens. */
export function unusedPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4').once('error', reject);
    socket.bind(0, ownAddress(), () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

/** @param isTcpOnly it takes nothing by UDP, as where a network lets no UDP through */
export async function startRelay({ isTcpOnly = false } = {}): Promise<Relay> {
  const folder = mkdtempSync(join(tmpdir(), 'permesso-relay-'));
  const [address, port] = [ownAddress(), await unusedPort()];
  const [username, credential] = ['check', 'for one minute'];
  const child = startChild(
    'turnserver',
    [
      ...[
        '-n',
        '--no-cli',
        '--verbose',
        '--no-tls',
        '--no-dtls',
        '--log-file=stdout',
        '--lt-cred-mech',
        '--realm=relay.test',
      ],
      `--listening-ip=${address}`,
      `--relay-ip=${address}`,
      `--listening-port=${port}`,
      `--user=${username}:${credential}`,
      `--pidfile=${join(folder, 'pid')}`,
      `--userdb=${join(folder, 'db')}`,
      ...(isTcpOnly ? ['--no-udp'] : []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  const stop = stopLater(async () => {
    await stopChild(child);
    rmSync(folder, { recursive: true, force: true });
  });
  const isReady = async () => {
    if (!isRunning(child)) throw new Error(`the relay ended before it was ready:\n${log}`);
    const wanted = isTcpOnly ? ['TCP'] : ['UDP', 'TCP'];
    return wanted.every((kind) => log.includes(`${kind} listener opened on`)) || undefined;
  };
  await waitFor(isReady, { what: 'the relay', timeoutMs: 20_000 });
  return { address, port, username, credential, stop };
}
