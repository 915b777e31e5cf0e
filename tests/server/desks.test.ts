// Several desks on one broker: each sees its own, by every route and every message; who belongs where; what a desk says of itself.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_POLICY } from '../../shared/desk/policy.ts';
import { FIRST_SETTINGS } from '../../shared/desk/settings.ts';
import { deskCard } from '../../shared/protocol/desks.ts';
import * as http from '../../shared/protocol/http.ts';
import * as requests from '../../shared/protocol/requests.ts';
import {
  COMPUTER,
  type Desk,
  meet,
  PASSWORD,
  Staff,
  startDesk,
  Technician,
  tokenIn,
} from '../support/actors.ts';
import { callsFor } from '../support/calls.ts';
import { routesIn } from '../support/routes.ts';
import type { Reply, Tab } from '../support/tab.ts';
import { waitFor } from '../support/wait.ts';

let broker: Desk;
/** The second desk: an admin, an auditor and a technician of its own, and somebody of both. */
let north: { admin: Staff; technician: Technician; auditor: Staff };
let anna: Staff;

const WRITTEN = {
  name: 'Carla Neri',
  email: '',
  problem: 'The printer prints nothing',
  steps: '',
  messages: '',
  language: 'it',
  device: COMPUTER,
  screen: null,
};
const me = async (tab: Tab) => http.me.parse((await tab.get('/api/me')).json);
const goesTo = (tab: Tab, desk: string) => tab.post('/api/me/desk', { desk });
const idOf = async (tab: Tab, name: string) =>
  (await me(tab)).desks.find((desk) => desk.name === name)?.id ?? '';
const codeOf = ({ status, json }: Reply) => ({ status, error: json?.error });

async function invites(by: Staff, name: string, role: http.Person['role']): Promise<Staff> {
  const tab = broker.tab();
  const { link } = await by.invites({ name, email: `north-${tab.address}@example.org`, role });
  const reply = await tab.post('/api/enrol', { token: tokenIn(link), password: PASSWORD });
  return new Staff(tab, http.me.parse(reply.json).person);
}

beforeAll(async () => {
  broker = await startDesk();
  anna = await broker.admin();
  // Whoever makes a desk belongs to it, and works at the first one until they go over.
  expect((await anna.tab.post('/api/desks', { name: 'Nord Assistenza' })).status).toBe(201);
  await goesTo(anna.tab, await idOf(anna.tab, 'Nord Assistenza'));
  const admin = await invites(anna, 'Nora Nordi', 'admin');
  const auditor = await invites(anna, 'Aldo Nordi', 'auditor');
  const staff = await invites(anna, 'Tina Nordi', 'technician');
  north = { admin, auditor, technician: new Technician(staff.tab, staff.person, new Map()) };
  await goesTo(anna.tab, await idOf(anna.tab, 'Conti Informatica'));
});
afterAll(() => broker.closes());

/** The news of a queue, as they come. */
async function hears({ login }: Tab): Promise<{ heard: () => string; ends: () => void }> {
  let text = '';
  const over = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${broker.where.port}/api/queue/events`, {
    headers: { cookie: `__Host-sid=${login}`, 'sec-fetch-site': 'same-origin' },
    signal: over.signal,
  });
  const reads = async () => {
    for await (const part of answer.body ?? []) text += Buffer.from(part).toString('utf8');
  };
  void reads().catch(() => {});
  return { heard: () => text, ends: () => over.abort() };
}

async function opens(slug: string): Promise<requests.RequestOpened> {
  const answer = await broker.visitor().tab.post(`/api/portal/${slug}/requests`, WRITTEN);
  return requests.requestOpened.parse(answer.json);
}

describe('what is of another desk', () => {
  /** What the first desk has, by the names that routes give it. */
  async function possessions() {
    const maria = await broker.technician();
    const { request } = await opens('conti-informatica');
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
    const out = { webhook: String(hook.json.webhook.id), token: String(token.json.token.id) };
    const met = await meet(broker);
    const call = await callsFor(met.maria, met.sid);
    return { maria, request, sid, call, ...out, person: maria.id, log: log?.id ?? '', desk: home?.id ?? '' };
  }
  type Possessions = Awaited<ReturnType<typeof possessions>>;

  /** Which of them a route names, and a body that is right otherwise. */
  const NAMED: Record<string, { id: (of: Possessions) => string; body?: (of: Possessions) => unknown }> = {
    'GET /api/requests/:id': { id: ({ request }) => request },
    'GET /api/requests/:id/files/:file': { id: ({ request }) => `${request}/files/${'f'.repeat(22)}` },
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
      id: () => 'a'.repeat(22),
      body: () => ({ language: 'it', title: 'x', body: 'x' }),
    },
    'DELETE /api/articles/:id': { id: () => 'a'.repeat(22) },
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
    const stream = await hears(north.technician.tab);
    await opens('conti-informatica');
    const own = await opens('nord-assistenza');
    await waitFor(async () => stream.heard().includes(own.request) || undefined, { what: 'the own request' });
    expect(stream.heard().match(/"what":"opened"/g)).toHaveLength(1);
    stream.ends();
  });
});

describe('somebody of two desks', () => {
  it('reads both queues in one list, and each by itself', async () => {
    const both = await invites(anna, 'Bea Ambo', 'technician');
    await goesTo(anna.tab, await idOf(anna.tab, 'Nord Assistenza'));
    expect((await anna.tab.post('/api/people/add', { person: both.id })).status).toBe(200);
    expect(codeOf(await anna.tab.post('/api/people/add', { person: both.id }))).toEqual({
      status: 409,
      error: 'ALREADY_EXISTS',
    });
    await goesTo(anna.tab, await idOf(anna.tab, 'Conti Informatica'));
    await opens('conti-informatica');
    await opens('nord-assistenza');
    const list = async (query: string) =>
      requests.requestRows.parse((await both.tab.get(`/api/requests?${query}`)).json).rows;
    const all = await list('view=all&order=oldest');
    expect(new Set(all.map(({ desk }) => desk.slug))).toEqual(
      new Set(['conti-informatica', 'nord-assistenza']),
    );
    expect(all.map(({ openedAt }) => openedAt)).toEqual(
      all.map(({ openedAt }) => openedAt).sort((a, b) => a - b),
    );
    const north = await list('view=all&desk=nord-assistenza');
    expect(new Set(north.map(({ desk }) => desk.slug))).toEqual(new Set(['nord-assistenza']));
  });

  it('cannot be decided about by an admin of one of them', async () => {
    const both = await invites(anna, 'Ugo Ambo', 'technician');
    await goesTo(anna.tab, await idOf(anna.tab, 'Nord Assistenza'));
    await anna.tab.post('/api/people/add', { person: both.id });
    await goesTo(anna.tab, await idOf(anna.tab, 'Conti Informatica'));
    const { tab } = north.admin;
    for (const answer of [
      await tab.post(`/api/people/${both.id}/link`),
      await tab.post(`/api/people/${both.id}/state`, { state: 'disabled' }),
    ])
      expect(codeOf(answer)).toEqual({ status: 403, error: 'OTHER_DESKS' });
    expect((await tab.post(`/api/people/${both.id}/remove`)).status).toBe(204);
    expect((await me(both.tab)).desks.map(({ name }) => name)).toEqual(['Conti Informatica']);
  });

  it('loses what they had taken where they are taken out', async () => {
    const both = await invites(north.admin, 'Ivo Ambo', 'technician');
    await goesTo(anna.tab, await idOf(anna.tab, 'Conti Informatica'));
    expect((await anna.tab.post('/api/people/add', { person: both.id })).status).toBe(200);
    const { request } = await opens('nord-assistenza');
    await both.tab.post(`/api/requests/${request}/assign`);
    const { sid } = (await both.tab.post(`/api/requests/${request}/join`)).json as { sid: string };
    expect((await north.admin.tab.post(`/api/people/${both.id}/remove`)).status).toBe(204);
    const row = await north.technician.tab.get(`/api/requests/${request}`);
    expect(row.json).toMatchObject({ row: { state: 'new', assignee: null } });
    const { events } = await north.auditor.readsSession(sid);
    expect(events.at(-1)).toMatchObject({ type: 'session.ended', ending: 'closed' });
  });

  it('hears nothing more of a desk that they were taken out of, and is not counted as there', async () => {
    const both = await invites(north.admin, 'Eva Ambo', 'technician');
    await goesTo(anna.tab, await idOf(anna.tab, 'Conti Informatica'));
    expect((await anna.tab.post('/api/people/add', { person: both.id })).status).toBe(200);
    const available = async () =>
      requests.portal.parse((await broker.tab().get('/api/portal/nord-assistenza')).json).available;
    const before = await available();
    const stream = await hears(both.tab);
    expect(await available()).toBe(before + 1);
    expect((await north.admin.tab.post(`/api/people/${both.id}/remove`)).status).toBe(204);
    await waitFor(async () => ((await available()) === before ? true : undefined), {
      what: 'the stream to end',
    });
    const { request } = await opens('nord-assistenza');
    expect(stream.heard()).not.toContain(request);
    stream.ends();
  });

  it('is not made homeless: the account is closed instead', async () => {
    expect(codeOf(await north.admin.tab.post(`/api/people/${north.technician.id}/remove`))).toEqual({
      status: 409,
      error: 'LAST_DESK',
    });
  });
});

describe('what a desk says of itself', () => {
  const puts = (body: object) => north.admin.tab.send('PUT', '/api/desk', { body });
  const said = (but: object = {}) => ({ name: 'Nord Assistenza', settings: { ...FIRST_SETTINGS, ...but } });

  it('is read back, shown at its portal and written into its log, and nobody else’s', async () => {
    const hours = { zone: 'Europe/Rome', week: [[[540, 1080]], [], [], [], [], [], []] };
    const change = said({ hue: 210, phone: '+39 02 1234567', hours, languages: ['it'] });
    expect((await puts(change)).status).toBe(204);
    const card = deskCard.parse((await north.admin.tab.get('/api/desk')).json);
    expect(card).toMatchObject({ slug: 'nord-assistenza', settings: { hue: 210, languages: ['it'] } });
    const at = async (slug: string) =>
      requests.portal.parse((await anna.tab.get(`/api/portal/${slug}`)).json);
    expect((await at('nord-assistenza')).desk).toMatchObject({ hue: 210, phone: '+39 02 1234567' });
    expect((await at('conti-informatica')).desk).toMatchObject({ hue: null, phone: '' });
  });

  it('reaches every session that begins then: what is forbidden, and that lines are kept', async () => {
    const policy = { ...NO_POLICY, never: ['control', 'record'], minutes: { view: 10 } };
    const keep = { ...FIRST_SETTINGS.keep, transcript: true };
    await puts(said({ policy, keep }));
    const { sid } = http.created.parse(
      (await north.technician.tab.post('/api/sessions', { code: 'page' })).json,
    );
    const { events } = await north.auditor.readsSession(sid);
    expect(events[0]).toMatchObject({ type: 'session.created', policy, keepsTranscript: true });
    await puts(said());
    const later = http.created.parse(
      (await north.technician.tab.post('/api/sessions', { code: 'page' })).json,
    );
    const [first] = (await north.auditor.readsSession(later.sid)).events;
    expect(first).not.toHaveProperty('policy');
  });

  it.each([
    ['longer than everywhere', { policy: { ...NO_POLICY, minutes: { control: 31 } } }],
    ['a scope that is none', { policy: { ...NO_POLICY, never: ['unattended'] } }],
    ['an answer in the customer’s place', { policy: { ...NO_POLICY, always: ['view'] } }],
    ['no language', { languages: [] }],
    ['a telephone with words in it', { phone: 'call <b>me</b>' }],
    ['a hue beyond the circle', { hue: 360 }],
    ['keeping for ever', { keep: { ...FIRST_SETTINGS.keep, requestDays: 0 } }],
    ['a type of file with a dot', { policy: { ...NO_POLICY, files: { types: ['.exe'], mostBytes: 5 } } }],
  ])('is refused where it is %s', async (_what, but) => {
    expect(codeOf(await puts(said(but)))).toEqual({
      status: 400,
      error: 'BAD_INPUT',
    });
  });

  it('has a picture, of a type that holds no script', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').toString('base64');
    const sets = (type: string, data: string) =>
      north.admin.tab.send('PUT', '/api/desk/logo', { body: { type, data } });
    expect((await sets('image/png', png)).status).toBe(204);
    const shown = await anna.tab.get('/api/portal/nord-assistenza/logo');
    expect(shown.headers['content-type']).toBe('image/png');
    expect(shown.headers['x-content-type-options']).toBe('nosniff');
    expect((await anna.tab.get('/api/portal/conti-informatica/logo')).status).toBe(404);
    const html = Buffer.from('<script>alert(1)</script>').toString('base64');
    expect(codeOf(await sets('image/png', html))).toEqual({ status: 400, error: 'BAD_INPUT' });
    expect(codeOf(await sets('image/svg+xml', png))).toEqual({ status: 400, error: 'BAD_INPUT' });
    expect((await sets('image/png', 'A'.repeat(60_000))).status).toBe(400);
    await north.admin.tab.send('DELETE', '/api/desk/logo');
    expect((await anna.tab.get('/api/portal/nord-assistenza/logo')).status).toBe(404);
  });

  it('is also what it says often: read by its own technicians, changed by its admins', async () => {
    const said = { language: 'it', title: 'Riavvia il router', body: 'Stacca la spina.' };
    expect((await north.admin.tab.post('/api/articles', said)).status).toBe(204);
    const of = async (tab: Tab, query = '') =>
      (await tab.get(`/api/articles${query}`)).json as { id: string; body: string; by: string }[];
    const [mine] = await of(north.technician.tab);
    expect(mine).toMatchObject({ body: 'Stacca la spina.', by: 'Nora Nordi' });
    const maria = await broker.technician();
    expect(await of(maria.tab)).toEqual([]);
    const { request } = await opens('nord-assistenza');
    expect(await of(north.technician.tab, `?request=${request}`)).toHaveLength(1);
    expect((await maria.tab.get(`/api/articles?request=${request}`)).status).toBe(404);
    const at = `/api/articles/${mine?.id}`;
    for (const who of [anna.tab]) {
      expect((await who.send('PUT', at, { body: said })).status).toBe(404);
      expect((await who.send('DELETE', at)).status).toBe(404);
    }
    const changed = { ...said, body: 'Stacca la spina e conta fino a dieci.' };
    expect((await north.admin.tab.send('PUT', at, { body: changed })).status).toBe(204);
    expect((await of(north.technician.tab))[0]?.body).toContain('dieci');
    for (const bad of [
      { ...said, title: '' },
      { ...said, body: 'x'.repeat(2_001) },
      { ...said, language: 'fr' },
    ])
      expect((await north.admin.tab.post('/api/articles', bad)).status).toBe(400);
    expect((await north.admin.tab.send('DELETE', at)).status).toBe(204);
    expect(await of(north.technician.tab)).toEqual([]);
  });

  it('gives a new desk an address of its own, once', async () => {
    expect(codeOf(await anna.tab.post('/api/desks', { name: 'Nord assistenza' }))).toEqual({
      status: 409,
      error: 'ALREADY_EXISTS',
    });
    expect(codeOf(await anna.tab.post('/api/desks', { name: 'Microsoft Support' }))).toMatchObject({
      status: 400,
    });
  });
});
