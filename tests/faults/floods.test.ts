// Whoever writes their own client sends what no page sends: noise, half frames, frames without end, words of the wrong shape, at the
// socket and at every address. Each such connection is closed or answered by name, nothing of it is a fault of the broker's, and two
// people beside it hear every word of each other.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERRORS } from '../../shared/errors.ts';
import { PROTOCOL_VERSION, SUBPROTOCOL, TICKET_PREFIX, up } from '../../shared/protocol/up.ts';
import { type Customer, type Desk, meet, startDesk, type Technician } from '../support/actors.ts';
import { stopAll } from '../support/children.ts';
import { newLane } from '../support/member.ts';
import { CANDIDATE } from '../support/sdp.ts';
import { ROOT } from '../support/sources.ts';

const SEED = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const SOCKETS = 150;
const BODIES = 6;

let desk: Desk;
let maria: Technician;
let carla: Customer;
let attacker: Technician;
beforeAll(async () => {
  process.stdout.write(`faults: seed ${SEED}\n`);
  desk = await startDesk();
  ({ maria, carla } = await meet(desk));
  attacker = await desk.technician('Luca Verdi');
  await attacker.createsSession('broker');
}, 60_000);
afterAll(async () => {
  await desk.closes();
  await stopAll();
});

/** What the two say to each other meanwhile, and what is heard of it. */
const spoken: string[] = [];
function speaks(): void {
  const lane = newLane();
  spoken.push(lane);
  maria.signals({ type: 'candidate', candidate: CANDIDATE }, { lane });
}
async function hearsAll(): Promise<void> {
  const heard: string[] = [];
  while (heard.length < spoken.length) heard.push((await carla.hearsSignal()).lane);
  expect(heard).toEqual(spoken.splice(0));
}
/** Lines in which the broker says that something is its own fault. */
const bugs = () => desk.log.filter((line) => /"level":(?:50|60)/.test(line));

const address = () => desk.tab().address;

/** A bare connection, with all that comes back on it. */
async function dials(): Promise<{ socket: Socket; answer: () => string; closed: Promise<unknown> }> {
  const socket = connect(desk.where.port, '127.0.0.1');
  socket.on('error', () => {});
  let text = '';
  socket.on('data', (part: Buffer) => {
    text += part.toString('latin1');
  });
  const closed = new Promise((resolve) => socket.on('close', resolve));
  await once(socket, 'connect');
  return { socket, answer: () => text, closed };
}

/** A socket with a good ticket, on which anything can be sent. */
async function upgrades() {
  const holder = await mine();
  const { sid } = await holder.createsSession('broker');
  const ticket = await holder.ticket(sid);
  const line = await dials();
  const lines = [
    ...['GET /socket HTTP/1.1', 'Host: localhost', 'Connection: Upgrade', 'Upgrade: websocket'],
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    `Sec-WebSocket-Protocol: ${SUBPROTOCOL}, ${TICKET_PREFIX}${ticket}`,
    `Origin: ${desk.where.origin}`,
    `X-Forwarded-For: ${address()}`,
  ];
  const said = once(line.socket, 'data');
  line.socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  await said;
  if (!line.answer().startsWith('HTTP/1.1 101')) throw new Error(`no upgrade: ${line.answer()}`);
  return line;
}

const MOST_CODES = 20;
let holder: Technician | null = null;
let codes = 0;
/** Somebody who may still make a code. */
async function mine(): Promise<Technician> {
  if (!holder || codes % MOST_CODES === 0) holder = await desk.technician('Luca Verdi');
  codes += 1;
  return holder;
}

describe('noise where HTTP is spoken', () => {
  it('is answered with 400 or nothing, and closed', async () => {
    const heads = [
      () => randomBytes(4_096),
      () => Buffer.from(`GET / HTTP/1.1\r\n${'x'.repeat(200_000)}`),
      () =>
        Buffer.from('GET /socket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
      () => Buffer.from('POST /api/join HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n'),
      () => Buffer.from('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'latin1'),
      () => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    ];
    for (let n = 0; n < SOCKETS; n++) {
      const { socket, answer, closed } = await dials();
      socket.write((heads[n % heads.length] as () => Buffer)());
      socket.end();
      await closed;
      if (answer() !== '') expect(answer()).toMatch(/^HTTP\/1\.1 4\d\d /);
      if (n % 10 === 0) speaks();
    }
    await hearsAll();
    expect(bugs()).toEqual([]);
  });
});

describe('noise on a socket', () => {
  /** A frame of these bytes, masked as a client must (RFC 6455 section 5.2); its head may lie. */
  const frame = (head: readonly number[], payload: Buffer) => {
    const mask = randomBytes(4);
    return Buffer.concat([Buffer.from(head), mask, payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0))]);
  };
  const text = (said: string) => {
    const payload = Buffer.from(said);
    return frame([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255], payload);
  };
  /** The code of the close frame, where one came: the last one that looks like it. */
  const closeCode = (answer: string): number => {
    const bytes = Buffer.from(answer, 'latin1');
    const at = bytes.lastIndexOf(0x88);
    return at < 0 ? 0 : bytes.readUInt16BE(at + 2);
  };

  it.each([
    [
      'a frame that says it is four gigabytes',
      () => frame([0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0], Buffer.alloc(9)),
      1009,
    ],
    ['a frame of a reserved kind', () => frame([0x83, 0x81], Buffer.from('x')), 1002],
    ['a frame without a mask', () => Buffer.from([0x81, 0x02, 0x7b, 0x7d]), 1002],
    ['text that is no UTF-8', () => frame([0x81, 0x82], Buffer.from([0xc3, 0x28])), 1007],
    ['a ping that is too long', () => frame([0x89, 0xfe, 0x01, 0x00], Buffer.alloc(256)), 1002],
  ])('%s closes that connection, by name', async (_what, bytes, code) => {
    const line = await upgrades();
    line.socket.write(bytes());
    speaks();
    await line.closed;
    expect(closeCode(line.answer())).toBe(code);
    await hearsAll();
    expect(bugs()).toEqual([]);
  });

  it('of half a frame that never ends is given up on', async () => {
    const line = await upgrades();
    line.socket.write(frame([0x81, 0xfe, 0x7f, 0xff], Buffer.from('{"t":')));
    await line.closed;
    expect(closeCode(line.answer())).toBe(4000 + ERRORS.BAD_INPUT.status);
  }, 20_000);

  it('of words of the wrong shape is told so five times and closed', async () => {
    const hello = { t: 'hello', v: PROTOCOL_VERSION, lastSeq: 0 };
    const almost = fc.record(
      {
        t: fc.constantFrom('hello', 'wish', 'signal', 'meet', 'keep', 'ping', '__proto__', ''),
        n: fc.anything(),
        v: fc.anything(),
        command: fc.oneof(fc.record({ type: fc.constantFrom('state', 'end', 'admit') }), fc.jsonValue()),
        to: fc.jsonValue(),
        data: fc.jsonValue(),
        lastSeq: fc.jsonValue(),
      },
      { requiredKeys: ['t'] },
    );
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      almost.map((value) => JSON.stringify(value) ?? ''),
    );
    const isWrong = (said: string) => {
      try {
        return !up.safeParse(JSON.parse(said)).success;
      } catch {
        return true;
      }
    };
    const wrong = anything.filter((said) => isWrong(said) && Buffer.byteLength(said) < 60_000);
    const all = fc.sample(wrong, { seed: SEED, numRuns: 30 * 5 });
    const rounds = Array.from({ length: all.length / 5 }, (_, n) => all.slice(n * 5, n * 5 + 5));
    const lines = [];
    for (const said of rounds) lines.push({ said, line: await upgrades() });
    // They answer no close either, so each is waited for until it is cut off.
    const closing = lines.map(async ({ said, line }, n) => {
      if (n % 2 === 0) line.socket.write(text(JSON.stringify(hello)));
      for (const each of said) line.socket.write(text(each));
      speaks();
      await line.closed;
      expect(closeCode(line.answer()), JSON.stringify(said)).toBe(4400);
      expect(line.answer().match(/"t":"wrong"/g)).toHaveLength(5);
    });
    await Promise.all(closing);
    await hearsAll();
    expect(bugs()).toEqual([]);
  }, 60_000);

  it('of more messages than a page has to send is closed', async () => {
    const line = await upgrades();
    for (let n = 0; n < 2_000; n++) line.socket.write(text('{"t":"ping"}'));
    speaks();
    await line.closed;
    expect(line.answer()).toContain('TOO_FAST');
    await hearsAll();
  });
});

describe('bodies of the wrong shape at every address', () => {
  it('are answered with a code of the error table, and never as a fault of the broker', async () => {
    const api = JSON.parse(readFileSync(join(ROOT, 'docs', 'openapi.json'), 'utf8')) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const VERBS = ['post', 'put', 'delete', 'patch'];
    const routes = Object.entries(api.paths).flatMap(([path, verbs]) =>
      Object.keys(verbs).flatMap((verb) =>
        VERBS.includes(verb) ? [{ path, verb: verb.toUpperCase() }] : [],
      ),
    );
    expect(routes.length).toBeGreaterThan(20);
    const bodies = fc.sample(fc.oneof(fc.json(), fc.string(), fc.constant('{"__proto__":{"a":1}}')), {
      seed: SEED,
      numRuns: routes.length * BODIES,
    });
    const statuses = new Set<number>();
    for (const [n, { path, verb }] of routes.entries()) {
      // Signed in, so that more than the door is met; signing out would leave nobody.
      const tab = desk.tab();
      tab.login = attacker.tab.login;
      for (const raw of bodies.slice(n * BODIES, (n + 1) * BODIES)) {
        const filled = path.replace(/\{[^}]+\}/g, () => randomBytes(16).toString('base64url'));
        if (filled.endsWith('/sign-out')) continue;
        const { status, json, text } = await tab.send(verb, filled, { raw });
        statuses.add(status);
        expect(status, `${verb} ${path} ${raw}: ${text}`).toBeLessThan(500);
        if (status >= 400) expect(Object.keys(ERRORS), `${verb} ${path}: ${text}`).toContain(json?.error);
      }
      speaks();
      if (n % 20 === 0) await hearsAll();
    }
    await hearsAll();
    expect(statuses).toContain(400);
    expect(bugs()).toEqual([]);
  }, 60_000);
});
