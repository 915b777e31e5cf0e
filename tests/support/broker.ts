// The built broker as an operator runs it: a process of its own, a free port, an empty data folder. Stories talk to it
// only from outside, and may kill it to see what survives.
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRunning, startChild, stopChild, stopLater } from './children.ts';
import { freePort } from './ports.ts';
import { waitFor } from './wait.ts';

const MAIN = fileURLToPath(new URL('../../dist/node/server/main.js', import.meta.url));
const LINK = /https?:\/\/[^\s"'<>]+\/enrol#[^\s"'<>]+/;

export interface Broker {
  url: string;
  port: number;
  dataDir: string;
  /** The way in that a broker with an empty store prints once, for its first administrator; empty where there is one already. */
  enrolmentLink: string;
  /** Everything that it has printed, over all its starts. */
  log(): string;
  /** Ends it, waits until it is gone, and leaves its data as they are. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Ends it if it still runs and starts it again with the same port, data and settings. */
  restart(): Promise<void>;
  /** Ends it for good and removes its data. */
  stop(): Promise<void>;
}

interface BrokerOptions {
  /** Settings of the operator's. */
  readonly env?: Readonly<Record<string, string>>;
  /** A free one where left out. */
  readonly port?: number;
  /** On a store that has an administrator already: then it prints no way in. */
  readonly isBeside?: boolean;
}

export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  const { env = {}, port = await freePort(), isBeside = false } = options;
  if (!existsSync(MAIN)) throw new Error('There is no built broker: run the stories with `npm test`.');
  const url = `http://localhost:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'permesso-data-'));
  const settings = {
    ...withoutSettings(process.env),
    PERMESSO_HOST: '127.0.0.1',
    PERMESSO_PORT: String(port),
    PERMESSO_DATA_DIR: dataDir,
    PERMESSO_PUBLIC_URL: url,
    ...env,
  };
  let printed = '';
  let child: ChildProcess | undefined;

  const launch = async () => {
    const started = startChild(process.execPath, ['--enable-source-maps', MAIN], {
      env: settings,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
      });
    }
    await waitUntilHealthy({ url, isAlive: () => isRunning(started), log: () => printed });
  };
  const kill = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child) await stopChild(child, signal);
  };
  const stop = stopLater(async () => {
    await kill();
    await rm(dataDir, { recursive: true, force: true });
  });

  await launch();
  // Its output may reach us a moment after its first answer does.
  const findLink = async () => LINK.exec(printed)?.[0];
  const enrolmentLink = isBeside
    ? ''
    : await waitFor(findLink, { what: 'the enrolment link', timeoutMs: 3_000 });
  const restart = async () => {
    await kill();
    await launch();
  };
  return { url, port, dataDir, enrolmentLink, log: () => printed, kill, restart, stop };
}

interface Patient {
  url: string;
  isAlive: () => boolean;
  log: () => string;
}

async function waitUntilHealthy({ url, isAlive, log }: Patient): Promise<void> {
  const ask = async () => {
    if (!isAlive()) throw new Error(`the broker ended before it was ready:\n${log()}`);
    const answer = await fetch(`${url}/health`).catch(() => undefined);
    await answer?.body?.cancel();
    return answer?.ok || undefined;
  };
  try {
    await waitFor(ask, { what: 'GET /health', timeoutMs: 30_000 });
  } catch (cause) {
    throw new Error(`the broker did not get ready:\n${log()}`, { cause });
  }
}

/** A developer's own settings must not leak into a story. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PERMESSO_')));
}
