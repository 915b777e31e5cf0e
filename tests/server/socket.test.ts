// The socket's door and the conversation behind it, as an attacker tries them.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PROTOCOL_VERSION, SUBPROTOCOL, TICKET_PREFIX } from '../../shared/protocol/up.ts';
import { type Desk, meet, meetAndView, newLane, newUuid, startDesk } from '../support/actors.ts';
import { Line } from '../support/line.ts';
import { CANDIDATE, dataSdp, screenSdp } from '../support/sdp.ts';
import { type SlowStore, slowable } from '../support/stores.ts';
import { Stubborn } from '../support/stubborn.ts';

let desk: Desk;
let slow: SlowStore;
beforeAll(async () => {
  desk = await startDesk({
    around: (store) => {
      slow = slowable(store);
      return slow;
    },
  });
});
afterAll(() => desk.closes());

const hello = { t: 'hello', v: PROTOCOL_VERSION, lastSeq: 0 };
const offer = (sdp = dataSdp()) => ({ type: 'offer', sdp }) as const;
const candidate = (line = CANDIDATE.candidate) =>
  ({ type: 'candidate', candidate: { ...CANDIDATE, candidate: line } }) as const;

describe('the door', () => {
  it('opens for our own page with a ticket', async () => {
    const maria = await desk.technician();
    await maria.opensSession();
    expect(maria.line.state.phase).toBe('waiting');
  });

  it('stays shut for other sites, for files and for nobody', async () => {
    const maria = await desk.technician();
    const { sid } = await maria.createsSession();
    const address = maria.tab.address;
    for (const origin of [
      undefined,
      'null',
      'https://evil.example',
      'http://localhost:3001',
      'https://localhost:3000',
      'file://',
    ])
      await expect(
        Line.open(desk.where, { ticket: await maria.ticket(sid), address, origin }),
      ).rejects.toMatchObject({ message: 'WRONG_ORIGIN', status: 403 });
  });

  it('opens once for a ticket', async () => {
    const maria = await desk.technician();
    const { sid } = await maria.createsSession();
    const ticket = await maria.ticket(sid);
    await (await maria.dialsWith(ticket)).hangsUp();
    await expect(maria.dialsWith(ticket)).rejects.toMatchObject({ message: 'TICKET_INVALID', status: 401 });
  });

  it('opens once for a ticket that comes twenty times at once', async () => {
    const maria = await desk.technician();
    const { sid } = await maria.createsSession();
    const ticket = await maria.ticket(sid);
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => maria.dialsWith(ticket)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('stays shut for a ticket older than thirty seconds', async () => {
    const maria = await desk.technician();
    const { sid } = await maria.createsSession();
    const ticket = await maria.ticket(sid);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    try {
      await expect(maria.dialsWith(ticket)).rejects.toThrow('TICKET_INVALID');
    } finally {
      vi.useRealTimers();
    }
  });

  it('stays shut for forged tickets', async () => {
    const maria = await desk.technician();
    const { sid } = await maria.createsSession();
    const [head = '', body = '', signature = ''] = (await maria.ticket(sid)).split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const forged = [
      '',
      'x',
      `${head}.${encode({ ...claims, role: 'customer' })}.${signature}`,
      `${encode({ alg: 'none', typ: 'JWT' })}.${body}.`,
      `${encode({ alg: 'HS512', typ: 'JWT' })}.${body}.${signature}`,
      `${head}.${body}.${signature.slice(1)}A`,
    ];
    for (const ticket of forged) await expect(maria.dialsWith(ticket)).rejects.toThrow('TICKET_INVALID');
  });

  it('never answers with the ticket', async () => {
    const maria = await desk.technician();
    const { sid } = await maria.createsSession();
    const line = await maria.dials(sid);
    expect(line.socket.protocol).toBe(SUBPROTOCOL);
    const ticket = await maria.ticket(sid);
    const protocols = [TICKET_PREFIX + ticket, SUBPROTOCOL];
    const turned = await Line.open(desk.where, { ticket, address: maria.tab.address, protocols });
    expect(turned.socket.protocol).toBe(SUBPROTOCOL);
    const alone = [TICKET_PREFIX + (await maria.ticket(sid))];
    await expect(
      Line.open(desk.where, { ticket, address: maria.tab.address, protocols: alone }),
    ).rejects.toThrow('subprotocol');
  });

  it('is no page', async () => {
    const reply = await desk.tab().get('/socket');
    expect(reply.status).toBe(401);
    expect(reply.json.error).toBe('TICKET_INVALID');
  });

  it('does not open for an account that was closed after the ticket was made', async () => {
    const maria = await desk.technician();
    const { sid } = await maria.createsSession();
    const ticket = await maria.ticket(sid);
    await (await desk.admin()).setsState(maria.id, 'disabled');
    await expect(maria.dialsWith(ticket)).rejects.toThrow('TICKET_INVALID');
  });

  it('does not open for somebody who signed out after the ticket was made', async () => {
    const maria = await desk.technician();
    const { sid } = await maria.createsSession();
    const ticket = await maria.ticket(sid);
    await maria.staff.signsOut();
    await expect(maria.dialsWith(ticket)).rejects.toThrow('TICKET_INVALID');
  });

  it('gives a stranger no ticket to somebody else’s session', async () => {
    const { sid, carla } = await meet(desk);
    const other = await desk.technician();
    await expect(other.ticket(sid)).rejects.toThrow('NOT_FOUND');
    const guess = { sid, resume: 'A'.repeat(43) };
    expect((await carla.tab.post('/api/resume', guess)).json.error).toBe('NOT_FOUND');
  });
});

describe('the first word', () => {
  it('is hello, in the version of the broker', async () => {
    const { maria } = await meet(desk);
    const line = await maria.dials();
    line.says({ ...hello, v: PROTOCOL_VERSION + 1 });
    expect((await line.next('bye')).code).toBe('WRONG_VERSION');
    expect(await line.closed).toEqual({ code: 4426, reason: 'WRONG_VERSION' });
  });

  it('is not a wish, a signal or a ping', async () => {
    const { maria } = await meet(desk);
    const line = await maria.dials();
    line.says({ t: 'ping' });
    expect((await line.next('wrong')).code).toBe('NOT_NOW');
    line.says({ t: 'wish', n: 1, command: { type: 'end' } });
    expect((await line.next('wrong')).code).toBe('NOT_NOW');
    expect((await desk.app.inject({ url: '/health' })).statusCode).toBe(200);
    expect(maria.line.state.phase).toBe('open');
  });

  it('is said once', async () => {
    const { maria } = await meet(desk);
    maria.line.says(hello);
    expect((await maria.line.next('wrong')).code).toBe('NOT_NOW');
  });

  it('is answered with everything that happened, or with what is new', async () => {
    const { maria, sid } = await meet(desk);
    const all = await maria.connects(sid, 0);
    expect(all.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(all.you).toEqual({ role: 'technician', id: maria.id });
    expect(all.present).toEqual({ technician: true, customer: true, host: false });
    const some = await maria.connects(sid, 3);
    expect(some.events.map(({ type }) => type)).toEqual(['session.admitted']);
    const none = await maria.connects(sid, 4);
    expect(none.events).toEqual([]);
  });

  it('loses nothing that happens while it is answered', async () => {
    const { maria, carla } = await meet(desk);
    const line = await carla.dials();
    const goesOn = slow.hold(/from "event"/);
    const greeted = line.greets(0);
    await slow.held();
    const fileId = await maria.offersFile();
    goesOn();
    expect((await greeted).events.map(({ type }) => type)).not.toContain('file.offered');
    expect(await line.hears('file.offered')).toMatchObject({ fileId });
  });

  it('leaves nobody behind who went away while it was answered', async () => {
    const { maria, carla, sid } = await meet(desk);
    await carla.line.hangsUp();
    const line = await carla.dials();
    const ticket = await maria.ticket(sid);
    const goesOn = slow.hold(/from "event"/);
    line.says(hello);
    await slow.held();
    const { clients } = desk.app.websocketServer;
    const newest = [...clients].at(-1);
    await line.vanishes();
    await vi.waitFor(() => expect([...clients]).not.toContain(newest), { timeout: 10_000 });
    goesOn();
    await maria.line.settles();
    const next = await maria.dialsWith(ticket);
    expect((await next.greets()).present).toEqual({ technician: true, customer: false, host: false });
  });
});

describe.concurrent('a line that says nothing', () => {
  it('is closed after five seconds', async () => {
    const { maria } = await meet(desk);
    const line = await maria.dials();
    const began = performance.now();
    expect((await line.closed).code).toBe(4400);
    expect(performance.now() - began).toBeGreaterThan(4_500);
  });
});

describe.concurrent('what is wrong', () => {
  const wrongs: Record<string, string> = {
    'is no JSON': '{"t":',
    'is no message': '[]',
    'is no message we know': '{"t":"admin"}',
    'says more than it should': '{"t":"ping","also":1}',
    'brings a prototype': '{"t":"ping","__proto__":{"role":"admin"}}',
    'is deeper than any message': `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    'wishes what only the broker does':
      '{"t":"wish","n":1,"command":{"type":"tick","away":{"customer":null,"host":null}}}',
  };
  for (const [what, raw] of Object.entries(wrongs))
    it(`is named when it ${what}, and the line goes on`, async () => {
      const { maria } = await meet(desk);
      maria.line.saysRaw(raw);
      expect((await maria.line.next('wrong')).code).toBe('BAD_INPUT');
      await maria.line.settles();
    });

  it('is a binary frame', async () => {
    const { maria } = await meet(desk);
    maria.line.socket.send(Buffer.from('{"t":"ping"}'), { binary: true });
    expect((await maria.line.next('wrong')).code).toBe('BAD_INPUT');
  });

  it('closes the line at the fifth time, and nobody else’s', async () => {
    const { maria, carla } = await meet(desk);
    for (let n = 0; n < 5; n++) maria.line.saysRaw('?');
    expect(await maria.line.closed).toEqual({ code: 4400, reason: 'BAD_INPUT' });
    await carla.line.settles();
  });

  it('is a frame over 64 KiB', async () => {
    const { maria, carla } = await meet(desk);
    maria.line.saysRaw(JSON.stringify({ t: 'ping', filler: 'x'.repeat(65_536) }));
    expect((await maria.line.closed).code).toBe(1009);
    await carla.line.settles();
  });

  it('is a flood, which closes only the one who floods', async () => {
    const { maria, carla } = await meet(desk);
    for (let n = 0; n < 600; n++) maria.line.says({ t: 'ping' });
    const done = carla.line.settles();
    expect(await maria.line.closed).toEqual({ code: 4429, reason: 'TOO_FAST' });
    await done;
  });
});

describe.concurrent('a member', () => {
  it('has one line: a second one takes the place of the first', async () => {
    const { maria, carla, sid } = await meet(desk);
    const first = maria.line;
    await maria.connects(sid);
    expect((await first.next('bye')).code).toBe('OTHER_TAB');
    expect((await first.closed).code).toBe(4409);
    await maria.line.settles();
    await carla.line.settles();
    const told = carla.line.unheard('present').at(-1);
    expect(told).toMatchObject({ technician: true, customer: true, host: false });
  });

  it('is told who is there', async () => {
    const { maria, carla } = await meet(desk);
    await maria.line.settles();
    while (maria.line.unheard('present').length > 0) await maria.line.next('present');
    await carla.line.hangsUp();
    expect(await maria.line.next('present')).toMatchObject({ customer: false });
    await carla.connects();
    expect(await maria.line.next('present')).toMatchObject({ customer: true });
    await carla.line.vanishes();
    expect(await maria.line.next('present')).toMatchObject({ customer: false });
  });

  it('is not heard any more after being sent away, even when the close is ignored', async () => {
    const { maria, carla, sid } = await meet(desk);
    await maria.line.hangsUp();
    const ticket = await maria.ticket();
    const stubborn = await Stubborn.open(desk.where, ticket, maria.tab.address);
    stubborn.says(hello);
    await carla.line.settles();
    await maria.staff.signsOut();
    const ask = {
      type: 'ask',
      askId: newUuid(),
      scope: 'view',
      surface: 'tab',
      minutes: 5,
      reason: '',
    } as const;
    const { jws } = (await maria.hand?.signs(ask)) ?? { jws: '' };
    stubborn.says({ t: 'wish', n: 1, command: { type: 'state', jws } });
    await carla.line.settles();
    await stubborn.gone;
    await carla.line.settles();
    expect(carla.line.events.map(({ type }) => type)).not.toContain('consent.asked');
    expect(
      await desk.store.read(desk.store.sql.selectFrom('event').select('id').where('session_id', '=', sid)),
    ).toHaveLength(4);
  });
});

describe.concurrent('a signal', () => {
  it('reaches the other member as the very same bytes', async () => {
    const { maria, carla } = await meet(desk);
    const lane = newLane();
    const odd = `{ "t":"signal","kind":"talk", "from":"${maria.id}","to":"${carla.id}","ref":null,"lane":"${lane}",\n"data":{"type":"close"}}`;
    maria.line.saysRaw(odd);
    expect(await carla.hearsSignal()).toMatchObject({ lane, data: { type: 'close' } });
    expect(carla.line.raw.at(-1)).toBe(odd);
  });

  it('opens the talk lane from either side', async () => {
    const { maria, carla } = await meet(desk);
    maria.signals(offer());
    expect((await carla.hearsSignal()).data.type).toBe('offer');
    carla.signals({ type: 'answer', sdp: dataSdp('active') });
    expect((await maria.hearsSignal()).data.type).toBe('answer');
    carla.signals(candidate());
    expect((await maria.hearsSignal()).data).toEqual(candidate());
  });

  it('goes nowhere before the customer has gone on', async () => {
    const maria = await desk.technician();
    const { code } = await maria.opensSession();
    const carla = await desk.visitor().joins(code);
    await maria.hears('session.joined');
    maria.signals(offer());
    expect((await maria.line.next('wrong')).code).toBe('NOT_NOW');
    await carla.line.settles();
    expect(carla.line.unheard('signal')).toEqual([]);
  });

  it('says truly who it is from', async () => {
    const { maria, carla } = await meet(desk);
    maria.signals(offer(), { from: carla.id });
    expect((await maria.line.next('wrong')).code).toBe('NOT_A_MEMBER');
    await carla.line.settles();
    expect(carla.line.unheard('signal')).toEqual([]);
  });

  it('stays within its session', async () => {
    const here = await meet(desk);
    const there = await meet(desk);
    for (const to of [there.carla.id, there.maria.id, here.maria.id, newLane()]) {
      here.maria.signals(offer(), { to });
      expect((await here.maria.line.next('wrong')).code).toBe('NOT_A_MEMBER');
    }
    await there.carla.line.settles();
    expect(there.carla.line.unheard('signal')).toEqual([]);
  });

  it('names nothing on the talk lane', async () => {
    const { maria } = await meet(desk);
    maria.signals(offer(), { ref: newUuid() });
    expect((await maria.line.next('wrong')).code).toBe('BAD_INPUT');
  });

  it('carries a description that fits its lane', async () => {
    const { maria } = await meet(desk);
    maria.signals(offer(screenSdp()));
    expect((await maria.line.next('wrong')).code).toBe('BAD_SDP');
    maria.signals({ type: 'answer', sdp: 'v=1\r\n' });
    expect((await maria.line.next('wrong')).code).toBe('BAD_SDP');
  });

  it('carries no address of our own house', async () => {
    const { maria } = await meet(desk);
    maria.signals(candidate('candidate:1 1 udp 1 127.0.0.1 22 typ host'));
    expect((await maria.line.next('wrong')).code).toBe('BAD_CANDIDATE');
  });

  it('carries at most forty addresses for a lane', async () => {
    const { maria, carla } = await meet(desk);
    const lane = newLane();
    for (let n = 0; n < 41; n++) maria.signals(candidate(), { lane });
    expect((await maria.line.next('wrong')).code).toBe('BAD_CANDIDATE');
    maria.signals(candidate(), { lane: newLane() });
    await maria.line.settles();
    await carla.line.settles();
    expect(carla.line.unheard('signal')).toHaveLength(41);
  });

  it('that closes a lane always passes', async () => {
    const { maria, carla } = await meet(desk);
    maria.signals({ type: 'close' }, { kind: 'screen', ref: newUuid() });
    expect((await carla.hearsSignal()).data.type).toBe('close');
  });
});

describe.concurrent('a signal for the screen', () => {
  const screen = (ref: string | null) => ({ kind: 'screen', ref }) as const;

  it('passes from the customer while the permission lives, and its answer comes back', async () => {
    const { maria, carla, gid } = await meetAndView(desk);
    carla.signals(offer(screenSdp()), screen(gid));
    expect((await maria.hearsSignal()).ref).toBe(gid);
    maria.signals({ type: 'answer', sdp: screenSdp('active') }, screen(gid));
    expect((await carla.hearsSignal()).data.type).toBe('answer');
  });

  it('does not pass without a permission', async () => {
    const { maria, carla } = await meet(desk);
    for (const ref of [null, newUuid()]) {
      carla.signals(offer(screenSdp()), screen(ref));
      expect((await carla.line.next('wrong')).code).toBe('NO_LIVE_GRANT');
    }
    await maria.line.settles();
    expect(maria.line.unheard('signal')).toEqual([]);
  });

  it('does not pass with a question in place of a permission', async () => {
    const { maria, carla } = await meet(desk);
    const askId = await maria.asks();
    carla.signals(offer(screenSdp()), screen(askId));
    expect((await carla.line.next('wrong')).code).toBe('NO_LIVE_GRANT');
  });

  it('does not pass after the permission has ended', async () => {
    const { maria, carla, gid } = await meetAndView(desk);
    await carla.stops(gid);
    carla.signals(offer(screenSdp()), screen(gid));
    expect((await carla.line.next('wrong')).code).toBe('NO_LIVE_GRANT');
    maria.signals({ type: 'answer', sdp: screenSdp('active') }, screen(gid));
    expect((await maria.line.next('wrong')).code).toBe('NO_LIVE_GRANT');
  });

  it('does not pass under another number while a permission lives, the replaced one’s among them', async () => {
    const { maria, carla, gid: old } = await meetAndView(desk);
    await maria.asks();
    await carla.hears('consent.asked');
    await carla.grants();
    const other = await meetAndView(desk);
    for (const ref of [old, other.gid, newUuid(), null]) {
      carla.signals(offer(screenSdp()), screen(ref));
      expect((await carla.line.next('wrong')).code).toBe('NO_LIVE_GRANT');
    }
  });

  it('does not pass with the permission of another session', async () => {
    const { gid } = await meetAndView(desk);
    const other = await meet(desk);
    other.carla.signals(offer(screenSdp()), screen(gid));
    expect((await other.carla.line.next('wrong')).code).toBe('NO_LIVE_GRANT');
  });

  it('is never begun by the technician', async () => {
    const { maria, gid } = await meetAndView(desk);
    maria.signals(offer(screenSdp()), screen(gid));
    expect((await maria.line.next('wrong')).code).toBe('NOT_YOURS');
  });

  it('does not open the control lane', async () => {
    const { maria, carla, gid } = await meetAndView(desk);
    for (const who of [maria, carla]) {
      who.signals(offer(), { kind: 'control', ref: gid });
      expect((await who.line.next('wrong')).code).toBe('NO_LIVE_GRANT');
    }
  });
});

describe.concurrent('a signal for a file', () => {
  it('passes from the sender once the file is accepted', async () => {
    const { maria, carla } = await meet(desk);
    const fileId = await maria.offersFile();
    const lane = { kind: 'files', ref: fileId } as const;
    maria.signals(offer(), lane);
    expect((await maria.line.next('wrong')).code).toBe('NO_SUCH_FILE');
    await carla.acceptsFile(fileId);
    carla.signals(offer(), lane);
    expect((await carla.line.next('wrong')).code).toBe('NOT_YOURS');
    maria.signals(offer(), lane);
    expect((await carla.hearsSignal()).ref).toBe(fileId);
    await carla.finishesFile(fileId);
    maria.signals(offer(), lane);
    expect((await maria.line.next('wrong')).code).toBe('NO_SUCH_FILE');
  });

  it('names a file', async () => {
    const { maria } = await meet(desk);
    maria.signals(offer(), { kind: 'files', ref: null });
    expect((await maria.line.next('wrong')).code).toBe('NO_SUCH_FILE');
  });
});
