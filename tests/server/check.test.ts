// The connection check's questions to the broker: servers once a minute an address, never a password that lasts, and a socket that is
// closed at once.
import { createHmac, createSecretKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { serversForCheck } from '../../server/ice/for-check.ts';
import { checkServers } from '../../shared/protocol/check.ts';
import { CHECK_CLOSE, CHECK_SOCKET } from '../../shared/protocol/check-socket.ts';
import { type Desk, startDesk } from '../support/actors.ts';
import { type Clock, fakeClock } from '../support/clock.ts';

let desk: Desk;
let clock: Clock;
beforeAll(async () => {
  clock = fakeClock();
  desk = await startDesk({
    now: clock.now,
    config: {
      iceServers: [
        {
          urls: ['stun:stun.example.org:3478', 'turn:relay.example.org:3478'],
          username: 'all',
          credential: 'for years',
        },
      ],
    },
  });
});
afterAll(() => desk.closes());

describe('the servers to try', () => {
  it('hold no password that never expires, and say that there is a relay', async () => {
    const { json, text } = await desk.visitor().tab.post('/api/check/servers', {});
    expect(checkServers.parse(json)).toEqual({
      iceServers: [{ urls: 'stun:stun.example.org:3478' }],
      relay: 'untried',
    });
    expect(text).not.toMatch(/years|relay\.example/);
  });

  it('are told once a minute to an address, and say how long to wait', async () => {
    const { tab } = desk.visitor();
    expect((await tab.post('/api/check/servers', {})).status).toBe(200);
    const again = await tab.post('/api/check/servers', {});
    expect([again.status, again.json.error]).toEqual([429, 'TOO_MANY_TRIES']);
    expect(again.json.retryAfter).toBeGreaterThan(0);
    expect((await desk.visitor().tab.post('/api/check/servers', {})).status).toBe(200);
    clock.advance(60_000);
    expect((await tab.post('/api/check/servers', {})).status).toBe(200);
  });

  it('are told to our own pages only', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    const asked = await desk.visitor().tab.post('/api/check/servers', {}, { headers });
    expect(asked.json.error).toBe('WRONG_ORIGIN');
  });

  it('begin with our own relay, for one minute, counted by network, and are no more than a page takes', () => {
    const turn = { urls: ['turn:r:3478', 'turns:r:5349'], secret: createSecretKey('x'.repeat(32), 'utf8') };
    const many = Array.from({ length: 12 }, (_, i) => ({ urls: `stun:s${i}:3478` }));
    const { forCheck } = serversForCheck({ iceServers: many, turn }, () => 1_000_000_000_500);
    const told = checkServers.parse(forCheck('2001:db8:1:2::77'));
    const [relay] = told.iceServers;
    expect([told.relay, told.iceServers.length, relay?.urls]).toEqual(['offered', 8, turn.urls]);
    expect(relay?.username).toMatch(/^1000000060:check-[\w-]{16}$/);
    const made = createHmac('sha1', 'x'.repeat(32))
      .update(relay?.username ?? '')
      .digest('base64');
    expect(relay?.credential).toBe(made);
    const nameOf = (address: string) => forCheck(address).iceServers[0]?.username;
    expect(nameOf('2001:db8:1:2::78')).toBe(relay?.username);
    expect(nameOf('2001:db8:1:3::77')).not.toBe(relay?.username);
  });

  it('are none where the operator named none', () => {
    const none = serversForCheck({ iceServers: [], turn: null }, Date.now);
    expect(none.forCheck('203.0.113.1')).toEqual({ iceServers: [], relay: 'none' });
  });
});

describe('the socket of the check', () => {
  const dials = (
    address: string,
    origin?: string,
  ): Promise<{ code: number; status: number | null; heard: number }> =>
    new Promise((resolve) => {
      let [heard, status] = [0, null as number | null];
      const socket = new WebSocket(`ws://127.0.0.1:${desk.where.port}${CHECK_SOCKET}`, {
        headers: { 'x-forwarded-for': address, ...(origin ? { origin } : {}) },
      });
      socket.on('open', () => socket.send('say this again'));
      socket.on('message', () => {
        heard += 1;
      });
      socket.on('unexpected-response', (_request, response) => {
        status = response.statusCode ?? null;
        socket.terminate();
      });
      socket.on('error', () => {});
      socket.on('close', (code) => resolve({ code, status, heard }));
    });

  it('closes with its own code and repeats nothing', async () => {
    expect(await dials('203.0.113.1', desk.where.origin)).toEqual({
      code: CHECK_CLOSE,
      status: null,
      heard: 0,
    });
  });

  it('stays shut for other sites and for nobody', async () => {
    for (const origin of [undefined, 'null', 'https://evil.example'])
      expect(await dials('203.0.113.2', origin)).toMatchObject({ status: 403 });
  });

  it('stays shut for an address that comes too often', async () => {
    const all = [];
    for (let i = 0; i < 31; i += 1) all.push(await dials('203.0.113.3', desk.where.origin));
    expect(all.map(({ code }) => code).slice(0, 30)).toEqual(Array(30).fill(CHECK_CLOSE));
    expect(all.at(-1)).toMatchObject({ status: 429 });
  });
});
