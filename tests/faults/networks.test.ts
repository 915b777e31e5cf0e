// Two people whom no direct way joins, and the relay between them: routers that give each connection a port of its own, networks that let no UDP
// out, and networks without IPv4. Real routers (nftables), the real relay, and our own link as a program behind each router.
import { createSecretKey } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { turnCredentials } from '../../server/ice/turn.ts';
import { startChild, stopAll, stopChild, stopLater } from '../support/children.ts';
import { type Coturn, startCoturn } from '../support/coturn.ts';
import { IN_PUBLIC, layTwoNats, type Routers, type TwoNats } from '../support/two-nats.ts';

const END = fileURLToPath(new URL('../support/lane-end.ts', import.meta.url));
afterEach(stopAll);
afterAll(stopAll);

type Outcome = 'they talk' | 'no way';

interface Bed {
  readonly nets: TwoNats;
  readonly relay: Coturn;
}

async function openBed(routers: Routers, address: string = IN_PUBLIC.v4): Promise<Bed> {
  const nets = await layTwoNats(routers);
  return { nets, relay: await startCoturn({ netns: nets.internet, address }) };
}

/** One lane between the two. @param urls what each is told of servers */
async function tries({ nets, relay }: Bed, urls: readonly string[]): Promise<Outcome> {
  const secret = createSecretKey(relay.secrets[0] ?? '', 'utf8');
  const sid = Math.random().toString(36);
  const begin = (netns: string, role: 'technician' | 'customer') => {
    const args = ['netns', 'exec', netns, process.execPath, ...process.execArgv, END];
    const child = startChild('ip', args, { stdio: ['pipe', 'pipe', 'pipe'] });
    stopLater(() => stopChild(child));
    const say = (line: unknown) => child.stdin?.write(`${JSON.stringify(line)}\n`);
    const iceServers = [{ urls, ...turnCredentials(secret, { sid, role }, Date.now()) }];
    say({ isInitiator: role === 'technician', iceServers });
    return { child, say };
  };
  const [maria, carla] = [begin(nets.technician, 'technician'), begin(nets.customer, 'customer')];
  return new Promise((resolve, reject) => {
    const heard = new Set<string>();
    for (const [one, other] of [
      [maria, carla],
      [carla, maria],
    ] as const) {
      if (!one.child.stdout) throw new Error('an end without a voice');
      createInterface({ input: one.child.stdout }).on('line', (line) => {
        const said = JSON.parse(line);
        if (said.signal) other.say(said.signal);
        if (said.closed) resolve('no way');
        if (said.heard) heard.add(said.heard);
        if (heard.size === 2) resolve('they talk');
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
