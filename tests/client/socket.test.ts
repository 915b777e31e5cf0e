// The conversation with a broker that comes and goes, against a real WebSocket server.
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { SocketConstructor } from '../../link/deps.ts';
import { openSocket, type Socket, type SocketStatus, waitMs } from '../../link/socket.ts';
import { refuse } from '../../shared/errors.ts';
import type { Down } from '../../shared/protocol/down.ts';
import { PROTOCOL_VERSION, SUBPROTOCOL } from '../../shared/protocol/up.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import { chance } from './support/kit.ts';

const sid = chance.newId();
const welcome: Down = {
  t: 'welcome',
  sid,
  you: { role: 'customer', id: chance.newId() },
  events: [],
  receipts: [],
  present: { technician: false, customer: true, host: false },
  now: 5,
  iceServers: [],
};

describe('a socket', () => {
  let server: WebSocketServer;
  let clock: FakeClock;
  let socket: Socket;
  let wake: () => void = () => {};
  let statuses: SocketStatus[];
  let heard: Down[];
  let onStatus: (status: SocketStatus) => void = () => {};
  let onMessage: (message: Down) => void = () => {};
  let leave = () => {};
  let move = () => {};
  const open = (
    getTicket: Parameters<typeof openSocket>[0]['getTicket'] = async () => ({ ticket: 'abc' }),
  ) => {
    const { port } = server.address() as AddressInfo;
    socket = openSocket({
      url: `ws://127.0.0.1:${port}`,
      getTicket,
      hello: () => ({ t: 'hello', v: PROTOCOL_VERSION, lastSeq: 7 }),
      onMessage(message) {
        heard.push(message);
        onMessage(message);
      },
      onStatus(status) {
        statuses.push(status);
        onStatus(status);
      },
      deps: {
        ...clock,
        newUuid: () => '',
        random: () => 1,
        WebSocket: WebSocket as SocketConstructor,
        onAway(act) {
          leave = act;
          return () => {};
        },
        onMove(act) {
          move = act;
          return () => {};
        },
        onWake(act) {
          wake = act;
          return () => {
            wake = () => {};
          };
        },
      },
    });
  };
  const reached = (kind: SocketStatus['kind']) =>
    new Promise<SocketStatus>((resolve) => {
      const last = statuses.at(-1);
      if (last?.kind === kind) return resolve(last);
      onStatus = (status) => status.kind === kind && resolve(status);
    });
  const visitor = () =>
    new Promise<{ peer: WebSocket; protocols: string }>((resolve) => {
      server.once('connection', (peer, request) =>
        resolve({ peer, protocols: request.headers['sec-websocket-protocol'] ?? '' }),
      );
    });
  const nextText = (peer: WebSocket) =>
    new Promise<unknown>((resolve) => peer.once('message', (data) => resolve(JSON.parse(data.toString()))));
  const said = (peer: WebSocket, kind: string) =>
    new Promise<void>((resolve) => {
      peer.on('message', (data) => data.toString().includes(`"${kind}"`) && resolve());
    });
  const say = (peer: WebSocket, message: unknown) => peer.send(JSON.stringify(message));
  const gone = (peer: WebSocket) => new Promise<void>((resolve) => peer.once('close', () => resolve()));

  beforeEach(async () => {
    clock = fakeClock();
    statuses = [];
    heard = [];
    onStatus = () => {};
    server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => SUBPROTOCOL });
    await new Promise<void>((resolve) => server.once('listening', () => resolve()));
  });
  afterEach(async () => {
    socket.close();
    for (const peer of server.clients) peer.terminate();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it('shows its ticket as a subprotocol, says hello first, and is online when welcomed', async () => {
    const arriving = visitor();
    open();
    const { peer, protocols } = await arriving;
    expect(protocols.split(',').map((p) => p.trim())).toEqual([SUBPROTOCOL, 'ticket.abc']);
    expect(await nextText(peer)).toEqual({ t: 'hello', v: PROTOCOL_VERSION, lastSeq: 7 });
    expect(socket.send({ t: 'ping' })).toBe(false);
    say(peer, welcome);
    await reached('online');
    expect(heard).toEqual([welcome]);
    expect(socket.send({ t: 'ping' })).toBe(true);
    expect(await nextText(peer)).toEqual({ t: 'ping' });
  });

  it('comes back by itself after a lost connection, with a new ticket', async () => {
    let tickets = 0;
    const arriving = visitor();
    open(async () => ({ ticket: `t${++tickets}` }));
    const { peer } = await arriving;
    peer.terminate();
    const waiting = await reached('waiting');
    expect(waiting).toEqual({ kind: 'waiting', retryAt: clock.now() + 300 });
    const again = visitor();
    clock.advance(300);
    expect((await again).protocols).toContain('ticket.t2');
  });

  it('leaves a connection at once when this machine has another network, and says why until it is welcomed', async () => {
    const first = visitor();
    open();
    const { peer } = await first;
    say(peer, welcome);
    await reached('online');
    const left = gone(peer);
    const second = visitor();
    move();
    expect(statuses.at(-1)).toEqual({ kind: 'connecting', isMoved: true });
    const { peer: next } = await second;
    await left;
    say(next, welcome);
    await reached('online');
    next.terminate();
    expect(await reached('waiting')).toEqual({ kind: 'waiting', retryAt: clock.now() + 300 });
  });

  it('says that the network is the reason when it goes away, and waits for it', async () => {
    const arriving = visitor();
    open();
    const { peer } = await arriving;
    say(peer, welcome);
    await reached('online');
    leave();
    expect(statuses.at(-1)).toEqual({ kind: 'waiting', retryAt: clock.now() + 300, isMoved: true });
    const again = visitor();
    wake();
    expect(statuses.at(-1)).toEqual({ kind: 'connecting', isMoved: true });
    await again;
  });

  it('comes back at once when the network returns', async () => {
    const arriving = visitor();
    open();
    (await arriving).peer.terminate();
    await reached('waiting');
    const again = visitor();
    wake();
    await again;
  });

  it('asks for a sign of life and leaves a connection that gives none', async () => {
    const arriving = visitor();
    open();
    const { peer } = await arriving;
    say(peer, welcome);
    await reached('online');
    const asked = said(peer, 'ping');
    clock.advance(20_000);
    await asked;
    const left = gone(peer);
    clock.advance(10_000);
    expect((await reached('waiting')).kind).toBe('waiting');
    await left;
  });

  it('stays when the sign of life comes', async () => {
    const arriving = visitor();
    open();
    const { peer } = await arriving;
    say(peer, welcome);
    await reached('online');
    peer.on('message', (data) => {
      if (data.toString().includes('ping')) say(peer, { t: 'pong' });
    });
    for (let i = 0; i < 3; i += 1) {
      const answered = new Promise<void>((resolve) => {
        onMessage = (message) => message.t === 'pong' && resolve();
      });
      clock.advance(20_000);
      await answered;
    }
    expect(statuses.at(-1)).toEqual({ kind: 'online' });
  });

  it('stops for good after a last word that trying again cannot help', async () => {
    const arriving = visitor();
    open();
    const { peer } = await arriving;
    say(peer, { t: 'bye', code: 'ENDED' });
    expect(await reached('closed')).toEqual({ kind: 'closed', code: 'ENDED' });
    expect(clock.waiting).toBe(0);
  });

  it('comes back after a last word that passes', async () => {
    const arriving = visitor();
    open();
    say((await arriving).peer, { t: 'bye', code: 'CLOSED' });
    await reached('waiting');
  });

  it('stops when no ticket will ever be given, and waits when one may be', async () => {
    open(async () => refuse('TOO_MANY_TRIES'));
    await reached('waiting');
    socket.close();
    open(async () => refuse('NOT_SIGNED_IN'));
    expect(await reached('closed')).toEqual({ kind: 'closed', code: 'NOT_SIGNED_IN' });
  });

  it.each([
    ['no JSON', 'hello'],
    ['an unknown kind', '{"t":"surprise"}'],
    ['a known kind with more in it', JSON.stringify({ ...welcome, extra: 1 })],
  ])('takes %s for another version and says so', async (_name, text) => {
    const arriving = visitor();
    open();
    (await arriving).peer.send(text);
    expect(await reached('closed')).toEqual({ kind: 'closed', code: 'WRONG_VERSION' });
    expect(heard).toEqual([]);
  });
});

describe('the wait between tries', () => {
  it('grows from 0.3 to 15 seconds and differs by chance', () => {
    expect([0, 1, 2, 3].map((n) => waitMs(n, 1))).toEqual([300, 600, 1_200, 2_400]);
    expect(waitMs(40, 1)).toBe(15_000);
    expect(waitMs(40, 0)).toBe(7_500);
    expect(waitMs(0, 0)).toBe(300);
  });
});
