// A real relay: Debian's coturn, started by deploy/coturn/start.sh with the very configuration that operators get, on free ports. It listens
// and relays on this computer's own address, since our ends take no loopback address from each other.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import selfsigned from 'selfsigned';
import { isRunning, startChild, stopChild, stopLater } from './children.ts';
import { freePort } from './ports.ts';
import { waitFor } from './wait.ts';

const START = fileURLToPath(new URL('../../deploy/coturn/start.sh', import.meta.url));

export interface Coturn {
  readonly address: string;
  readonly port: number;
  readonly tlsPort: number;
  /** `turn:` and `turns:` addresses, as an operator writes them into PERMESSO_TURN_URLS. */
  readonly urls: Readonly<Record<'udp' | 'tcp' | 'tls', string>>;
  /** The file that PERMESSO_TURN_SECRET names, and its lines. */
  readonly secretFile: string;
  readonly secrets: readonly string[];
  log(): string;
  stop(): Promise<void>;
}

export interface CoturnOptions {
  /** Two while the operator replaces it. */
  readonly secrets?: readonly string[];
  /** As PERMESSO_TURN_ALLOW_CIDR. */
  readonly allow?: string;
  /** Where it is to listen and relay, if not on this computer's own address. */
  readonly address?: string;
  /** A network namespace to run in. */
  readonly netns?: string;
  /**
   * Relays over IPv6 as well, from ::1, which every computer has: only so can be asked what it refuses there. Unlike an address
   * of its own (start.sh) this one is not allowed as a peer.
   */
  readonly relaysFromV6Loopback?: boolean;
  /** An earlier port once more, as after a restart. */
  readonly port?: number;
}

export const newSecret = (): string => randomBytes(32).toString('hex');

/** An address of this computer that other computers could use. */
export function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const own = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (!own) throw new Error('The relay needs a network card with an IPv4 address; this computer has none.');
  return own.address;
}

export async function startCoturn(options: CoturnOptions = {}): Promise<Coturn> {
  const { secrets = [newSecret()], allow = '', address = ownAddress(), netns } = options;
  const folder = mkdtempSync(join(tmpdir(), 'permesso-coturn-'));
  const inFolder = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const secretFile = inFolder('secret', `${secrets.join('\n')}\n`);
  const pair = await selfsigned.generate([{ name: 'commonName', value: address }]);
  const port = options.port ?? (netns ? 3478 : await freePort(address));
  const tlsPort = netns ? 5349 : await freePort(address);
  const ports = [
    ...['--listening-port', String(port), '--tls-listening-port', String(tlsPort)],
    ...(options.relaysFromV6Loopback ? ['--relay-ip', '::1'] : []),
  ];
  const child = netns
    ? startChild('ip', ['netns', 'exec', netns, START, ...ports], withEnv())
    : startChild(START, ports, withEnv());
  function withEnv() {
    const env = {
      PATH: process.env['PATH'],
      PERMESSO_TURN_SECRET: secretFile,
      PERMESSO_TURN_ALLOW_CIDR: allow,
      COTURN_ADDRESS: address,
      COTURN_REALM: 'relay.test',
      COTURN_CERT: inFolder('cert.pem', pair.cert),
      COTURN_KEY: inFolder('key.pem', pair.private),
      COTURN_CONFIG: join(folder, 'turnserver.conf'),
    };
    return { env, stdio: ['ignore', 'pipe', 'pipe'] as ('ignore' | 'pipe')[] };
  }
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
    // The last of its threads; by then it listens everywhere.
    return log.includes('(admin thread)') || undefined;
  };
  await waitFor(isReady, { what: 'the relay', timeoutMs: 20_000 });
  const host = address.includes(':') ? `[${address}]` : address;
  return {
    address,
    port,
    tlsPort,
    urls: {
      udp: `turn:${host}:${port}`,
      tcp: `turn:${host}:${port}?transport=tcp`,
      tls: `turns:${host}:${tlsPort}`,
    },
    secretFile,
    secrets,
    log: () => log,
    stop,
  };
}
