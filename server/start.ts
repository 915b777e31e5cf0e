// Puts the broker together from a configuration and starts it listening. Used by main.ts and by the demo.
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { buildApp } from './app.ts';
import { openBus } from './bus/open.ts';
import type { Config } from './config.ts';
import { openSecrets } from './keys/opening.ts';
import { type People, people } from './people/people.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';

export interface Broker {
  readonly url: string;
  readonly store: Store;
  readonly people: People;
  /** Resolves if the store dies: nothing can be granted any more, so the process should end and be started anew. */
  readonly failed: Promise<Error>;
  /** Prints the address and, while there is no admin, the link for the first one. */
  greet(): void;
  stop(): Promise<void>;
}

// Two levels up from dist/node/server: the built pages and package.json stand beside dist/node.
const WEB_ROOT = fileURLToPath(new URL('../../web', import.meta.url));
const PACKAGE = fileURLToPath(new URL('../../../package.json', import.meta.url));

export async function startBroker(config: Config): Promise<Broker> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const logger = pino({
    level: config.logLevel,
    redact: ['req.headers.cookie', 'req.headers.authorization', '*.password', '*.token', '*.code', '*.sdp'],
  });
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };
  const store = await openStore(config);
  const opened = await openSecrets(config.secrets, store, Date.now);
  const onState = (isWhole: boolean) =>
    isWhole
      ? logger.info('the other nodes can be reached')
      : logger.error('Redis is away: this node is alone');
  const bus = await openBus({ redisUrl: config.redisUrl, master: opened.secrets.wordKey, onState });
  const app = await buildApp({
    config,
    store,
    bus,
    ...opened,
    logger,
    webRoot: WEB_ROOT,
    version,
    now: Date.now,
  });
  const isProxied = config.publicUrl.protocol === 'https:' && config.tls === null;
  if (isProxied && config.trustProxy.length === 0)
    logger.warn('PERMESSO_TRUST_PROXY is empty: behind a proxy all customers then share one budget of tries');
  const staff = people(store, bus, Date.now);
  await app.listen({ host: config.host, port: config.port });
  const link = (await staff.hasAdmin()) ? null : (await staff.firstLink()).token;
  const url = config.publicUrl.origin;

  return {
    url,
    store,
    people: staff,
    failed: store.failed,
    greet: () => {
      process.stdout.write(`\n  Permesso is ready at ${url}\n`);
      process.stdout.write(`  Customers: ${url}/   Technicians: ${url}/desk   Admins: ${url}/admin\n`);
      if (link)
        process.stdout.write(
          `\n  There is no admin yet. Open this link once, within a day, to set up your help desk:\n  ${url}/enrol#${link}\n`,
        );
      process.stdout.write('\n');
    },
    stop: async () => {
      await app.drain();
      await app.close();
      await store.close();
    },
  };
}
