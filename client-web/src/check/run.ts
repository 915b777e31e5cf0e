// One round of the check: the steps one after the other, each told as it begins and as it ends. What makes the rest pointless ends it.
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import { askBroker, trySocket } from './broker.ts';
import { lookAtBrowser } from './browser.ts';
import type { Findings, PathsFacts, QualityFacts, StepName, Way } from './findings.ts';
import { type Server, serversOf, tryPaths, wayOf } from './paths.ts';
import { askServers } from './servers.ts';

export interface Progress {
  readonly step: StepName;
  readonly done: number;
  readonly of: number;
}

export interface Round {
  readonly found: ReadonlySignal<Findings>;
  /** What is under way; null before and after. */
  readonly now: ReadonlySignal<Progress | null>;
  readonly isOver: ReadonlySignal<boolean>;
  /** When servers may be asked for again, by this page's clock; null where they were not asked for. */
  readonly againAt: ReadonlySignal<number | null>;
}

const MINUTE_MS = 60_000;

export function startRound(): Round {
  const found = signal<Findings>({});
  const now = signal<Progress | null>(null);
  const isOver = signal(false);
  const againAt = signal<number | null>(null);
  const begins = (step: StepName) => {
    now.value = { step, done: 0, of: 1 };
    return (done: number, of: number) => {
      now.value = { step, done, of };
    };
  };
  const finds = (more: Findings) => {
    found.value = { ...found.peek(), ...more };
  };

  const run = async () => {
    begins('browser');
    const browser = lookAtBrowser();
    finds({ browser });
    if (!browser.isSecure || !browser.hasRtc || !browser.hasSockets) return;

    const broker = await askBroker(begins('broker'));
    finds({ broker });
    if (broker.medianMs === null) return;

    begins('socket');
    const socket = await trySocket();
    finds({ socket });
    if (socket === 'gone') return;

    const onPath = begins('paths');
    const servers = await askServers();
    againAt.value = Date.now() + (servers.at === 'wait' ? servers.seconds * 1000 : MINUTE_MS);
    if (servers.at !== 'given') return finds({ paths: servers });
    const paths = await tryPaths(servers.servers, onPath);
    finds({ paths });

    begins('quality');
    const relay = relayOf(paths);
    const server = serversOf(servers.servers).find(({ url }) => wayOf(url) === relay);
    finds({ quality: (server && (await throughRelay(server))) ?? toBroker(broker) });
  };
  void run().finally(() =>
    batch(() => {
      now.value = null;
      isOver.value = true;
    }),
  );
  return { found, now, isOver, againAt };
}

/** Loaded only where there is a relay. */
async function throughRelay(server: Server): Promise<QualityFacts | null> {
  const { measure } = await import('./relayed.ts');
  return measure(server);
}

/** The best way to a relay that answered. */
function relayOf(paths: PathsFacts): Way | null {
  if (paths.at !== 'tried') return null;
  const reached = paths.paths.filter(({ outcome }) => outcome === 'reached').map(({ way }) => way);
  return (['udp', 'tcp', 'tls'] as const).find((way) => reached.includes(way)) ?? null;
}

const toBroker = ({ medianMs, lost, tries }: NonNullable<Findings['broker']>): QualityFacts | null =>
  medianMs === null ? null : { through: 'broker', rttMs: medianMs, lost: lost / tries, bytesPerSecond: null };
