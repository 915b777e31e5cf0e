// Two desks on one broker: each sees its own, by every route and every message, and nothing of the other.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as http from '../../shared/protocol/http.ts';
import * as requests from '../../shared/protocol/requests.ts';
import { type Desk, meet } from '../support/actors.ts';
import { sends } from '../support/attaching.ts';
import { callsFor } from '../support/calls.ts';
import { routesIn } from '../support/routes.ts';
import { TwoDesks } from '../support/two-desks.ts';
import { waitFor } from '../support/wait.ts';

let two: TwoDesks;
let broker: Desk;
let north: TwoDesks['north'];
beforeAll(async () => {
  two = await TwoDesks.start();
  ({ broker, north } = two);
});
afterAll(() => two.closes());

describe('what is of another desk', () => {
  /** What the first desk has, by the names that routes give it. */
  async function possessions() {
    const maria = await broker.technician();
    const carla = await two.opens('conti-informatica');
    const { request } = carla;
    const file = await sends(carla, 'error.txt', Buffer.from('E-03'));
    await maria.tab.post(`/api/requests/${request}/assign`);
    const { sid } = http.created.parse((await maria.tab.post('/api/sessions', { code: 'page' })).json);
    // Somebody reported her, so that there is something to decide.
    const other = http.created.parse((await maria.tab.post('/api/sessions', { code: 'broker' })).json);
    const visitor = broker.visitor();
    const joined = http.joined.parse((await visitor.tries(other.code ?? '')).json);
    const report = { sid: joined.sid, resume: joined.resume, reasons: ['other'], words: '' };
    expect((await visitor.tab.post('/api/complaint', report)).status).toBe(204);
    const home = await broker.people.firstDesk();
    const [log] = await broker.store.read<{ id: string }>(
      broker.store.sql
        .selectFrom('log')
        .select('id')
        .where('desk_id', '=', home?.id ?? ''),
    );
    const { tab } = await broker.admin();
    const hook = await tab.post('/api/webhooks', {
      url: 'https://hooks.example.org/',
      kinds: ['request.opened'],
    });
    const token = await tab.post('/api/tokens', { name: 'Sync', scopes: ['requests:read'], days: 30 });
    await tab.post('/api/articles', { language: 'it', title: 'Riavvia il router', body: 'Stacca la spina.' });
    const [article] = (await tab.get('/api/articles')).json as unknown as { id: string }[];
    const out = {
      file: file.id,
      article: article?.id ?? '',
      webhook: String(hook.json.webhook.id),
      token: String(token.json.token.id),
    };
    const met = await meet(broker);
    const call = await callsFor(met.maria, met.sid);
    return {
      maria,
      tab,
      request,
      sid,
      call,
      ...out,
      person: maria.id,
      log: log?.id ?? '',
      desk: home?.id ?? '',
    };
  }
  type Possessions = Awaited<ReturnType<typeof possessions>>;

  /** Which of them a route names, and a body that is right otherwise. */
  const NAMED: Record<string, { id: (of: Possessions) => string; body?: (of: Possessions) => unknown }> = {
    'GET /api/requests/:id': { id: ({ request }) => request },
    'GET /api/requests/:id/files/:file': { id: ({ request, file }) => `${request}/files/${file}` },
    'POST /api/requests/:id/assign': { id: ({ request }) => request },
    'POST /api/requests/:id/check': { id: ({ request }) => request },
    'POST /api/requests/:id/reopen': { id: ({ request }) => request },
    'POST /api/requests/:id/join': { id: ({ request }) => request },
    'POST /api/requests/:id/release': { id: ({ request }) => request },
    'POST /api/requests/:id/close': {
      id: ({ request }) => request,
      body: () => ({ outcome: 'resolved', note: '' }),
    },
    'POST /api/requests/:id/notes': { id: ({ request }) => request, body: () => ({ text: 'hello' }) },
    'POST /api/requests/:id/say': { id: ({ request }) => request, body: () => ({ text: 'hello' }) },
    'GET /api/requests/:id/transcripts': { id: ({ request }) => request },
    'GET /api/requests/:id/export': { id: ({ request }) => `${request}/export` },
    'POST /api/requests/:id/erase': { id: ({ request }) => request, body: () => ({ reason: 'asked' }) },
    'POST /api/requests/:id/hold': { id: ({ request }) => request, body: () => ({ isOn: true }) },
    'POST /api/sessions/:sid/ticket': { id: ({ sid }) => sid, body: () => ({ key: 'k'.repeat(43) }) },
    'POST /api/sessions/:sid/return': { id: ({ sid }) => sid },
    'GET /api/sessions/:sid/colleagues': { id: ({ sid }) => sid },
    'POST /api/sessions/:sid/calls': {
      id: ({ sid }) => sid,
      body: () => ({ how: 'join', to: null, note: '' }),
    },
    'POST /api/calls/:id/accept': { id: ({ call }) => call },
    'POST /api/calls/:id/decline': { id: ({ call }) => call, body: () => ({ word: '' }) },
    'POST /api/calls/:id/withdraw': { id: ({ call }) => call },
    'POST /api/people/:id/link': { id: ({ person }) => person },
    'POST /api/people/:id/state': { id: ({ person }) => person, body: () => ({ state: 'disabled' }) },
    'POST /api/people/:id/remove': { id: ({ person }) => person },
    'POST /api/complaints/:id/decide': { id: ({ person }) => person, body: () => ({ decision: 'cleared' }) },
    'GET /api/log/sessions/:sid': { id: ({ sid }) => sid },
    'GET /api/log/sessions/:sid/bundle': { id: ({ sid }) => sid },
    'GET /api/log/sessions/:sid/export': { id: ({ sid }) => `${sid}/export?format=csv` },
    'GET /log/:id/checkpoint': { id: ({ log }) => log },
    'DELETE /api/webhooks/:id': { id: ({ webhook }) => webhook },
    'POST /api/webhooks/:id/state': { id: ({ webhook }) => webhook, body: () => ({ state: 'off' }) },
    'POST /api/webhooks/:id/test': { id: ({ webhook }) => webhook },
    'POST /api/tokens/:id/revoke': { id: ({ token }) => token },
    'PUT /api/articles/:id': {
      id: ({ article }) => article,
      body: () => ({ language: 'it', title: 'x', body: 'x' }),
    },
    'DELETE /api/articles/:id': { id: ({ article }) => article },
    'POST /api/people/add': { id: () => '', body: ({ person }) => ({ person }) },
    'POST /api/me/desk': { id: () => '', body: ({ desk }) => ({ desk }) },
    'GET /api/requests': { id: () => '?view=all&desk=conti-informatica' },
  };

  it('is not there, by any route that names something', async () => {
    const theirs = await possessions();
    // What programs may name has its own story: tests/server/tokens.test.ts.
    const named = routesIn(broker.app.printRoutes({ commonPrefix: false })).filter(
      // Of a request's own customer nothing is asked by a login.
      (route) => /:(id|sid)\b/.test(route) && !/^HEAD| \/api\/(?:v1|request)\//.test(route),
    );
    expect(named.filter((route) => !(route in NAMED))).toEqual([]);
    for (const [route, { id, body }] of Object.entries(NAMED)) {
      const [method = '', path = ''] = route.split(' ');
      const at = /:(id|sid)/.test(path)
        ? path.replace(/:(id|sid)(\/export|\/files\/:file)?/, id(theirs))
        : `${path}${id(theirs)}`;
      // What is read is there for its own desk: a wrong name would be found by nobody, and prove nothing.
      if (method === 'GET') {
        const own = await Promise.all([theirs.maria.tab, theirs.tab].map((who) => who.get(at)));
        expect(
          own.map(({ status }) => status),
          route,
        ).toContain(200);
      }
      for (const who of [north.admin.tab, north.technician.tab, north.auditor.tab]) {
        const answer = await who.send(method, at, { body: body?.(theirs) });
        // Refused for the role, or not there; never anything else.
        expect([403, 404], `${route}: ${answer.status} ${answer.json?.error}`).toContain(answer.status);
        if (answer.status === 404) expect(answer.json?.error, route).toBe('NOT_FOUND');
      }
      const entitled = [north.admin.tab, north.technician.tab];
      const answers = await Promise.all(
        entitled.map((who) => who.send(method, at, { body: body?.(theirs) })),
      );
      expect(
        answers.map(({ status }) => status),
        route,
      ).toContain(404);
    }
    // All of it is as it was.
    const row = await theirs.maria.tab.get(`/api/requests/${theirs.request}`);
    expect(row.json).toMatchObject({ row: { state: 'active', assignee: { id: theirs.person } }, notes: [] });
  });

  it('is in no list', async () => {
    const theirs = await possessions();
    const listed = requests.requestRows.parse(
      (await north.technician.tab.get('/api/requests?view=all')).json,
    );
    expect(listed.rows).toEqual([]);
    expect(listed.counts).toEqual({ new: 0, mine: 0, active: 0, completed: 0 });
    expect((await north.auditor.readsLog()).rows).toEqual([]);
    const people = (await north.admin.tab.get('/api/people')).json as { id: string }[];
    expect(people.map(({ id }) => id)).not.toContain(theirs.person);
    const logs = (await north.auditor.tab.get('/api/log/status')).json as unknown as {
      logs: { id: string }[];
    };
    expect(logs.logs.map(({ id }) => id)).not.toContain(theirs.log);
    expect((await north.auditor.tab.get('/api/log/figures')).json).toMatchObject({
      sessions: { waiting: 0, meeting: 0, open: 0 },
    });
  });

  it('lets nobody onto its sockets', async () => {
    const { sid } = await possessions();
    await expect(north.technician.connects(sid)).rejects.toThrow();
  });

  it('is told to nobody elsewhere', async () => {
    const stream = await two.hears(north.technician.tab);
    await two.opens('conti-informatica');
    const own = await two.opens('nord-assistenza');
    await waitFor(async () => stream.heard().includes(own.request) || undefined, { what: 'the own request' });
    expect(stream.heard().match(/"what":"opened"/g)).toHaveLength(1);
    stream.ends();
  });
});
