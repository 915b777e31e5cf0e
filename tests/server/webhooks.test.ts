// Webhooks: what is signed, what is told of whom, and what happens to receivers that refuse, hang, redirect,
// or say that they have had enough. Receivers are real servers on this computer, which the operator has named.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealing } from '../../server/outbox/sealing.ts';
import { loadSecrets } from '../../server/secrets.ts';
import { deliveryOf } from '../../server/webhooks/news.ts';
import { webhookRoom } from '../../server/webhooks/room.ts';
import { deliveryRound } from '../../server/webhooks/round.ts';
import { sending } from '../../server/webhooks/sending.ts';
import { signatureHeaders } from '../../server/webhooks/signature.ts';
import { webhooks as webhooksOf } from '../../server/webhooks/webhooks.ts';
import { isRefusal } from '../../shared/errors.ts';
import * as http from '../../shared/protocol/webhooks.ts';
import { type Desk, type Staff, startDesk, type Technician } from '../support/actors.ts';
import { asks } from '../support/asking.ts';
import { stopAll } from '../support/children.ts';
import { fakeClock } from '../support/clock.ts';
import { openHouse } from '../support/house.ts';
import { BROKER, DESK } from '../support/paper.ts';
import { openReceiver, type Receiver } from '../support/receiver.ts';
import { startTlsFront } from '../support/tls-front.ts';

const HOUR = 3_600_000;

describe('a delivery', () => {
  it('is signed as the test vector of Standard Webhooks', () => {
    const headers = signatureHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
    });
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  const signed = { id: 'msg_1', timestamp: 1, body: '{}' };
  const withReceiver = async (story: (receiver: Receiver) => Promise<void>) => {
    const receiver = await openReceiver();
    await story(receiver).finally(receiver.closes);
  };

  it('connects to the very address that was looked at, and asks for it once', () =>
    withReceiver(async (receiver) => {
      const port = receiver.host.split(':')[1] ?? '';
      const asked: string[] = [];
      const send = sending({
        allowed: [`hooks.invalid:${port}`],
        resolve: async (host) => {
          asked.push(host);
          return [{ address: '127.0.0.1', family: 4 }];
        },
      });
      expect(await send(`http://hooks.invalid:${port}/hook`, 'whsec_AAAA', signed)).toEqual({
        outcome: 'delivered',
        status: 204,
      });
      expect(asked).toEqual(['hooks.invalid']);
      expect(receiver.got[0]?.headers.host).toBe(`hooks.invalid:${port}`);
    }));

  it('goes nowhere when any address of the name is private', async () => {
    const answers = [
      [{ address: '127.0.0.1', family: 4 }],
      [
        { address: '1.1.1.1', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
      [{ address: '::ffff:169.254.169.254', family: 6 }],
    ];
    for (const found of answers) {
      const send = sending({ allowed: [], resolve: async () => found });
      expect(await send('https://rebinds.invalid/', 'whsec_AAAA', signed)).toEqual({
        outcome: 'private-address',
        status: null,
      });
    }
    const lost = sending({ allowed: [], resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    expect((await lost('https://nowhere.invalid/', 'whsec_AAAA', signed)).outcome).toBe('unknown-host');
  });

  it('follows no redirect', () =>
    withReceiver(async (receiver) => {
      receiver.answers((response) => response.writeHead(307, { location: receiver.url }).end());
      const send = sending({ allowed: [receiver.host] });
      expect(await send(receiver.url, 'whsec_AAAA', signed)).toEqual({ outcome: 'redirected', status: 307 });
      expect(receiver.got).toHaveLength(1);
    }));

  it('reads no endless answer, and waits for no silent one', () =>
    withReceiver(async (receiver) => {
      receiver.answers((response) => {
        response.writeHead(200);
        const more = () => void response.write('x'.repeat(8_192), (error) => error || more());
        more();
      });
      const send = sending({ allowed: [receiver.host] });
      expect((await send(receiver.url, 'whsec_AAAA', signed)).outcome).toBe('delivered');
      receiver.answers(() => {});
      const hasty = sending({ allowed: [receiver.host], limitMs: 100 });
      expect(await hasty(receiver.url, 'whsec_AAAA', signed)).toEqual({ outcome: 'no-answer', status: null });
      const slow = sending({ allowed: [], limitMs: 50, resolve: () => new Promise(() => {}) });
      expect((await slow('https://slow.invalid/', 'whsec_AAAA', signed)).outcome).toBe('no-answer');
    }));

  it('tells a closed port and a certificate that nobody vouches for apart', async () => {
    const receiver = await openReceiver();
    const front = await startTlsFront('127.0.0.1');
    front.leadsTo(Number(receiver.host.split(':')[1]));
    const send = sending({ allowed: [new URL(front.origin).host, receiver.host] });
    expect((await send(front.origin, 'whsec_AAAA', signed)).outcome).toBe('not-trusted');
    expect(receiver.got).toEqual([]);
    await receiver.closes();
    expect((await send(receiver.url, 'whsec_AAAA', signed)).outcome).toBe('unreachable');
    await stopAll();
  });
});

describe('a receiver that fails', () => {
  it('is tried again for a day, with the same id and a new time, also after a restart', async () => {
    const clock = fakeClock();
    const house = await openHouse({ now: clock.now });
    const receiver = await openReceiver();
    const secrets = loadSecrets(house.folder);
    const { store, bus } = house;
    const allowed = [receiver.host];
    const hooks = webhooksOf({
      store,
      log: house.room.log,
      sealing: sealing(secrets.detailKey),
      allowed,
      now: clock.now,
    });
    const room = () =>
      webhookRoom({
        store,
        bus,
        secrets,
        allowed,
        now: clock.now,
        onProblem: house.problems.push,
        chance: () => 0.5,
      });
    const made = await hooks.make(DESK, BROKER.id, { url: receiver.url, kinds: ['request.opened'] });
    if (isRefusal(made)) throw new Error(made.refused);
    const state = async () => (await hooks.list(DESK))[0]?.deliveries[0];

    receiver.answers((response) => response.writeHead(503).end());
    await hooks.test(DESK, made.webhook.id);
    await room().turn();
    await room().turn();
    expect(receiver.got).toHaveLength(1);
    expect(await state()).toMatchObject({ state: 'waiting', outcome: 'answered', status: 503, tries: 1 });
    clock.advance(HOUR);
    await room().turn();
    const [first, second] = receiver.got;
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.body).toBe(first?.body);
    expect(Number(second?.headers['webhook-timestamp'])).toBe(
      Number(first?.headers['webhook-timestamp']) + 3_600,
    );
    for (let hour = 0; hour < 30; hour += 5) {
      clock.advance(5 * HOUR);
      await room().turn();
    }
    expect(await state()).toMatchObject({ state: 'failed', nextAt: null });
    const tries = receiver.got.length;
    expect(tries).toBeLessThan(12);
    clock.advance(48 * HOUR);
    await room().turn();
    expect(receiver.got).toHaveLength(tries);

    receiver.answers((response) => response.writeHead(410).end());
    await hooks.test(DESK, made.webhook.id);
    await room().turn();
    expect((await hooks.list(DESK))[0]?.state).toBe('gone');
    expect(await hooks.test(DESK, made.webhook.id)).toEqual({ refused: 'NOT_NOW' });
    expect(house.problems).toEqual([]);
    await receiver.closes();
    await house.closes();
  });
});

describe('a receiver that is dead or slow', () => {
  it('holds up nobody of another desk, and is not knocked at for each thing that waits for it', async () => {
    const clock = fakeClock();
    const house = await openHouse({ now: clock.now });
    const { store } = house;
    const box = sealing(loadSecrets(house.folder).detailKey);
    const log = house.room.log;
    const hooks = webhooksOf({ store, log, sealing: box, allowed: [], now: clock.now });
    const makes = async (host: string) => {
      const made = await hooks.make(DESK, BROKER.id, {
        url: `https://${host}.example/`,
        kinds: ['request.opened'],
      });
      if (isRefusal(made)) throw new Error(made.refused);
      return made.webhook.id;
    };
    const tried: string[] = [];
    const round = deliveryRound({
      store,
      sealing: box,
      now: clock.now,
      chance: () => 0.5,
      isClosing: () => false,
      send: async (url) => {
        const host = new URL(url).hostname.split('.')[0] ?? '';
        tried.push(host);
        if (host === 'slow') clock.advance(4_000);
        if (host === 'gone') return { outcome: 'answered', status: 410 };
        return host === 'dead'
          ? { outcome: 'no-answer', status: null }
          : { outcome: 'delivered', status: 200 };
      },
    });
    const many = async (id: string, n: number) => {
      const news = { kind: 'request.opened', at: clock.now(), data: { desk: DESK } } as const;
      await store.write(Array.from({ length: n }, () => deliveryOf(store, id, news)));
    };
    const [dead, slow, gone] = [await makes('dead'), await makes('slow'), await makes('gone')];
    await many(dead, 250);
    await many(slow, 250);
    await many(gone, 3);
    clock.advance(1);
    await many(await makes('lively'), 1);
    await round();
    expect(tried.filter((host) => host === 'lively')).toHaveLength(1);
    expect(tried.filter((host) => host === 'dead')).toHaveLength(1);
    expect(tried.filter((host) => host === 'slow').length).toBeLessThan(5);
    await round();
    expect(tried.filter((host) => host === 'dead').length).toBeLessThan(3);
    // Whoever wants nothing more gets nothing more, also not when it is switched on again.
    expect(tried.filter((host) => host === 'gone')).toHaveLength(1);
    const left = store.sql.selectFrom('webhook_delivery').select('id').where('webhook_id', '=', gone);
    expect(await store.read(left.where('state', '=', 'waiting'))).toEqual([]);
    await house.closes();
  });
});

describe('a desk’s webhooks', () => {
  let desk: Desk;
  let receiver: Receiver;
  let admin: Staff;
  let maria: Technician;
  beforeAll(async () => {
    receiver = await openReceiver();
    desk = await startDesk({ config: { webhookAllow: [receiver.host] } });
    admin = await desk.admin();
    maria = await desk.technician();
  });
  afterAll(async () => {
    await desk.closes();
    await receiver.closes();
  });
  const list = async () => http.webhooks.parse((await admin.tab.get('/api/webhooks')).json);

  it('tell what happens to a request, signed, in order of nothing but kinds and numbers', async () => {
    const kinds = [...http.webhookKind.options];
    const answer = await admin.tab.post('/api/webhooks', { url: receiver.url, kinds });
    expect(answer.status).toBe(201);
    const { secret, webhook } = http.webhookMade.parse(answer.json);
    const { request, held } = await asks(desk, { email: 'carla@example.org' });
    await receiver.has(1);
    await maria.tab.post(`/api/requests/${request}/assign`, {});
    await maria.tab.post(`/api/requests/${request}/join`, {});
    await maria.tab.post(`/api/requests/${request}/close`, { outcome: 'resolved', note: 'a secret note' });
    await desk.visitor().tab.post('/api/request/rate', { ...held, rating: 4, words: 'nice people' });
    await receiver.has(5);
    const bodies = receiver.got.map(({ body }) => http.webhookBody.parse(JSON.parse(body)));
    expect(bodies.map(({ type }) => type).sort()).toEqual(
      ['request.assigned', 'request.closed', 'request.opened', 'request.rated', 'session.ended'].sort(),
    );
    expect(bodies.find(({ type }) => type === 'request.assigned')?.data).toMatchObject({
      request,
      person: maria.id,
    });
    expect(bodies.find(({ type }) => type === 'session.ended')?.data).toMatchObject({ ending: 'lonely' });
    const all = receiver.got.map(({ body }) => body).join('\n');
    for (const word of ['Carla', 'carla@', 'printer', 'secret note', 'nice people', 'Maria'])
      expect(all).not.toContain(word);
    for (const { headers, body } of receiver.got) {
      const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
      const mac = createHmac('sha256', key).update(signed).digest('base64');
      expect(headers['webhook-signature']).toBe(`v1,${mac}`);
    }
    const ids = receiver.got.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(5);
    expect(JSON.stringify(await list())).not.toContain(secret);
    expect((await list()).find(({ id }) => id === webhook.id)?.deliveries).toHaveLength(5);
  });

  it('are tried by a button, switched off and removed, each in the log', async () => {
    const before = receiver.got.length;
    const [hook] = await list();
    const path = `/api/webhooks/${hook?.id}`;
    expect((await admin.tab.post(`${path}/test`)).status).toBe(204);
    expect(JSON.parse((await receiver.has(before + 1)).body)).toMatchObject({ type: 'test' });
    expect((await admin.tab.post(`${path}/state`, { state: 'off' })).json).toMatchObject({ state: 'off' });
    expect((await admin.tab.post(`${path}/test`)).json).toMatchObject({ error: 'NOT_NOW' });
    expect((await admin.tab.send('DELETE', path)).status).toBe(204);
    expect((await admin.tab.send('DELETE', path)).status).toBe(404);
    expect(await list()).toEqual([]);
    const rows = await desk.store.read<{ body: string }>(
      desk.store.sql.selectFrom('event').select('body').where('type', '=', 'webhook.changed').orderBy('id'),
    );
    expect(rows.map(({ body }) => JSON.parse(body))).toMatchObject([
      { what: 'made', by: admin.id },
      { what: 'off', by: admin.id },
      { what: 'removed', by: admin.id },
    ]);
  });

  it('are refused for a private address, and are nobody else’s business', async () => {
    const kinds = ['request.opened'];
    for (const url of ['https://169.254.169.254/', 'http://example.org/', 'https://localhost:9/#x'])
      expect((await admin.tab.post('/api/webhooks', { url, kinds })).json).toMatchObject({
        error: 'BAD_TARGET',
      });
    expect((await admin.tab.post('/api/webhooks', { url: receiver.url, kinds: [] })).status).toBe(400);
    expect((await admin.tab.post('/api/webhooks', { url: receiver.url, kinds: ['chat.said'] })).status).toBe(
      400,
    );
    expect((await maria.tab.get('/api/webhooks')).status).toBe(403);
    expect((await desk.tab().get('/api/webhooks')).status).toBe(401);
  });

  it('need no mail server: without one nothing is put in line, and inviting works as before', async () => {
    const who = { name: 'Dora Neri', email: 'dora@example.org', role: 'technician' };
    const wanted = await admin.tab.post('/api/people', { ...who, mail: 'it' });
    expect(wanted.json).toMatchObject({ error: 'MAIL_NOT_SET_UP' });
    expect((await admin.tab.post('/api/people', who)).status).toBe(201);
    expect((await admin.tab.post('/api/mail/test', { language: 'it' })).status).toBe(409);
    expect((await admin.tab.get('/api/mail')).json).toMatchObject({ isOn: false, letters: [] });
  });
});
