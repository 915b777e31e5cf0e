// Downloads of the log: what they hold, who took them, and that nothing leaves unrecorded.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionEvent } from '../../shared/session/events.ts';
import { type Desk, meetAndView, type Staff, startDesk } from '../support/actors.ts';
import { type FaultyStore, faulty } from '../support/stores.ts';

let desk: Desk;
let store: FaultyStore;
let auditor: Staff;
let sid: string;
beforeAll(async () => {
  desk = await startDesk({
    around: (real) => {
      store = faulty(real);
      return store;
    },
  });
  auditor = await desk.auditor();
  const { maria, carla, sid: met, gid } = await meetAndView(desk);
  sid = met;
  await carla.stops(gid);
  await maria.asks({ reason: '=HYPERLINK("https://evil.example","look")' });
  await carla.denies();
  await carla.offersFile({ name: '@SUM(A1).pdf' });
  await maria.ends();
});
afterAll(() => desk.closes());

const linesOf = (text: string) => text.split(/\r?\n/).filter(Boolean);
const exportsBy = async (staff: Staff): Promise<Record<string, unknown>[]> => {
  const query = desk.store.sql
    .selectFrom('event')
    .select('body')
    .where('type', '=', 'admin.export')
    .orderBy('id');
  const rows = await desk.store.read<{ body: string }>(query);
  return rows.map(({ body }) => JSON.parse(body)).filter(({ by }) => by === staff.id);
};

describe('the list', () => {
  it('leaves as CSV for spreadsheets: UTF-8 with its mark, a header, a line a session', async () => {
    const reply = await auditor.tab.get('/api/log/export?format=csv');
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toContain('text/csv');
    expect(reply.headers['content-disposition']).toMatch(
      /^attachment; filename="permesso-sessions-\d{4}-\d\d-\d\d\.csv"$/,
    );
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(reply.text.startsWith('\ufeff"session","started"')).toBe(true);
    const [, first = ''] = linesOf(reply.text);
    expect(first).toContain('"Maria Rossi"');
    expect(first).toMatch(/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/);
    expect(first).toContain('"signed"');
  });

  it('leaves as JSON Lines for programs', async () => {
    const reply = await auditor.tab.get('/api/log/export?format=jsonl');
    const rows = linesOf(reply.text).map((line) => JSON.parse(line));
    expect(rows.map((row) => row.sid)).toEqual((await auditor.readsLog()).rows.map((row) => row.sid));
    expect(rows[0]).toMatchObject({ technicianName: 'Maria Rossi', scopes: ['view'], isUnsigned: false });
    expect(new Date(rows[0].createdAt).toISOString()).toBe(rows[0].createdAt);
  });

  it('is narrowed as on the page', async () => {
    const of = async (query: string) =>
      linesOf((await auditor.tab.get(`/api/log/export?format=jsonl&${query}`)).text).length;
    expect(await of('ending=completed')).toBe(1);
    expect(await of('ending=lonely')).toBe(0);
    expect(await of('q=nobody')).toBe(0);
  });

  it('does not begin in the middle, nor in a format nobody knows', async () => {
    for (const query of ['format=xlsx', '', 'format=csv&after=1.aaaaaaaaaaaaaaaaaaaaaa'])
      expect((await auditor.tab.get(`/api/log/export?${query}`)).status).toBe(400);
  });
});

describe('one session', () => {
  it('leaves as CSV in which nobody’s words become a formula', async () => {
    const reply = await auditor.tab.get(`/api/log/sessions/${sid}/export?format=csv`);
    const text = reply.text.replace('\ufeff', '');
    expect(text).toContain('"\'=HYPERLINK(""https://evil.example"",""look"")"');
    expect(text).toContain('"\'@SUM(A1).pdf"');
    expect(text).not.toMatch(/(?:^|,)"[=+\-@]/m);
    const { events } = await auditor.readsSession(sid);
    expect(linesOf(text)).toHaveLength(events.length + 1);
  });

  it('leaves as JSON Lines of the very events', async () => {
    const reply = await auditor.tab.get(`/api/log/sessions/${sid}/export?format=jsonl`);
    const events = linesOf(reply.text).map((line) => sessionEvent.parse(JSON.parse(line)));
    expect(events).toEqual((await auditor.readsSession(sid)).events);
  });

  it('leaves as a page to read, in which nobody’s words become markup', async () => {
    const reply = await auditor.tab.get(`/api/log/sessions/${sid}/export?format=html`);
    expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(reply.headers['content-disposition']).toContain('attachment');
    const { events } = await auditor.readsSession(sid);
    expect(reply.text.match(/<tr>/g)).toHaveLength(events.length + 1);
    expect(reply.text).toContain('=HYPERLINK(&quot;https://evil.example&quot;');
    expect(reply.text).not.toMatch(/<(?:script|img|a|link|style)\b/);
    expect(reply.text.trimEnd()).toMatch(/<\/html>$/);
  });

  it('is not there where there is no such session', async () => {
    const reply = await auditor.tab.get(`/api/log/sessions/${'A'.repeat(22)}/export?format=csv`);
    expect(reply.json.error).toBe('NOT_FOUND');
  });
});

describe('every download', () => {
  it('is written down: who took what, and in which form', async () => {
    const before = (await exportsBy(auditor)).length;
    await auditor.tab.get('/api/log/export?format=csv');
    await auditor.tab.get('/api/log/export?format=jsonl&q=linux');
    await auditor.tab.get(`/api/log/sessions/${sid}/export?format=jsonl`);
    await auditor.tab.get(`/api/log/sessions/${sid}/bundle`);
    expect((await exportsBy(auditor)).slice(before)).toMatchObject([
      { what: 'list', format: 'csv', filtered: false },
      { what: 'list', format: 'jsonl', filtered: true },
      { what: 'session', sid, format: 'jsonl' },
      { what: 'session', sid, format: 'bundle' },
    ]);
  });

  it('does not begin where it cannot be written down', async () => {
    store.isFull = true;
    for (const path of ['/api/log/export?format=csv', `/api/log/sessions/${sid}/export?format=csv`]) {
      const reply = await auditor.tab.get(path);
      expect(reply.json).toMatchObject({ error: 'STORE_UNAVAILABLE' });
      expect(reply.text).not.toContain('Maria');
    }
    store.isFull = false;
  });

  it('is refused to whoever may not read the log', async () => {
    const maria = await desk.technician();
    for (const path of ['/api/log/export?format=csv', `/api/log/sessions/${sid}/export?format=csv`])
      expect((await maria.tab.get(path)).status).toBe(403);
  });
});
