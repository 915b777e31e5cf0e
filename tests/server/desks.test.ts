// Several desks on one broker: who belongs where, and what a desk says of itself.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_POLICY } from '../../shared/desk/policy.ts';
import { FIRST_SETTINGS } from '../../shared/desk/settings.ts';
import { deskCard } from '../../shared/protocol/desks.ts';
import * as http from '../../shared/protocol/http.ts';
import * as requests from '../../shared/protocol/requests.ts';
import type { Desk, Staff } from '../support/actors.ts';
import type { Tab } from '../support/tab.ts';
import { codeOf, me, TwoDesks } from '../support/two-desks.ts';
import { waitFor } from '../support/wait.ts';

let two: TwoDesks;
let broker: Desk;
let north: TwoDesks['north'];
let anna: Staff;
beforeAll(async () => {
  two = await TwoDesks.start();
  ({ broker, north, anna } = two);
});
afterAll(() => two.closes());

describe('somebody of two desks', () => {
  it('reads both queues in one list, and each by itself', async () => {
    const both = await two.invites(anna, 'Bea Ambo', 'technician');
    expect((await two.annaAdds(both, 'Nord Assistenza')).status).toBe(200);
    expect(codeOf(await two.annaAdds(both, 'Nord Assistenza'))).toEqual({
      status: 409,
      error: 'ALREADY_EXISTS',
    });
    await two.opens('conti-informatica');
    await two.opens('nord-assistenza');
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
    const both = await two.invites(anna, 'Ugo Ambo', 'technician');
    expect((await two.annaAdds(both, 'Nord Assistenza')).status).toBe(200);
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
    const both = await two.invites(north.admin, 'Ivo Ambo', 'technician');
    expect((await two.annaAdds(both, 'Conti Informatica')).status).toBe(200);
    const { request } = await two.opens('nord-assistenza');
    await both.tab.post(`/api/requests/${request}/assign`);
    const { sid } = (await both.tab.post(`/api/requests/${request}/join`)).json as { sid: string };
    expect((await north.admin.tab.post(`/api/people/${both.id}/remove`)).status).toBe(204);
    const row = await north.technician.tab.get(`/api/requests/${request}`);
    expect(row.json).toMatchObject({ row: { state: 'new', assignee: null } });
    const { events } = await north.auditor.readsSession(sid);
    expect(events.at(-1)).toMatchObject({ type: 'session.ended', ending: 'closed' });
  });

  it('hears nothing more of a desk that they were taken out of, and is not counted as there', async () => {
    const both = await two.invites(north.admin, 'Eva Ambo', 'technician');
    expect((await two.annaAdds(both, 'Conti Informatica')).status).toBe(200);
    const available = async () =>
      requests.portal.parse((await broker.tab().get('/api/portal/nord-assistenza')).json).available;
    const before = await available();
    const stream = await two.hears(both.tab);
    expect(await available()).toBe(before + 1);
    expect((await north.admin.tab.post(`/api/people/${both.id}/remove`)).status).toBe(204);
    await waitFor(async () => ((await available()) === before ? true : undefined), {
      what: 'the stream to end',
    });
    const { request } = await two.opens('nord-assistenza');
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
    const { request } = await two.opens('nord-assistenza');
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
