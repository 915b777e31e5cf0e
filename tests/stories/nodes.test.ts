// A technician and a customer in real browsers, at two nodes on PostgreSQL, Redis and a relay, behind nginx that spreads them as it
// likes. Redis goes away for a while, one node is killed without a word, the other one leaves as for an upgrade; what is shown goes on, and
// nothing is lost.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Broker, startBroker } from '../support/broker.ts';
import { stopAll } from '../support/children.ts';
import { type Coturn, startCoturn } from '../support/coturn.ts';
import { startNginx } from '../support/nginx.ts';
import { paintScreen } from '../support/paint.ts';
import { Customer, type HelpDesk, openHelpDesk, Technician } from '../support/people.ts';
import { isNear, waitForPixels } from '../support/pixels.ts';
import { freePort } from '../support/ports.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { type RedisServer, startRedis } from '../support/redis.ts';
import { waitFor } from '../support/wait.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';

const BARE_SCREEN = [0.95, 0.3] as const;
const SEEN = '.picture video';

let screen: Screen;
let postgres: PostgresServer;
let redis: RedisServer;
let relay: Coturn;
let desk: HelpDesk;
let nodes: Broker[];

beforeAll(async () => {
  [screen, postgres, redis, relay] = await Promise.all([
    startXvfb(),
    startPostgres(),
    startRedis(),
    startCoturn(),
  ]);
  const ports = [await freePort(), await freePort()] as const;
  const door = `http://localhost:${await startNginx({ nodes: ports })}`;
  const env = {
    PERMESSO_DATABASE_URL: await postgres.makes('permesso'),
    PERMESSO_REDIS_URL: redis.url,
    PERMESSO_TURN_URLS: [relay.urls.udp, relay.urls.tcp].join(','),
    PERMESSO_TURN_SECRET: relay.secretFile,
  };
  desk = await openHelpDesk({ env, door, port: ports[0] });
  const beside = {
    PERMESSO_TRUST_PROXY: '127.0.0.1',
    PERMESSO_PUBLIC_URL: door,
    PERMESSO_SECRETS_DIR: desk.broker.dataDir,
  };
  nodes = [desk.broker, await startBroker({ env: { ...env, ...beside }, port: ports[1], isBeside: true })];
}, 120_000);
afterAll(stopAll);

/** Who is at which node, as they say it themselves to each other. */
async function places(sid: string): Promise<ReadonlyMap<string, string>> {
  const said = (await redis.asks('hkeys', `permesso:fact:present:${sid}`)) as string[];
  return new Map(said.map((line) => line.split(' ').reverse() as [string, string]));
}
const areApart = async (sid: string) => {
  const at = await places(sid);
  return at.size === 2 && new Set(at.values()).size === 2;
};
const shows = async (maria: Technician, colour: string) => {
  await paintScreen(screen.display, colour);
  await waitForPixels(maria.page, SEEN, { at: [BARE_SCREEN], until: ([pixel]) => isNear(pixel, colour) });
};
const interrupted = (customer: Customer) =>
  customer.page.getByText('The connection to the help desk is interrupted.');

describe('a session across two nodes', () => {
  it('goes from the code to its end, whichever node is killed or leaves meanwhile', async () => {
    const maria = await Technician.signsIn(desk);
    const code = await maria.opensSession();
    const sid = new URL(maria.page.url()).hash.slice(1);
    const carla = await Customer.comes(desk, { display: screen.display, capture: 'monitor' });
    await carla.joins(code);
    // Each time the page comes again nginx leads it to a node as it likes.
    await waitFor(
      async () => {
        if (await areApart(sid)) return true;
        await maria.page.reload();
        await maria.page.getByRole('form', { name: 'Ask to see the screen' }).waitFor();
        return undefined;
      },
      { what: 'the two to be apart', timeoutMs: 40_000, everyMs: 1_500 },
    );
    await maria.asks();
    await carla.allows();
    await carla.shows();
    await shows(maria, '#c00000');

    await redis.kill();
    const readsOfIt = [maria, carla].map(({ page }) => page.getByText('different servers of this help desk'));
    for (const line of readsOfIt) await line.waitFor();
    await shows(maria, '#c0c000');
    await redis.starts();
    for (const line of readsOfIt) await line.waitFor({ state: 'hidden' });

    const [first, second] = nodes as [Broker, Broker];
    await first.kill('SIGKILL');
    await shows(maria, '#0000c0');
    await maria.writes('one node less');
    await carla.reads('one node less');
    await waitFor(async () => ((await places(sid)).size === 2 ? true : undefined), {
      what: 'both at the node that is left',
      timeoutMs: 30_000,
    });
    await interrupted(carla).waitFor({ state: 'hidden' });
    await first.restart();

    await second.kill('SIGTERM');
    await shows(maria, '#00c000');
    await interrupted(carla).waitFor({ state: 'hidden' });
    await carla.stops();
    await maria.isTold('The customer stopped. Nothing is shown any more.');
    await maria.page.getByRole('button', { name: 'End session' }).click();
    await maria.page.getByRole('button', { name: 'End it' }).click();
    await carla.isTold('The session is over');

    const { rows } = await postgres.asks(
      'permesso',
      `select seq, type from event where session_id = '${sid}' order by seq`,
    );
    expect(rows.map(({ seq }) => Number(seq))).toEqual(rows.map((_, i) => i + 1));
    const types = rows.map(({ type }) => type);
    for (const type of ['consent.granted', 'consent.revoked', 'session.ended'])
      expect(types.filter((each) => each === type)).toHaveLength(1);
    expect([...maria.complaints, ...carla.complaints]).toEqual([]);
  }, 180_000);
});
