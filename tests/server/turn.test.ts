// The relay for real: whom coturn lets in with what this broker signs, for how long and how often, and where it refuses to send to.
import { createSecretKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TURN_TTL_S, turnCredentials } from '../../server/ice/turn.ts';
import { stopAll } from '../support/children.ts';
import { type Coturn, newSecret, startCoturn } from '../support/coturn.ts';
import { openTurnClient, type Transport, type TurnClient } from '../support/turn-client.ts';

const secrets = [newSecret(), newSecret()];
const SID = 'a'.repeat(22);
let relay: Coturn;
beforeAll(async () => {
  relay = await startCoturn({ secrets, allow: '10.77.0.0/16', relaysFromV6Loopback: true });
});
afterAll(stopAll);

const signedBy = (secret = secrets[0] ?? '', { role = 'customer', now = Date.now(), sid = SID } = {}) =>
  turnCredentials(createSecretKey(secret, 'utf8'), { sid, role: role as 'customer' }, now);
const client = (by = signedBy(), transport: Transport = 'udp'): Promise<TurnClient> =>
  openTurnClient(
    { address: relay.address, port: transport === 'tls' ? relay.tlsPort : relay.port, transport },
    by,
  );

describe('credentials that the broker signs', () => {
  it('name until when they hold and whose they are', () => {
    const now = Date.UTC(2026, 0, 15, 9, 0, 0);
    expect(signedBy(secrets[0], { now }).username).toBe(`${now / 1_000 + 3_600}:${SID}-customer`);
  });

  it('hold for an hour at most', () => expect(TURN_TTL_S).toBeLessThanOrEqual(3_600));

  for (const transport of ['udp', 'tcp', 'tls'] as const)
    it(`are accepted over ${transport}`, async () => {
      const carla = await client(signedBy(), transport);
      expect(await carla.allocate()).toBe('ok');
      expect(await carla.refresh(0)).toBe('ok');
      carla.close();
    });

  it('are refused once their hour is over', async () => {
    const late = await client(signedBy(secrets[0], { now: Date.now() - (TURN_TTL_S + 60) * 1_000 }));
    expect(await late.allocate()).toBe(401);
    late.close();
  });

  it('cannot be made to last, or be somebody else’s', async () => {
    const { username, credential } = signedBy();
    const [until = '', whose = ''] = username.split(':');
    for (const name of [`${Number(until) + 60}:${whose}`, `${until}:${'b'.repeat(22)}-customer`, whose]) {
      const forger = await client({ username: name, credential });
      expect(await forger.allocate()).toBe(401);
      forger.close();
    }
  });

  it('are refused when another secret signed them', async () => {
    const stranger = await client(signedBy(newSecret()));
    expect(await stranger.allocate()).toBe(401);
    stranger.close();
  });

  it('are accepted from either of two secrets while the operator replaces one', async () => {
    for (const secret of secrets) {
      const each = await client(signedBy(secret));
      expect(await each.allocate()).toBe('ok');
      await each.refresh(0);
      each.close();
    }
  });

  it('allow twelve allocations to one end of a session, new credentials or not', async () => {
    const held: TurnClient[] = [];
    const open = async (minutesAgo: number, role = 'technician') => {
      const each = await client(signedBy(secrets[0], { role, now: Date.now() - minutesAgo * 60_000 }));
      held.push(each);
      return each.allocate();
    };
    for (let i = 0; i < 12; i += 1) expect(await open(i)).toBe('ok');
    expect(await open(0)).toBe(486);
    expect(await open(30)).toBe(486);
    // The other end has its own.
    expect(await open(0, 'customer')).toBe('ok');
    for (const each of held) {
      await each.refresh(0);
      each.close();
    }
  });
});

describe('where the relay sends to', () => {
  const DENIED_V4 = [
    ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.254', '100.64.0.1', '127.0.0.1', '127.8.8.8'],
    ...['169.254.169.254', '172.16.0.1', '172.31.255.254', '192.0.0.8', '192.168.1.1', '198.18.0.1'],
    ...['198.19.255.254', '224.0.0.251', '239.255.255.250', '240.0.0.1', '255.255.255.255'],
  ];
  // Also in the two forms that hold an IPv4 address (::/96, ::ffff:0:0/96), and translated (64:ff9b::/96).
  const DENIED_V6 = [
    ...['::', '::1', '::127.0.0.1', '::10.0.0.1', 'fc00::1', 'fd00::1', 'fdff:ffff::1', 'fe80::1'],
    ...['febf::1', 'ff02::1', '64:ff9b::10.0.0.1', '64:ff9b::169.254.169.254', '::ffff:127.0.0.1'],
    ...['::ffff:10.0.0.1', '::ffff:8.8.8.8', '::ffff:169.254.169.254'],
  ];
  let carla: TurnClient;
  let carla6: TurnClient;
  beforeAll(async () => {
    [carla, carla6] = await Promise.all([client(), client()]);
    expect(await carla.allocate()).toBe('ok');
    expect(await carla6.allocate(6)).toBe('ok');
  });
  afterAll(() => {
    carla.close();
    carla6.close();
  });

  for (const peer of DENIED_V4)
    it(`is not ${peer}`, async () => {
      expect([await carla.createPermission(peer), await carla.channelBind(peer)]).toEqual([403, 403]);
    });

  for (const peer of DENIED_V6)
    it(`is not ${peer}`, async () => {
      expect([await carla6.createPermission(peer), await carla6.channelBind(peer)]).toEqual([403, 403]);
    });

  it('is the public network', async () => {
    for (const peer of ['8.8.8.8', '1.0.0.1', '223.255.255.254', '192.0.1.1'])
      expect([await carla.createPermission(peer), await carla.channelBind(peer)]).toEqual(['ok', 'ok']);
    for (const peer of ['2001:4860:4860::8888', '64:ff9c::1'])
      expect([await carla6.createPermission(peer), await carla6.channelBind(peer)]).toEqual(['ok', 'ok']);
  });

  it('is its own address, where two people who both need it meet', async () => {
    expect(await carla.createPermission(relay.address)).toBe('ok');
  });

  it('is the operator’s own network where they say so, and no more of it than that', async () => {
    expect(await carla.createPermission('10.77.200.3')).toBe('ok');
    expect(await carla.createPermission('10.78.0.1')).toBe(403);
  });

  it('is no TCP service', async () => {
    expect(await carla.connectTo('8.8.8.8')).not.toBe('ok');
  });
});
