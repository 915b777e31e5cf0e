// Tokens of programs: shown once, worth what their scopes say and no more, over at once when revoked; and that no token comes anywhere
// near a session's door.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestDetails } from '../../shared/protocol/requests.ts';
import * as v1 from '../../shared/protocol/tokens.ts';
import { type Desk, type Staff, startDesk, type Technician } from '../support/actors.ts';
import { asks as customerAsks } from '../support/asking.ts';
import { type Clock, fakeClock } from '../support/clock.ts';
import { routesIn } from '../support/routes.ts';
import type { Reply } from '../support/tab.ts';

const DAY = 24 * 3_600_000;

let clock: Clock;
let desk: Desk;
let admin: Staff;
let maria: Technician;
beforeAll(async () => {
  clock = fakeClock();
  desk = await startDesk({ now: clock.now });
  admin = await desk.admin();
  maria = await desk.technician();
});
afterAll(() => desk.closes());

const makes = async (scopes: readonly v1.TokenScope[], name = 'Ticket sync', by = admin) => {
  const answer = await by.tab.post('/api/tokens', { name, scopes, days: 30 });
  expect(answer.status).toBe(201);
  return v1.tokenMade.parse(answer.json);
};
/** As a program asks: no browser, no origin, no cookie. */
const asks = (value: string | undefined, method: string, path: string, body?: unknown): Promise<Reply> =>
  desk.tab().send(method, path, {
    body,
    headers: {
      origin: undefined,
      'sec-fetch-site': undefined,
      authorization: value === undefined ? undefined : `Bearer ${value}`,
    },
  });
const opens = (problem = 'The printer prints nothing') => customerAsks(desk, { problem });
const ALL = [...v1.tokenScope.options];

describe('a token', () => {
  it('is shown once, listed without its value, and stored as a hash', async () => {
    const { token, value } = await makes(['requests:read']);
    const listed = await admin.tab.get('/api/tokens');
    expect(v1.apiTokens.parse(listed.json)[0]).toEqual(token);
    expect(token).toMatchObject({ madeBy: 'Anna Conti', usedAt: null, expiresAt: clock.now() + 30 * DAY });
    expect(listed.text).not.toContain(value);
    const rows = await desk.store.read(desk.store.sql.selectFrom('api_token').selectAll());
    expect(JSON.stringify(rows)).not.toContain(value.slice(4));
    expect(desk.log.join('\n')).not.toContain(value.slice(4));
  });

  it('is worth nothing when it is wrong, revoked, or too old; each with the same word', async () => {
    const { token, value } = await makes(ALL);
    expect((await asks(value, 'GET', '/api/v1/requests')).status).toBe(200);
    const refusals = [
      await asks(undefined, 'GET', '/api/v1/requests'),
      await asks('', 'GET', '/api/v1/requests'),
      await asks(`${value}x`, 'GET', '/api/v1/requests'),
      await asks(`pmt_${'A'.repeat(43)}`, 'GET', '/api/v1/requests'),
      await maria.tab.get('/api/v1/requests'),
      await admin.tab.get('/api/v1/requests'),
    ];
    await admin.tab.post(`/api/tokens/${token.id}/revoke`);
    refusals.push(await asks(value, 'GET', '/api/v1/requests'));
    const { value: aging } = await makes(ALL);
    clock.advance(31 * DAY);
    refusals.push(await asks(aging, 'GET', '/api/v1/requests'));
    for (const { status, json, headers } of refusals) {
      expect(status).toBe(401);
      expect(json).toEqual({ error: 'TOKEN_NOT_VALID', message: expect.any(String) });
      expect(headers['www-authenticate']).toBe('Bearer');
    }
    admin = await desk.admin();
    await maria.staff.signsIn();
    expect((await admin.tab.post(`/api/tokens/${token.id}/revoke`)).status).toBe(404);
  });

  it('stands in the desk’s log when it is made and when it is revoked', async () => {
    const { token } = await makes(['sessions:read', 'requests:read']);
    await admin.tab.post(`/api/tokens/${token.id}/revoke`);
    const rows = await desk.store.read<{ body: string }>(
      desk.store.sql
        .selectFrom('event')
        .select('body')
        .where('type', 'like', 'token.%')
        .orderBy('id', 'desc')
        .limit(2),
    );
    expect(rows.map(({ body }) => JSON.parse(body))).toMatchObject([
      { type: 'token.revoked', token: token.id, by: admin.id },
      { type: 'token.made', token: token.id, by: admin.id, scopes: ['requests:read', 'sessions:read'] },
    ]);
  });

  it('is made by admins alone, from a closed list of scopes', async () => {
    const wanted = { name: 'Sync', scopes: ['requests:read'], days: 30 };
    expect((await maria.tab.post('/api/tokens', wanted)).status).toBe(403);
    expect((await desk.tab().post('/api/tokens', wanted)).status).toBe(401);
    const wrong = [
      { scopes: [] },
      { scopes: ['sessions:write'] },
      { scopes: ['consent:grant'] },
      { days: 10_000 },
      { name: '<b>x</b>' },
      { desk: 'another' },
    ];
    for (const one of wrong)
      expect((await admin.tab.post('/api/tokens', { ...wanted, ...one })).status).toBe(400);
  });

  it('is worth nothing while whoever made it may not come in themselves', async () => {
    const bruno = await desk.secondAdmin();
    const { value } = await makes(['requests:read', 'notes:read'], 'Bruno’s own', bruno);
    const status = async () => (await asks(value, 'GET', '/api/v1/requests')).status;
    expect(await status()).toBe(200);
    const home = (await desk.people.firstDesk())?.id ?? '';
    const sets = (frozen: number | null) =>
      desk.store.write([
        { query: desk.store.sql.updateTable('person').set({ frozen_at: frozen }).where('id', '=', bruno.id) },
      ]);
    await sets(clock.now());
    expect(await status()).toBe(401);
    await sets(null);
    expect(await status()).toBe(200);
    await admin.setsState(bruno.id, 'disabled');
    expect(await status()).toBe(401);
    await admin.setsState(bruno.id, 'active');
    expect(await status()).toBe(200);
    const other = await admin.tab.post('/api/desks', { name: 'Sud Assistenza' });
    await admin.tab.post('/api/me/desk', { desk: other.json.id });
    expect((await admin.tab.post('/api/people/add', { person: bruno.id })).status).toBe(200);
    await admin.tab.post('/api/me/desk', { desk: home });
    expect((await admin.tab.post(`/api/people/${bruno.id}/remove`)).status).toBe(204);
    expect(await status()).toBe(401);
  });

  it('is used no more than two times a second for long', async () => {
    const { value } = await makes(['sessions:read']);
    const statuses: number[] = [];
    for (let i = 0; i < 13; i += 1)
      statuses.push(
        ...(await Promise.all(Array.from({ length: 10 }, () => asks(value, 'GET', '/api/v1/sessions')))).map(
          ({ status }) => status,
        ),
      );
    expect(statuses.filter((status) => status === 200)).toHaveLength(120);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    const { value: other } = await makes(['sessions:read']);
    expect((await asks(other, 'GET', '/api/v1/sessions')).status).toBe(200);
  });
});

describe('a program', () => {
  it('does what its scopes say, and nothing else', async () => {
    const { request } = await opens();
    const deeds: readonly (readonly [v1.TokenScope, string, string, unknown?])[] = [
      ['requests:read', 'GET', '/api/v1/requests'],
      ['requests:read', 'GET', `/api/v1/requests/${request}`],
      ['sessions:read', 'GET', '/api/v1/sessions'],
      ['requests:write', 'POST', `/api/v1/requests/${request}/notes`, { text: 'from the ticket' }],
      [
        'requests:write',
        'POST',
        '/api/v1/requests',
        { name: 'Piero', email: '', problem: 'no sound', language: 'it' },
      ],
      ['requests:write', 'POST', `/api/v1/requests/${request}/close`, { outcome: 'resolved', note: '' }],
    ];
    for (const scope of ALL) {
      const { value } = await makes([scope]);
      for (const [needs, method, path, body] of deeds) {
        const { status } = await asks(value, method, path, body);
        expect(`${scope} ${method} ${path} ${status === 403}`).toBe(
          `${scope} ${method} ${path} ${needs !== scope}`,
        );
      }
    }
  });

  it('reads requests page by page, and notes only where it may', async () => {
    const { request } = await opens('With a note');
    await maria.tab.post(`/api/requests/${request}/notes`, { text: 'for the desk alone' });
    const { value } = await makes(['requests:read']);
    const { value: reader } = await makes(['requests:read', 'notes:read']);
    const plain = v1.v1Request.parse((await asks(value, 'GET', `/api/v1/requests/${request}`)).json);
    expect(plain).toMatchObject({ problem: 'With a note', notes: [] });
    expect(plain).not.toHaveProperty('session');
    const whole = v1.v1Request.parse((await asks(reader, 'GET', `/api/v1/requests/${request}`)).json);
    expect(whole.notes.map(({ text, by }) => [text, by])).toEqual([['for the desk alone', 'Maria Rossi']]);
    const list = v1.v1Requests.parse((await asks(value, 'GET', '/api/v1/requests?state=new')).json);
    expect(list.rows.map(({ id }) => id)).toContain(request);
    expect((await asks(value, 'GET', '/api/v1/requests?state=old')).status).toBe(400);
    expect((await asks(value, 'GET', `/api/v1/requests/${'A'.repeat(22)}`)).status).toBe(404);
  });

  it('opens a request for somebody, adds notes under its own name, and closes what nobody has taken', async () => {
    const { token, value } = await makes(['requests:read', 'requests:write'], 'Ticket sync');
    const said = { name: 'Piero Gallo', email: '', problem: 'No sound at all', language: 'it' };
    const answer = await asks(value, 'POST', '/api/v1/requests', said);
    expect(answer.status).toBe(201);
    const { request } = v1.v1Opened.parse(answer.json);
    await asks(value, 'POST', `/api/v1/requests/${request}/notes`, { text: 'ticket 4711' });
    const seen = requestDetails.parse((await maria.tab.get(`/api/requests/${request}`)).json);
    expect(seen.notes.map(({ by, text }) => [by, text])).toEqual([['Ticket sync (API)', 'ticket 4711']]);
    expect(seen.origin).toMatchObject({ system: 'API: Ticket sync', address: '' });
    await maria.tab.post(`/api/requests/${request}/assign`, {});
    const closes = () =>
      asks(value, 'POST', `/api/v1/requests/${request}/close`, { outcome: 'resolved', note: 'done' });
    expect((await closes()).json).toMatchObject({ error: 'NOT_YOURS' });
    await maria.tab.post(`/api/requests/${request}/release`, {});
    expect((await closes()).status).toBe(204);
    expect((await closes()).json).toMatchObject({ error: 'NOT_NOW' });
    const [row] = await desk.store.read<{ body: string }>(
      desk.store.sql
        .selectFrom('event')
        .select('body')
        .where('type', '=', 'request.closed')
        .orderBy('id', 'desc')
        .limit(1),
    );
    expect(JSON.parse(row?.body ?? '{}')).toMatchObject({ request, by: token.id, outcome: 'resolved' });
  });

  it('never learns the value that makes somebody the customer', async () => {
    const { value } = await makes(ALL);
    const said = { name: 'Piero Gallo', email: '', problem: 'No sound at all', language: 'it' };
    const { text } = await asks(value, 'POST', '/api/v1/requests', said);
    expect(text).not.toContain('secret');
    for (const path of ['/api/v1/requests', '/api/v1/sessions'])
      expect((await asks(value, 'GET', path)).text).not.toMatch(/secret|resume|ticket"|"code"/);
  });

  it('comes in at no other door: a token opens no route but those under /api/v1', async () => {
    const { value } = await makes(ALL);
    const ways = routesIn(desk.app.printRoutes({ commonPrefix: false })).filter(
      (route) => / \/api\//.test(route) && !route.includes(' /api/v1/') && !route.startsWith('HEAD'),
    );
    expect(ways.length).toBeGreaterThan(40);
    for (const route of ways) {
      const [method = '', path = ''] = route.split(' ');
      const address = path.replace(/:slug/, 'nobody').replace(/:\w+/g, 'A'.repeat(22));
      const bare = await asks(undefined, method, address);
      const armed = await asks(value, method, address);
      expect(`${route} ${armed.status}`).toBe(`${route} ${bare.status}`);
    }
  });

  it('is not spoken for by a page: another origin reads nothing, and a cookie beside the token counts for nothing', async () => {
    const { value } = await makes(['requests:read']);
    const answer = await desk.tab().send('GET', '/api/v1/requests', {
      headers: {
        origin: 'https://evil.example',
        'sec-fetch-site': 'cross-site',
        authorization: `Bearer ${value}`,
      },
    });
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    const { request } = await opens();
    const close = await admin.tab.post(`/api/v1/requests/${request}/close`, {
      outcome: 'resolved',
      note: '',
    });
    expect(close.status).toBe(401);
  });
});

describe('another desk', () => {
  it('has tokens, webhooks and letters of its own, and sees nothing of this one', async () => {
    const { token, value } = await makes(ALL, 'Of the first desk');
    const { request } = await opens();
    const made = await admin.tab.post('/api/desks', { name: 'Neri Servizi' });
    expect(made.status).toBe(201);
    await admin.tab.post('/api/me/desk', { desk: made.json.id });
    expect((await admin.tab.get('/api/tokens')).json).toEqual([]);
    expect((await admin.tab.post(`/api/tokens/${token.id}/revoke`)).status).toBe(404);
    const { value: foreign } = await makes(ALL, 'Of the second desk');
    expect((await asks(foreign, 'GET', `/api/v1/requests/${request}`)).status).toBe(404);
    expect(
      (await asks(foreign, 'POST', `/api/v1/requests/${request}/close`, { outcome: 'resolved', note: '' }))
        .status,
    ).toBe(404);
    expect((await asks(foreign, 'POST', `/api/v1/requests/${request}/notes`, { text: 'hello' })).status).toBe(
      404,
    );
    expect((await asks(foreign, 'GET', '/api/v1/requests')).json).toMatchObject({ rows: [] });
    expect((await asks(foreign, 'GET', '/api/v1/sessions')).json).toMatchObject({ rows: [] });
    expect((await asks(value, 'GET', `/api/v1/requests/${request}`)).status).toBe(200);
  });
});
