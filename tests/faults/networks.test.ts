// Two people whom no direct way joins, and the relay between them: routers that give each connection a port of its own, networks that let no UDP
// out, networks without IPv4, and lines on which packets are late and lost. Real routers (nftables), the real relay, and our own link as a program behind each router.
import { createSecretKey } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { turnCredentials } from '../../server/ice/turn.ts';
import type { BadLine } from '../support/bad-line.ts';
import { startChild, stopAll, stopChild, stopLater } from '../support/children.ts';
import { type Coturn, startCoturn } from '../support/coturn.ts';
import { IN_PUBLIC, layTwoNats, type Routers, type TwoNats } from '../support/two-nats.ts';

const END = fileURLToPath(new URL('../support/lane-end.ts', import.meta.url));
const LINE = fileURLToPath(new URL('../support/bad-line.ts', import.meta.url));
const SEED = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
afterEach(stopAll);
afterAll(stopAll);

type Outcome = 'they talk' | 'no way' | 'not as it was said';

interface Bed {
  readonly nets: TwoNats;
  readonly relay: Coturn;
}

async function openBed(routers: Routers, address: string = IN_PUBLIC.v4): Promise<Bed> {
  const nets = await layTwoNats(routers);
  return { nets, relay: await startCoturn({ netns: nets.internet, address }) };
}

/** A program of ours in one of the networks. */
function runs(netns: string, program: string) {
  const args = ['netns', 'exec', netns, process.execPath, ...process.execArgv, program];
  const child = startChild('ip', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  stopLater(() => stopChild(child));
  if (!child.stdout) throw new Error('a program without a voice');
  const says = createInterface({ input: child.stdout });
  const tell = (line: unknown) => child.stdin?.write(`${JSON.stringify(line)}\n`);
  return { child, says, tell };
}

/** One lane between the two, on which each has so many lines for the other. @param urls what each is told of servers */
async function tries({ nets, relay }: Bed, urls: readonly string[], says = 1): Promise<Outcome> {
  const secret = createSecretKey(relay.secrets[0] ?? '', 'utf8');
  const sid = Math.random().toString(36);
  const begin = (netns: string, role: 'technician' | 'customer') => {
    const end = runs(netns, END);
    const iceServers = [{ urls, ...turnCredentials(secret, { sid, role }, Date.now()) }];
    end.tell({ isInitiator: role === 'technician', iceServers, says });
    return { ...end, heard: [] as number[] };
  };
  const [maria, carla] = [begin(nets.technician, 'technician'), begin(nets.customer, 'customer')];
  const all = Array.from({ length: says }, (_, n) => n);
  return new Promise((resolve, reject) => {
    for (const [one, other] of [
      [maria, carla],
      [carla, maria],
    ] as const) {
      one.says.on('line', (line) => {
        const said = JSON.parse(line);
        if (said.signal) other.tell(said.signal);
        if (said.closed) resolve('no way');
        if (said.heard !== undefined) one.heard.push(said.heard);
        if (maria.heard.length < says || carla.heard.length < says) return;
        const isWhole = [maria, carla].every(({ heard }) => heard.join() === all.join());
        resolve(isWhole ? 'they talk' : 'not as it was said');
      });
      one.child.once('exit', () => reject(new Error('an end has left')));
    }
  });
}

const stunOf = ({ relay }: Bed) => relay.urls.udp.replace('turn:', 'stun:');

describe('two people behind routers that give each connection a port of its own', { timeout: 90_000 }, () => {
  it('find no way by themselves, and one through the relay', async () => {
    const bed = await openBed('symmetric');
    const found = await Promise.all([tries(bed, [stunOf(bed)]), tries(bed, [bed.relay.urls.udp])]);
    expect(found).toEqual(['no way', 'they talk']);
  });
});

describe('two people whose networks let no UDP out', { timeout: 90_000 }, () => {
  it('find a way through the relay over TCP alone', async () => {
    const bed = await openBed('no-udp');
    const found = await Promise.all([tries(bed, [bed.relay.urls.udp]), tries(bed, [bed.relay.urls.tcp])]);
    expect(found).toEqual(['no way', 'they talk']);
  });
});

describe('two people without IPv4', { timeout: 90_000 }, () => {
  it('meet at a relay that has both', async () => {
    const bed = await openBed('v6', `${IN_PUBLIC.v6},${IN_PUBLIC.v4}`);
    const at = `[${IN_PUBLIC.v6}]:${bed.relay.port}`;
    // Their routers pass nothing on but to the relay, so this is through it.
    expect(await tries(bed, [`turn:${at}`])).toBe('they talk');
  });
});

describe('two people on bad lines', { timeout: 300_000 }, () => {
  /** The relay behind a line on which every packet from one end to the other goes twice. @returns its address */
  async function worsens({ nets, relay }: Bed, { delayMs, loss }: { delayMs: number; loss: number }) {
    const line = runs(nets.internet, LINE);
    const port = relay.port + 1;
    const lost = Math.round(1_000 * (1 - Math.sqrt(1 - loss)));
    const to = { address: relay.address, port: relay.port };
    line.tell({ listen: { ...to, port }, to, delayMs: delayMs / 2, lost, seed: SEED } satisfies BadLine);
    await once(line.says, 'line');
    return { url: `turn:${relay.address}:${port}`, line };
  }

  it.each([
    { delayMs: 100, loss: 0.02, lines: 500 },
    { delayMs: 20, loss: 0.4, lines: 50 },
  ])('of $delayMs ms and $loss lost hear every line once and in order', async ({ lines, ...bad }) => {
    process.stdout.write(`bad line: seed ${SEED}\n`);
    const bed = await openBed('symmetric');
    const { url, line } = await worsens(bed, bad);
    expect(await tries(bed, [url], lines)).toBe('they talk');
    const counted = once(line.says, 'line');
    line.child.kill('SIGTERM');
    const { carried, lost } = JSON.parse(String((await counted)[0]));
    process.stdout.write(`bad line: ${carried} packets carried, ${lost} lost\n`);
    expect(lost).toBeGreaterThan(0);
  });
});
