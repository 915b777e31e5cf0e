// Requests at the broker: opened at a portal, taken once, worked on in sessions, given back, lost, closed, rated; and what nobody
// else may see or do.
import { describe, expect } from 'vitest';
import * as http from '../../shared/protocol/http.ts';
import * as requests from '../../shared/protocol/requests.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { COMPUTER, Customer, type Desk, type Technician } from '../support/actors.ts';
import { it } from '../support/desk-test.ts';
import { newKey } from '../support/statements.ts';
import type { Tab } from '../support/tab.ts';
import { waitFor } from '../support/wait.ts';

const PORTAL = '/api/portal/conti-informatica';
const WRITTEN: requests.NewRequest = {
  name: 'Carla Neri',
  email: 'carla@example.org',
  problem: 'The printer prints nothing\nsince yesterday',
  steps: 'I turned it off and on',
  messages: 'Error 79',
  language: 'it',
  device: COMPUTER,
  screen: { width: 1920, height: 1080 },
};

interface Carla {
  readonly tab: Tab;
  readonly held: { readonly request: string; readonly secret: string };
  readonly number: number;
  look(): Promise<requests.Waiting>;
}

async function opens(desk: Desk, but: Partial<requests.NewRequest> = {}): Promise<Carla> {
  // The first admin names the desk, and with it its portal.
  await desk.admin();
  const { tab } = desk.visitor();
  const answer = await tab.post(`${PORTAL}/requests`, { ...WRITTEN, ...but });
  const { request, secret, number } = requests.requestOpened.parse(answer.json);
  const held = { request, secret };
  const look = async () => requests.waiting.parse((await tab.post('/api/request/look', held)).json);
  return { tab, held, number, look };
}

const list = async ({ tab }: Technician, query = 'view=all') =>
  requests.requestRows.parse((await tab.get(`/api/requests?${query}`)).json);
const read = async ({ tab }: Technician, { held }: Carla) =>
  requests.requestDetails.parse((await tab.get(`/api/requests/${held.request}`)).json);
const does = ({ tab }: Technician, { held }: Carla, what: string, body: unknown = undefined) =>
  tab.post(`/api/requests/${held.request}/${what}`, body);

describe.concurrent('a request', () => {
  it('is read by the desk as it was written, with where it came from, shortened', async ({ desk }) => {
    const carla = await opens(desk, { problem: '<script>alert(1)</script>\nsecond line' });
    const maria = await desk.technician();
    expect(await list(maria)).toMatchObject({
      rows: [
        { number: 1, state: 'new', name: 'Carla Neri', title: '<script>alert(1)</script>', assignee: null },
      ],
      counts: { new: 1, mine: 0, active: 0, completed: 0 },
    });
    expect(await read(maria, carla)).toMatchObject({
      email: 'carla@example.org',
      steps: 'I turned it off and on',
      origin: { browser: 'Firefox 140', system: 'Linux', device: 'computer', screen: { width: 1920 } },
      timeline: [{ what: 'opened', by: 'Carla Neri' }],
    });
    expect((await read(maria, carla)).origin.address).toMatch(/\.0\/24$/);
  });

  it('is asked about, answered once each time, and opened again by whoever finds that it is not solved', async ({
    desk,
  }) => {
    const carla = await opens(desk);
    const maria = await desk.technician();
    const luca = await desk.technician('Luca Verdi');
    const says = (what: string, more: object = {}) =>
      carla.tab.post(`/api/request/${what}`, { ...carla.held, ...more });
    expect((await does(maria, carla, 'check')).status).toBe(403);
    await does(maria, carla, 'assign');
    expect((await says('works', { works: 'yes' })).status).toBe(409);
    expect((await does(luca, carla, 'check')).status).toBe(403);
    expect((await does(maria, carla, 'check')).status).toBe(204);
    expect((await carla.look()).works).toBe('asked');
    expect((await says('works', { works: 'perhaps' })).status).toBe(400);
    const both = await Promise.all([says('works', { works: 'no' }), says('works', { works: 'yes' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    await does(maria, carla, 'close', { outcome: 'resolved', note: '' });
    expect((await does(maria, carla, 'check')).status).toBe(403);
    expect((await says('reopen')).status).toBe(204);
    expect(await carla.look()).toMatchObject({ state: 'new', outcome: null, works: null, position: 1 });
    expect((await says('reopen')).status).toBe(409);
    await does(luca, carla, 'assign');
    await does(luca, carla, 'close', { outcome: 'on-site', note: '' });
    expect((await does(maria, carla, 'reopen')).status).toBe(204);
    expect((await read(maria, carla)).row).toMatchObject({ state: 'active', assignee: { id: maria.id } });
    expect((await does(luca, carla, 'reopen')).status).toBe(409);
    const whats = (await read(maria, carla)).timeline.map(({ what }) => what);
    expect(whats.filter((what) => what === 'reopened')).toHaveLength(2);
  });

  it('tells whoever opened it where it stands, and nobody else', async ({ desk, clock }) => {
    const first = await opens(desk);
    const second = await opens(desk);
    expect([first.number, second.number]).toEqual([1, 2]);
    expect(await second.look()).toMatchObject({
      state: 'new',
      position: 2,
      estimateMin: null,
      assignee: null,
    });
    const wrong = { request: second.held.request, secret: first.held.secret };
    for (const path of ['look', 'withdraw'])
      expect((await first.tab.post(`/api/request/${path}`, wrong)).status).toBe(404);
    const maria = await desk.technician();
    clock.advance(7 * 60_000);
    await does(maria, first, 'assign');
    expect(await first.look()).toMatchObject({ state: 'active', position: null, assignee: 'Maria Rossi' });
    expect(await second.look()).toMatchObject({ position: 1, estimateMin: 7 });
  });

  it('is taken by one of ten who press at once, and the others are told who has it', async ({ desk }) => {
    const carla = await opens(desk);
    const ten = await Promise.all(
      Array.from({ length: 10 }, (_, n) => desk.technician(`Tecnico ${'abcdefghij'[n]}`)),
    );
    const rows = await Promise.all(
      ten.map(async (each) => requests.requestRow.parse((await does(each, carla, 'assign')).json)),
    );
    const winners = new Set(rows.map(({ assignee }) => assignee?.id));
    expect(winners.size).toBe(1);
    const winner = ten.find(({ id }) => winners.has(id));
    const { timeline } = await read(winner ?? (ten[0] as Technician), carla);
    expect(timeline.map(({ what }) => what)).toEqual(['opened', 'assigned']);
    const other = ten.find((each) => each !== winner) as Technician;
    for (const what of ['release', 'join']) expect((await does(other, carla, what)).status).toBe(403);
    expect((await does(other, carla, 'say', { text: 'hello' })).status).toBe(403);
    expect((await does(other, carla, 'close', { outcome: 'resolved', note: '' })).status).toBe(403);
  });

  it('carries lines both ways before anybody talks, and notes one way', async ({ desk }) => {
    const carla = await opens(desk);
    const maria = await desk.technician();
    expect((await carla.tab.post('/api/request/say', { ...carla.held, text: 'are you there?' })).status).toBe(
      204,
    );
    expect((await list(maria)).rows[0]).toMatchObject({ unread: 1 });
    await does(maria, carla, 'assign');
    await does(maria, carla, 'say', { text: 'I am' });
    await does(maria, carla, 'notes', { text: 'she is angry' });
    const seen = await carla.look();
    expect(seen.lines.map(({ by, text }) => `${by}: ${text}`)).toEqual([
      'customer: are you there?',
      'technician: I am',
    ]);
    expect(JSON.stringify(seen)).not.toContain('angry');
    expect((await read(maria, carla)).notes).toMatchObject([{ by: 'Maria Rossi', text: 'she is angry' }]);
  });

  it('leads into a session at level none, once, only when invited', async ({ desk }) => {
    const carla = await opens(desk);
    const maria = await desk.technician();
    const enters = () => carla.tab.post('/api/request/enter', { ...carla.held, device: COMPUTER });
    expect((await enters()).status).toBe(409);
    await does(maria, carla, 'assign');
    const { sid } = requests.joinedRequest.parse((await does(maria, carla, 'join')).json);
    expect(requests.joinedRequest.parse((await does(maria, carla, 'join')).json).sid).toBe(sid);
    expect(await carla.look()).toMatchObject({ isInvited: true });
    const joined = http.joined.parse((await enters()).json);
    expect(joined).toMatchObject({
      sid,
      technician: { name: 'Maria Rossi' },
      desk: { name: 'Conti Informatica' },
    });
    expect(await carla.look()).toMatchObject({ isInvited: false });
    expect((await enters()).status).toBe(409);
    const { timeline, session } = await read(maria, carla);
    expect(session).toBe(sid);
    expect(timeline.map(({ what }) => what)).toEqual(['opened', 'assigned', 'invited', 'entered']);
  });

  it('goes back to the queue when its technician is gone for a minute, and everything with it ends', async ({
    desk,
    clock,
  }) => {
    const carla = await opens(desk);
    const maria = await desk.technician();
    await does(maria, carla, 'assign');
    const { sid } = requests.joinedRequest.parse((await does(maria, carla, 'join')).json);
    await maria.connects(sid);
    const entered = await carla.tab.post('/api/request/enter', { ...carla.held, device: COMPUTER });
    const customer = new Customer(carla.tab, http.joined.parse(entered.json), {
      key: await newKey(),
      host: maria,
    });
    await customer.arrives();
    await customer.admits();
    await desk.restarts();
    clock.advance(LIMITS.disconnectMs);
    // The customer comes back, and the technician has been gone for so long.
    await customer.connects(sid);
    const luca = await desk.technician('Luca Verdi');
    await waitFor(async () => ((await carla.look()).state === 'new' ? true : undefined), {
      what: 'the request to come back',
      timeoutMs: 10_000,
    });
    const { timeline, row } = await read(luca, carla);
    expect(timeline.at(-1)).toMatchObject({ what: 'lost', by: 'Maria Rossi' });
    expect(row.assignee).toBeNull();
    expect((await maria.tab.post(`/api/sessions/${sid}/return`, {})).status).not.toBe(200);
    expect((await does(luca, carla, 'assign')).status).toBe(200);
  });

  it('goes back to the queue when whoever took it does not answer in five minutes, also over a restart', async ({
    desk,
    clock,
  }) => {
    const [first, second] = [await opens(desk), await opens(desk)];
    const maria = await desk.technician();
    await does(maria, first, 'assign');
    await does(maria, second, 'assign');
    const { row } = await read(maria, first);
    expect(row.answerBy).toBe(clock.now() + requests.ANSWER_MS);
    // The customer's own line answers nothing; the technician's does.
    await first.tab.post('/api/request/say', { ...first.held, text: 'are you there?' });
    await does(maria, second, 'say', { text: 'I am' });
    expect((await read(maria, second)).row.answerBy).toBeNull();
    clock.advance(requests.ANSWER_MS);
    await desk.restarts();
    await waitFor(async () => ((await first.look()).state === 'new' ? true : undefined), {
      what: 'the request to come back',
    });
    expect((await read(maria, first)).timeline.at(-1)).toMatchObject({
      what: 'unanswered',
      by: 'Maria Rossi',
    });
    expect((await second.look()).assignee).toBe('Maria Rossi');
    expect((await does(maria, first, 'assign')).status).toBe(200);
    await does(maria, first, 'join');
    expect((await read(maria, first)).row.answerBy).toBeNull();
  });

  it('is given back, closed and rated, each once', async ({ desk }) => {
    const carla = await opens(desk);
    const maria = await desk.technician();
    await does(maria, carla, 'assign');
    expect((await does(maria, carla, 'release')).status).toBe(204);
    expect((await does(maria, carla, 'release')).status).toBe(403);
    await does(maria, carla, 'assign');
    const rating = { ...carla.held, rating: 5, words: 'grazie' };
    expect((await carla.tab.post('/api/request/rate', rating)).status).toBe(409);
    expect((await does(maria, carla, 'close', { outcome: 'bring-in', note: 'new drum' })).status).toBe(204);
    expect(await carla.look()).toMatchObject({ state: 'completed', outcome: 'bring-in' });
    expect((await carla.tab.post('/api/request/rate', rating)).status).toBe(204);
    expect((await carla.tab.post('/api/request/rate', rating)).status).toBe(409);
    expect((await carla.tab.post('/api/request/say', { ...carla.held, text: 'x' })).status).toBe(409);
    expect(await read(maria, carla)).toMatchObject({
      closing: 'new drum',
      feedback: { rating: 5, words: 'grazie' },
    });
    expect((await list(maria)).counts).toEqual({ new: 0, mine: 0, active: 0, completed: 1 });
  });

  it('is withdrawn by its customer, and by nobody twice', async ({ desk }) => {
    const carla = await opens(desk);
    expect((await carla.tab.post('/api/request/withdraw', carla.held)).status).toBe(204);
    expect((await carla.tab.post('/api/request/withdraw', carla.held)).status).toBe(409);
    const maria = await desk.technician();
    expect(await list(maria, 'view=completed')).toMatchObject({ rows: [{ outcome: 'withdrawn' }] });
    expect(requests.requestRow.parse((await does(maria, carla, 'assign')).json).state).toBe('completed');
  });

  it('stands in the log without a word of what was written', async ({ desk }) => {
    const carla = await opens(desk);
    const maria = await desk.technician();
    await does(maria, carla, 'assign');
    const events = await desk.store.read<{ type: string; body: string }>(
      desk.store.sql
        .selectFrom('event')
        .select(['type', 'body'])
        .where('type', 'like', 'request.%')
        .orderBy('id'),
    );
    expect(events.map(({ type }) => type)).toEqual(['request.opened', 'request.assigned']);
    expect(JSON.stringify(events)).not.toMatch(/Carla|printer|carla@/);
    expect(desk.log.join('')).not.toMatch(/printer|carla@example/);
  });
});

describe.concurrent('bad input', () => {
  it('gets a clear no', async ({ desk }) => {
    await desk.admin();
    const { tab } = desk.visitor();
    const bad: Partial<Record<keyof requests.NewRequest, unknown>>[] = [
      { problem: 'x'.repeat(4_001) },
      { problem: '' },
      { email: 'not an address' },
      { name: 'a\u0007b' },
      { language: 'de' },
      { device: null },
    ];
    for (const but of bad)
      expect((await tab.post(`${PORTAL}/requests`, { ...WRITTEN, ...but })).status).toBe(400);
    expect((await tab.post('/api/portal/nobody/requests', WRITTEN)).status).toBe(404);
    expect((await tab.get('/api/portal/nobody')).status).toBe(404);
    expect((await tab.get('/api/requests?view=all')).status).toBe(401);
  });

  it('cannot flood the queue from one address', async ({ desk }) => {
    await desk.admin();
    const { tab } = desk.visitor('203.0.113.7');
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await tab.post(`${PORTAL}/requests`, WRITTEN)).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(201));
    expect(statuses.slice(10)).toEqual([429, 429]);
    // Nobody else is in the way of that.
    expect((await opens(desk)).number).toBe(11);
  });
});
