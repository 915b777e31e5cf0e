// The broker's self-test beside what it tests: a real store, mail server and relay; then each of them stopped, refusing, full of nothing
// or closed, and all others found well all the same.
import { createSecretKey } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import selfsigned from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryBus } from '../../server/bus/memory.ts';
import { connectRedis } from '../../server/bus/open-redis.ts';
import { redisBus } from '../../server/bus/redis.ts';
import { readTurn } from '../../server/config/turn.ts';
import { type Asked, type SelfTestDeps, selfTester } from '../../server/self-test/self-test.ts';
import { placeOf } from '../../server/self-test/stun-line.ts';
import type { Store } from '../../server/store/store.ts';
import { StoreUnavailable } from '../../server/store/store.ts';
import { SELF_TESTS, type SelfTest, type SelfTestName, selfTest } from '../../shared/protocol/self-test.ts';
import { type Desk, startDesk } from '../support/actors.ts';
import { stopAll } from '../support/children.ts';
import { type Coturn, newSecret, startCoturn } from '../support/coturn.ts';
import { openStore } from '../support/engines.ts';
import { freePort } from '../support/ports.ts';
import { openPostOffice } from '../support/post-office.ts';
import { startRedis } from '../support/redis.ts';
import { waitFor } from '../support/wait.ts';

type Config = SelfTestDeps['config'];

let folder: string;
let store: Store;
let relay: Coturn;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'permesso-self-test-'));
  mkdirSync(join(folder, 'heads'));
  store = await openStore(join(folder, 'permesso.db'));
  relay = await startCoturn();
});
afterAll(async () => {
  await store.close();
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
});

const plain = (): Config => ({
  publicUrl: new URL('https://help.example.org'),
  trustProxy: ['127.0.0.1'],
  iceServers: [],
  turn: null,
  tls: null,
  smtp: null,
  dataDir: folder,
  headsDir: join(folder, 'heads'),
  webhookAllow: [],
  logLevel: 'info',
  redisUrl: null,
});
const now = () => Date.now();
const came = { protocol: 'https', host: 'help.example.org' };

const run = async (but: Partial<Config>, deps: Partial<SelfTestDeps> = {}, asked: Partial<Asked> = {}) => {
  const config = { ...plain(), ...but };
  const test = selfTester({ config, store, bus: memoryBus(), now, onProblem: () => {}, ...deps });
  return selfTest.parse(await test({ now: now(), came, ...asked }));
};
const of = ({ tests }: SelfTest, name: SelfTestName) => {
  const test = tests.find((one) => one.name === name);
  return { state: test?.state, facts: test?.found.map(({ fact }) => fact) };
};
const turnOf = (urls: readonly string[], secretFile: string) =>
  readTurn({ PERMESSO_TURN_URLS: urls.join(','), PERMESSO_TURN_SECRET: secretFile }, (problem) => {
    throw new Error(problem);
  });

describe('when all is well', () => {
  it('says so of every part, with the figures that an operator wants', async () => {
    const office = await openPostOffice('a good password');
    const told = await run({
      smtp: office.config,
      iceServers: [{ urls: `stun:${relay.address}:${relay.port}` }],
      turn: turnOf([relay.urls.udp, relay.urls.tcp], relay.secretFile),
    });
    expect(told.tests.map(({ name }) => name)).toEqual([...SELF_TESTS]);
    expect(of(told, 'store')).toEqual({ state: 'ok', facts: ['store-writes', 'store-engine', 'store-size'] });
    expect(of(told, 'bus')).toEqual({ state: 'ok', facts: ['bus-one'] });
    expect(of(told, 'turn')).toEqual({ state: 'ok', facts: ['stun-answers', 'relay-lends', 'relay-lends'] });
    expect(of(told, 'clock')).toEqual({ state: 'ok', facts: ['clock-browser', 'clock-store'] });
    expect(of(told, 'tls')).toEqual({ state: 'ok', facts: ['tls-proxied'] });
    expect(of(told, 'mail')).toEqual({ state: 'ok', facts: ['mail-ready'] });
    expect(of(told, 'settings')).toEqual({ state: 'ok', facts: ['settings-fine'] });
    const size = told.tests[0]?.found.find(({ fact }) => fact === 'store-size')?.value;
    expect(size).toBeGreaterThan(50_000);
    expect(office.seen()).toBe(0);
    expect(readdirSync(folder).filter((name) => name.startsWith('.self-test'))).toEqual([]);
    await office.closes();
  });

  it('calls absent what nobody set up', async () => {
    const told = await run({ publicUrl: new URL('http://localhost:3000'), trustProxy: [] });
    expect(of(told, 'turn')).toEqual({ state: 'absent', facts: ['turn-none'] });
    expect(of(told, 'mail')).toEqual({ state: 'absent', facts: ['mail-none'] });
    expect(of(told, 'tls')).toEqual({ state: 'absent', facts: ['tls-here-only'] });
  });
});

describe('the store', () => {
  it('that cannot be written is told, and hides nothing else', async () => {
    const full = { ...store, write: () => Promise.reject(new StoreUnavailable('disk full')) };
    const told = await run({}, { store: full });
    expect(of(told, 'store')).toEqual({ state: 'bad', facts: ['store-unavailable'] });
    expect([of(told, 'bus').state, of(told, 'clock').state]).toEqual(['ok', 'ok']);
  });

  it('that never answers is given up on, and one that fails as nobody foresaw is told to the log and not to the page', async () => {
    const silent = { ...store, write: () => new Promise<void>(() => {}) };
    const late = await run({}, { store: silent, limitMs: 1_000 });
    expect(of(late, 'store')).toEqual({ state: 'bad', facts: ['no-answer'] });
    expect(of(late, 'bus').state).toBe('ok');
    const logged: unknown[] = [];
    const broken = { ...store, write: () => Promise.reject(new Error('secret inside')) };
    const told = await run({}, { store: broken, onProblem: (problem) => logged.push(problem) });
    expect(of(told, 'store')).toEqual({ state: 'bad', facts: ['failed'] });
    expect(JSON.stringify(told)).not.toContain('secret inside');
    expect(String(logged[0])).toContain('secret inside');
  });
});

describe('the bus', () => {
  it('over Redis is asked there, and told when Redis is away', async () => {
    const redis = await startRedis();
    const key = createSecretKey('k'.repeat(32), 'utf8');
    const bus = await redisBus({ connect: connectRedis(redis.url), key, onState: () => {} });
    const redisUrl = redis.url;
    await waitFor(async () => bus.isWhole || undefined, { what: 'the bus' });
    expect(of(await run({ redisUrl }, { bus }), 'bus')).toEqual({
      state: 'ok',
      facts: ['bus-nodes'],
    });
    await redis.stop();
    expect(of(await run({ redisUrl }, { bus }), 'bus')).toEqual({
      state: 'bad',
      facts: ['bus-alone'],
    });
    await bus.close();
  });
});

describe('clocks', () => {
  it('that are more than five seconds apart are told, and which', async () => {
    const told = await run({}, {}, { now: now() - 60_000 });
    expect(of(told, 'clock').state).toBe('warn');
    const [browser, database] = told.tests.find(({ name }) => name === 'clock')?.found ?? [];
    expect([browser?.fact, browser?.state, database?.state]).toEqual(['clock-browser', 'warn', 'ok']);
    expect(browser?.value).toBeLessThan(-50_000);
    const ahead = await run({}, { now: () => Date.now() + 3_600_000 });
    const ofStore = ahead.tests.find(({ name }) => name === 'clock')?.found[1];
    expect([ofStore?.fact, ofStore?.state]).toEqual(['clock-store', 'warn']);
  });
});

describe('STUN and the relay', () => {
  it('are told apart when they are silent, refuse, or have a certificate that browsers would not take', async () => {
    const nobody = await freePort();
    const wrong = join(folder, 'wrong-secret');
    writeFileSync(wrong, `${newSecret()}\n`);
    const silent = await run({
      iceServers: [{ urls: `stun:${relay.address}:${nobody}` }, { urls: 'stun:no-such-host.invalid:3478' }],
      turn: turnOf(
        [`turn:${relay.address}:${nobody}`, `turn:${relay.address}:${nobody}?transport=tcp`],
        relay.secretFile,
      ),
    });
    expect(of(silent, 'turn')).toEqual({
      state: 'bad',
      facts: ['stun-silent', 'stun-silent', 'relay-silent', 'relay-silent'],
    });
    const refused = await run({ turn: turnOf([relay.urls.udp, relay.urls.tls], wrong) });
    expect(of(refused, 'turn').facts).toEqual(['relay-refuses', 'relay-refuses']);
    const doubtful = await run({ turn: turnOf([relay.urls.tls], relay.secretFile) });
    expect(of(doubtful, 'turn')).toEqual({ state: 'bad', facts: ['relay-certificate'] });
  });

  it('are tried with no password that lasts, and none is told', async () => {
    const lasting = { urls: 'turn:relay.example.org:3478', username: 'all', credential: 'for years' };
    const told = await run({ iceServers: [lasting] });
    expect(of(told, 'turn').facts).toEqual(['relay-untried']);
    expect(of(told, 'settings')).toEqual({ state: 'warn', facts: ['settings-lasting-password'] });
    expect(JSON.stringify(told)).not.toContain('for years');
  });

  it('stand in addresses as RFC 7064 and RFC 7065 write them', () => {
    expect(placeOf('stun:s.example')).toEqual({ host: 's.example', port: 3478, transport: 'udp' });
    expect(placeOf('turn:r:99?transport=tcp')).toEqual({ host: 'r', port: 99, transport: 'tcp' });
    expect(placeOf('turns:[2001:db8::1]')).toEqual({ host: '2001:db8::1', port: 5349, transport: 'tls' });
    expect(placeOf('http://r')).toBeNull();
  });
});

describe('TLS', () => {
  const certificate = async (name: string, days: number) => {
    const notAfterDate = new Date(Date.now() + days * 24 * 3_600_000);
    const notBeforeDate = new Date(Date.now() - 90 * 24 * 3_600_000);
    const { cert, private: key } = await selfsigned.generate([{ name: 'commonName', value: name }], {
      notBeforeDate,
      notAfterDate,
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
    });
    return { cert, key };
  };

  it('of the broker’s own is held to its days and its name', async () => {
    const lasting = await run({ tls: await certificate('help.example.org', 60) });
    expect(of(lasting, 'tls')).toEqual({ state: 'ok', facts: ['tls-own'] });
    const soon = await run({ tls: await certificate('help.example.org', 5) });
    expect(of(soon, 'tls')).toEqual({ state: 'warn', facts: ['tls-soon'] });
    const over = await run({ tls: await certificate('old.example.org', -2) });
    expect(of(over, 'tls')).toEqual({ state: 'bad', facts: ['tls-over', 'tls-other-name'] });
  });

  it('of a proxy is believed of a proxy that is known, and asked for in words where it is not', async () => {
    expect(of(await run({ trustProxy: [] }), 'tls')).toEqual({ state: 'warn', facts: ['tls-proxy-unknown'] });
    const plainly = await run({}, {}, { came: { protocol: 'http', host: 'internal:3000' } });
    expect(of(plainly, 'tls')).toEqual({ state: 'bad', facts: ['tls-proxy-plain', 'tls-other-host'] });
  });
});

describe('the mail server', () => {
  it('is told apart when it is gone, and when it does not take the password', async () => {
    const office = await openPostOffice('a good password');
    const url = new URL(office.config.url);
    url.password = 'wrong';
    expect(of(await run({ smtp: { ...office.config, url } }), 'mail').facts).toEqual(['mail-sign-in']);
    await office.closes();
    expect(of(await run({ smtp: office.config }), 'mail')).toEqual({
      state: 'bad',
      facts: ['mail-unreachable'],
    });
  });
});

describe('the disk', () => {
  it('is told when a folder cannot be written, whatever its rights say', async () => {
    // Nobody can make a file in it, root included.
    const closed = '/proc';
    const told = await run({ dataDir: closed, headsDir: join(folder, 'no-such-folder') });
    expect(of(told, 'disk')).toEqual({ state: 'bad', facts: ['disk-data-closed', 'disk-heads-closed'] });
    expect(of(told, 'store').state).toBe('ok');
  });

  it('is told when copies of heads would go down with the data', async () => {
    expect(of(await run({}), 'disk').facts).toContain('disk-heads-beside');
    const elsewhere = mkdtempSync('/dev/shm/permesso-heads-');
    expect(of(await run({ headsDir: elsewhere }), 'disk').facts).toContain('disk-heads');
    rmSync(elsewhere, { recursive: true });
  });
});

describe('settings', () => {
  it('that weaken something are named', async () => {
    const told = await run({ trustProxy: [], webhookAllow: ['hooks.lan:80', 'b.lan:81'], logLevel: 'debug' });
    expect(of(told, 'settings')).toEqual({
      state: 'warn',
      facts: ['settings-proxy', 'settings-webhooks', 'settings-talkative'],
    });
  });
});

describe('over HTTP', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.closes());

  it('is for admins, leaves nothing in the log, and is not asked for without pause', async () => {
    const { tab } = await desk.admin();
    const before = desk.log.length;
    const path = `/api/self-test?now=${Date.now()}`;
    const first = await tab.get(path);
    expect(first.status).toBe(200);
    expect(selfTest.parse(first.json).tests).toHaveLength(SELF_TESTS.length);
    expect(desk.log.slice(before).filter((line) => /"level":[45]0/.test(line))).toEqual([]);
    for (let i = 0; i < 5; i += 1) expect((await tab.get(path)).status).toBe(200);
    const often = await tab.get(path);
    expect([often.status, often.json.error]).toEqual([429, 'TOO_MANY_TRIES']);
    expect((await tab.get('/api/self-test')).json.error).toBe('BAD_INPUT');
    const maria = await desk.technician();
    expect((await maria.tab.get(path)).json.error).toBe('FORBIDDEN');
  });
});
