// What customers report: by a member of the session, once; it ends the session; two of them, or one that began as frauds do, stop the
// account until an admin of that desk has decided, and never about themselves.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryBus } from '../../server/bus/memory.ts';
import { openKeyring } from '../../server/keys/keyring.ts';
import { logRoom } from '../../server/log/room.ts';
import { loadSecrets } from '../../server/secrets.ts';
import { isRefusal } from '../../shared/errors.ts';
import { isEnoughToFreeze } from '../../shared/people/complaining.ts';
import { complaintRows } from '../../shared/protocol/complaints.ts';
import {
  type Customer,
  type Desk,
  meet,
  proofBy,
  type Staff,
  startDesk,
  type Technician,
} from '../support/actors.ts';
import { allThatIsKept, openStore } from '../support/engines.ts';
import { type OvertakenStore, overtaken } from '../support/stores.ts';
import { waitFor } from '../support/wait.ts';

const WORDS = 'Voleva il codice della banca';
const CALLED = { contact: 'caller', topic: 'bait' } as const;

let desk: Desk;
let anna: Staff;
beforeAll(async () => {
  desk = await startDesk();
  anna = await desk.admin();
});
afterAll(() => desk.closes());

const meets = async (maria: Technician): Promise<Customer> => {
  const { code } = await maria.opensSession();
  const carla = await desk.visitor().joins(code);
  await carla.admits();
  await maria.hears('session.admitted');
  return carla;
};
const body = ({ joined }: Customer, but: object = {}) => ({
  sid: joined.sid,
  resume: joined.resume,
  reasons: ['money', 'pressure'],
  words: '',
  ...but,
});
const reports = async (carla: Customer, but: object = {}) => {
  const { sid, resume } = carla.joined;
  const proof = await proofBy(carla.key, { tab: carla.tab, sid, resume });
  return carla.tab.post('/api/complaint', body(carla, { proof, ...but }));
};
const list = async (by: Staff) => complaintRows.parse((await by.tab.get('/api/complaints')).json);
const mine = async (by: Staff, person: { readonly id: string }) =>
  (await list(by)).rows.filter(({ technician }) => technician.id === person.id);
const decides = (by: Staff, person: string, decision: 'cleared' | 'closed') =>
  by.tab.post(`/api/complaints/${person}/decide`, { decision });
const comesIn = async (who: Staff) => {
  const answer = await desk
    .tab()
    .post('/api/sign-in', { email: who.person.email, password: 'correct horse battery staple' });
  return answer.status === 200 ? 'in' : answer.json?.error;
};

describe('a report', () => {
  it('ends the session at once, is told once, and is read by admins alone', async () => {
    const maria = await desk.technician('Maria Prima');
    const carla = await meets(maria);
    expect((await reports(carla, { words: WORDS })).status).toBe(204);
    await maria.hears('session.ended');
    expect((await reports(carla)).json?.error).toBe('REPORTED');
    expect(await mine(anna, maria)).toMatchObject([
      { sid: carla.sid, reasons: ['money', 'pressure'], isRisky: false, words: WORDS, decision: null },
    ]);
    expect((await maria.tab.get('/api/complaints')).status).toBe(403);
    expect((await (await desk.auditor()).tab.get('/api/complaints')).status).toBe(403);
    expect(await comesIn(maria.staff)).toBe('in');
  });

  it('is nobody’s who was not in that session, and needs the key while it goes on', async () => {
    const maria = await desk.technician('Maria Seconda');
    const carla = await meets(maria);
    const other = await meets(await desk.technician('Maria Terza'));
    const { resume } = other.joined;
    expect((await carla.tab.post('/api/complaint', body(carla))).status).toBe(404);
    expect((await other.tab.post('/api/complaint', body(carla, { resume }))).status).toBe(404);
    const { sid } = other.joined;
    const proof = await proofBy(other.key, { tab: other.tab, sid, resume });
    expect((await carla.tab.post('/api/complaint', body(carla, { proof }))).status).toBe(404);
    expect(carla.line.state.phase).toBe('open');
    await carla.wishes({ type: 'end' });
    expect((await carla.tab.post('/api/complaint', body(carla))).status).toBe(204);
  });

  it('says something, in words of the list, and no more than fits', async () => {
    const carla = await meets(await desk.technician('Maria Quarta'));
    for (const but of [{ reasons: [] }, { reasons: ['ugly'] }, { words: 'x'.repeat(2_001) }, { more: 1 }])
      expect((await reports(carla, but)).json?.error).toBe('BAD_INPUT');
  });
});

describe('an account', () => {
  it('rests after two reports of different customers: no sign-in, no session, no new password', async () => {
    const maria = await desk.technician('Rosa Gialli');
    const [first, second, third] = [await meets(maria), await meets(maria), await meets(maria)];
    await reports(first);
    expect(await comesIn(maria.staff)).toBe('in');
    await reports(second);
    await third.hears('session.ended');
    expect(await comesIn(maria.staff)).toBe('ACCOUNT_FROZEN');
    expect((await maria.tab.post('/api/sessions', { code: 'page' })).status).toBe(401);
    const wrong = { email: maria.staff.person.email, password: 'not the password at all' };
    expect((await desk.tab().post('/api/sign-in', wrong)).json?.error).toBe('SIGN_IN_FAILED');
    expect((await mine(anna, maria))[0]?.technician.state).toBe('frozen');
    const { link } = await anna.relinks(maria.id);
    const token = link.slice(link.indexOf('#') + 1);
    const enrols = await desk.tab().post('/api/enrol', { token, password: 'quattro parole senza legame' });
    expect(enrols.json?.error).toBe('ACCOUNT_FROZEN');
  });

  it('rests after one report of a session that began as frauds do, and works again when an admin clears it', async () => {
    const maria = await desk.technician('Vera Bruni');
    const carla = await meets(maria);
    await carla.wishes({ type: 'answer', ...CALLED });
    await reports(carla);
    expect(await comesIn(maria.staff)).toBe('ACCOUNT_FROZEN');
    expect((await decides(anna, maria.id, 'cleared')).status).toBe(204);
    expect(await comesIn(maria.staff)).toBe('in');
    expect(await mine(anna, maria)).toMatchObject([{ decision: { what: 'cleared', by: 'Anna Conti' } }]);
    expect((await decides(anna, maria.id, 'cleared')).status).toBe(404);
  });

  it('is closed where an admin decides so, and opened again works as any other', async () => {
    const maria = await desk.technician('Irma Neri');
    const carla = await meets(maria);
    await carla.wishes({ type: 'answer', ...CALLED });
    await reports(carla);
    expect((await decides(anna, maria.id, 'closed')).status).toBe(204);
    expect(await comesIn(maria.staff)).toBe('SIGN_IN_FAILED');
    await anna.setsState(maria.id, 'active');
    expect(await comesIn(maria.staff)).toBe('in');
  });

  it('is not decided about by the one whose it is', async () => {
    const bruno = await desk.secondAdmin();
    const { code } = await (await desk.technician('Sara Blu')).opensSession();
    expect(code).toBeTruthy();
    const opened = await bruno.tab.post('/api/sessions', { code: 'broker' });
    const visitor = desk.visitor();
    const joined = (await visitor.tries(opened.json?.code as string)).json as Customer['joined'];
    const report = { sid: joined.sid, resume: joined.resume, reasons: ['other'], words: WORDS };
    expect((await visitor.tab.post('/api/complaint', report)).status).toBe(204);
    expect(await mine(bruno, bruno.person)).toMatchObject([{ words: null, decision: null }]);
    expect((await decides(bruno, bruno.id, 'cleared')).json?.error).toBe('FORBIDDEN');
    expect((await decides(anna, bruno.id, 'cleared')).status).toBe(204);
  });

  it('is stopped by two customers, not by one who comes twice with one request', () => {
    const calm = (customer: string) => ({ customer, isRisky: false });
    expect(isEnoughToFreeze([])).toBe(false);
    expect(isEnoughToFreeze([calm('a'), calm('a')])).toBe(false);
    expect(isEnoughToFreeze([calm('a'), calm('b')])).toBe(true);
    expect(isEnoughToFreeze([{ customer: 'a', isRisky: true }])).toBe(true);
  });
});

describe('what is left of it', () => {
  it('stands in the log of the desk, without a word of the customer', async () => {
    const { store } = desk;
    const events = store.sql.selectFrom('event').select(['type', 'body']).where('session_id', 'is', null);
    const rows = await store.read<{ type: string; body: string }>(events);
    const types = new Set(rows.map(({ type }) => type));
    for (const type of ['complaint.filed', 'account.frozen', 'complaint.decided'])
      expect(types).toContain(type);
    expect(rows.map(({ body: text }) => text).join()).not.toContain('codice della banca');
  });

  it('is read by nobody once the session is erased, nor found in the file', async () => {
    const kept = () => allThatIsKept(desk.store, desk.file);
    expect(await kept()).not.toContain(WORDS);
    const [before] = (await list(anna)).rows.filter(({ words }) => words === WORDS);
    const store = await openStore(desk.file);
    const secrets = loadSecrets(desk.folder);
    const room = logRoom({
      store,
      bus: memoryBus(),
      secrets,
      keys: openKeyring(desk.folder, Date.now),
      headsDir: join(desk.folder, 'heads'),
      host: 'localhost',
      now: Date.now,
      onProblem: () => {},
      onRefusal: () => {},
    });
    expect(isRefusal(await room.eraser.eraseSession(before?.sid ?? '', 'asked for it'))).toBe(false);
    const left = store.sql
      .selectFrom('complaint')
      .select(['ct', 'nonce'])
      .where('session_id', '=', before?.sid ?? '');
    expect(await store.read(left)).toEqual([{ ct: null, nonce: null }]);
    await store.close();
    const after = (await list(anna)).rows.find(({ complaint }) => complaint === before?.complaint);
    expect(after).toMatchObject({ words: null, reasons: before?.reasons });
  });
});

describe('a report that comes at an odd moment', () => {
  let own: Desk;
  let store: OvertakenStore;
  beforeAll(async () => {
    const around = (given: Desk['store']) => {
      store = overtaken(given);
      return store;
    };
    own = await startDesk({ around });
  });
  afterAll(() => own.closes());

  it('counts, without its words, where the session was erased before', async () => {
    const { carla, maria, sid } = await meet(own);
    await maria.ends();
    await carla.hears('session.ended');
    // As the operator's own command does, beside the broker.
    const erased = { wrapped: null, erased_at: Date.now() };
    await store.write([
      { query: store.sql.updateTable('detail_key').set(erased).where('id', '=', sid) },
      { query: store.sql.updateTable('detail').set({ nonce: null, ct: null }).where('key_id', '=', sid) },
    ]);
    await own.restarts();
    const reply = await carla.tab.post('/api/complaint', body(carla, { words: WORDS }));
    expect(reply.status).toBe(204);
    const [row] = await mine(await own.admin(), maria);
    expect(row).toMatchObject({ sid, words: null, reasons: ['money', 'pressure'] });
  });

  it('stops the account also where an admin is just clearing it of older ones', async () => {
    const maria = await own.technician('Rita Rossi');
    const customer = async () => {
      const { code } = await maria.opensSession('broker');
      return own.visitor().joins(code);
    };
    const [first, second, third, fourth] = [
      await customer(),
      await customer(),
      await customer(),
      await customer(),
    ];
    const tells = (carla: Customer) => carla.tab.post('/api/complaint', body(carla));
    await tells(first);
    await tells(second);
    expect(await own.people.isFrozen(maria.id)).toBe(true);
    const late: Promise<unknown>[] = [];
    const filed = async () => (await mine(await own.admin(), maria)).length;
    // The admin has decided about two; before the account works again, two more have come in.
    store.before(/^update "person" set "frozen_at" = (?:\?|\$\d+)/, async () => {
      late.push(tells(third), tells(fourth));
      await waitFor(async () => ((await filed()) === 4 ? true : undefined), {
        what: 'both to be written down',
      });
    });
    expect((await decides(await own.admin(), maria.id, 'cleared')).status).toBe(204);
    await Promise.all(late);
    expect(await own.people.isFrozen(maria.id)).toBe(true);
  });
});
