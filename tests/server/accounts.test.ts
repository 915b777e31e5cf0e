// Accounts of staff: coming in, staying, going out, and who may do what.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../shared/people/roles.ts';
import { type Desk, meet, PASSWORD, startDesk, tokenIn } from '../support/actors.ts';
import { type Clock, fakeClock } from '../support/clock.ts';
import type { Reply, Tab } from '../support/tab.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let clock: Clock;
let desk: Desk;
beforeAll(async () => {
  clock = fakeClock();
  desk = await startDesk({ now: clock.now });
});
afterAll(() => desk.closes());

let people = 0;
const someone = (role: Role = 'technician') => {
  people += 1;
  return { name: 'Dora Neri', email: `dora-${people}@example.org`, role };
};
/** All people of the first desk. */
const everyone = async (of: Desk) => {
  const home = await of.people.firstDesk();
  return of.people.peopleOf(home ? [home] : []);
};
const enrols = (tab: Tab, token: string, password = PASSWORD): Promise<Reply> =>
  tab.post('/api/enrol', { token, password });
const codeOf = (reply: Reply) => ({ status: reply.status, error: reply.json?.error });

describe('the first admin', () => {
  let fresh: Desk;
  beforeEach(async () => {
    fresh = await startDesk();
  });
  afterEach(() => fresh.closes());
  const first = { name: 'Anna Conti', email: 'Anna@Example.org ', desk: 'Conti Informatica' };

  it('sets up the desk with a link that works once', async () => {
    const { token } = await fresh.people.firstLink();
    const tab = fresh.tab();
    const card = await tab.post('/api/enrol/look', { token });
    expect(card.json).toMatchObject({ isFirst: true, role: 'admin' });
    const reply = await tab.post('/api/enrol', { token, password: PASSWORD, first });
    expect(reply.json).toMatchObject({
      person: { role: 'admin', state: 'active', email: 'anna@example.org' },
      desk: { name: 'Conti Informatica' },
    });
    expect((await tab.get('/api/me')).status).toBe(200);
    const again = await fresh.tab().post('/api/enrol', { token, password: PASSWORD, first });
    expect(codeOf(again)).toEqual({ status: 404, error: 'LINK_NOT_USABLE' });
  });

  it('is one, also when ten come with the same link at once', async () => {
    const { token } = await fresh.people.firstLink();
    const all = Array.from({ length: 10 }, (_, n) =>
      fresh
        .tab()
        .post('/api/enrol', { token, password: PASSWORD, first: { ...first, email: `a${n}@example.org` } }),
    );
    const replies = await Promise.all(all);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await everyone(fresh)).toHaveLength(1);
  });

  it('comes with the newest link only', async () => {
    const old = await fresh.people.firstLink();
    await fresh.people.firstLink();
    expect(codeOf(await fresh.tab().post('/api/enrol/look', { token: old.token })).error).toBe(
      'LINK_NOT_USABLE',
    );
  });

  it('cannot come twice: no later first link makes a second desk', async () => {
    await fresh.admin();
    const { token } = await fresh.people.firstLink();
    const reply = await fresh.tab().post('/api/enrol', { token, password: PASSWORD, first });
    expect(codeOf(reply).error).toBe('LINK_NOT_USABLE');
  });

  it('says who they are', async () => {
    const { token } = await fresh.people.firstLink();
    expect(codeOf(await enrols(fresh.tab(), token)).error).toBe('BAD_INPUT');
    const posing = { ...first, desk: 'Microsoft Support' };
    const reply = await fresh.tab().post('/api/enrol', { token, password: PASSWORD, first: posing });
    expect(codeOf(reply)).toEqual({ status: 400, error: 'BAD_NAME' });
  });
});

describe('an invitation', () => {
  it('works once, also when ten use it at once', async () => {
    const { link } = await (await desk.admin()).invites(someone());
    const replies = await Promise.all(Array.from({ length: 10 }, () => enrols(desk.tab(), tokenIn(link))));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 404]));
  });

  it('works for a day', async () => {
    const { link, expiresAt } = await (await desk.admin()).invites(someone());
    expect(expiresAt).toBe(clock.now() + 24 * HOUR);
    clock.advance(24 * HOUR);
    expect(codeOf(await enrols(desk.tab(), tokenIn(link))).error).toBe('LINK_NOT_USABLE');
    await (await desk.admin()).signsIn();
  });

  it('is replaced by a newer one, which also ends what was signed in', async () => {
    const maria = await desk.technician();
    const admin = await desk.admin();
    const first = await admin.relinks(maria.id);
    expect((await maria.tab.get('/api/me')).status).toBe(401);
    await expect(maria.staff.signsIn()).rejects.toThrow('SIGN_IN_FAILED');
    const second = await admin.relinks(maria.id);
    expect(codeOf(await enrols(desk.tab(), tokenIn(first.link))).error).toBe('LINK_NOT_USABLE');
    expect((await enrols(desk.tab(), tokenIn(second.link), 'quite another long sentence')).status).toBe(200);
    await expect(maria.staff.signsIn()).rejects.toThrow('SIGN_IN_FAILED');
    await maria.staff.signsIn('quite another long sentence');
  });

  it('goes to an address once', async () => {
    const admin = await desk.admin();
    const who = someone();
    await admin.invites(who);
    await expect(admin.invites({ ...who, email: who.email.toUpperCase() })).rejects.toThrow('ALREADY_EXISTS');
  });

  it('takes no name that poses as somebody', async () => {
    await expect((await desk.admin()).invites({ ...someone(), name: 'Zoom' })).rejects.toThrow('BAD_NAME');
  });

  it('stops working when the account is closed', async () => {
    const admin = await desk.admin();
    const { link, person } = await admin.invites(someone());
    await admin.setsState(person.id, 'disabled');
    expect(codeOf(await enrols(desk.tab(), tokenIn(link))).error).toBe('LINK_NOT_USABLE');
  });

  it('is for enrolling and does not sign in', async () => {
    const { link } = await (await desk.admin()).invites(someone());
    const reply = await desk.tab().post('/api/sign-in/link', { token: tokenIn(link) });
    expect(codeOf(reply).error).toBe('LINK_NOT_USABLE');
  });
});

describe('a password', () => {
  const poor: Record<string, string> = {
    short: 'abcd efgh ijkl',
    'one letter': 'a'.repeat(40),
    'one word again and again': 'hunter'.repeat(6),
    'the keyboard': 'qwertyuiopasdfghjkl',
    'counted up': '1234567890123456',
    'their own name': 'dora neri dora neri',
    'the product': 'permesso permesso password',
  };
  for (const [why, password] of Object.entries(poor))
    it(`is refused when it is ${why}, and the link stays good`, async () => {
      const { link } = await (await desk.admin()).invites(someone());
      expect(codeOf(await enrols(desk.tab(), tokenIn(link), password))).toEqual({
        status: 400,
        error: 'BAD_PASSWORD',
      });
      expect((await enrols(desk.tab(), tokenIn(link))).status).toBe(200);
    });

  it('may be long and in any script', async () => {
    const { link, person } = await (await desk.admin()).invites(someone());
    const password = 'così è, se vi pare — 山田 😀 '.repeat(6).slice(0, 128);
    expect((await enrols(desk.tab(), tokenIn(link), password)).status).toBe(200);
    const reply = await desk.tab().post('/api/sign-in', { email: person.email, password });
    expect(reply.status).toBe(200);
  });
});

describe('signing in', () => {
  it('answers alike for a wrong password, an unknown address and a closed account', async () => {
    const maria = await desk.technician();
    const closed = await desk.technician('Dora Neri');
    await (await desk.admin()).setsState(closed.id, 'disabled');
    const tries = [
      { email: maria.staff.person.email, password: 'x'.repeat(20) },
      { email: 'nobody@example.org', password: PASSWORD },
      { email: closed.staff.person.email, password: PASSWORD },
    ];
    const replies = await Promise.all(tries.map((body) => desk.tab().post('/api/sign-in', body)));
    for (const reply of replies) {
      expect(codeOf(reply)).toEqual({ status: 401, error: 'SIGN_IN_FAILED' });
      expect(reply.text).toBe(replies[0]?.text);
      expect(reply.headers['set-cookie']).toBeUndefined();
    }
  });

  it('is tried ten times a minute from one address', async () => {
    const tab = desk.tab();
    const replies = [];
    for (let n = 0; n < 11; n++)
      replies.push(await tab.post('/api/sign-in', { email: 'x@example.org', password: 'x' }));
    expect(codeOf(replies[10] as Reply)).toEqual({ status: 429, error: 'TOO_MANY_TRIES' });
    expect(Number(replies[10]?.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('gives a cookie that no script reads, no other site sends and no other host gets', async () => {
    const maria = await desk.technician();
    await maria.staff.signsOut();
    const reply = await maria.tab.post('/api/sign-in', {
      email: maria.staff.person.email,
      password: PASSWORD,
    });
    const [cookie = ''] = reply.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^__Host-sid=[\w-]{43};/);
    for (const flag of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/', 'Max-Age=43200'])
      expect(cookie).toContain(flag);
    expect(cookie).not.toContain('Domain');
    expect(reply.text).not.toContain(maria.tab.login ?? '?');
  });

  it('gives a new value each time', async () => {
    const maria = await desk.technician();
    const first = maria.tab.login;
    await maria.staff.signsIn();
    expect(maria.tab.login).not.toBe(first);
  });

  it('is written down', async () => {
    const maria = await desk.technician();
    await maria.staff.signsIn();
    const query = desk.store.sql.selectFrom('event').select(['type', 'body']).where('session_id', 'is', null);
    const rows = await desk.store.read<{ type: string; body: string }>(query);
    const mine = rows.filter(({ body }) => (JSON.parse(body) as { by: string }).by === maria.id);
    expect(mine.map(({ type }) => type)).toEqual(['tech.enrolled', 'tech.login']);
  });
});

describe('a login', () => {
  it('is over after half an hour without a sign of life', async () => {
    const maria = await desk.technician();
    clock.advance(30 * MINUTE - 1);
    expect((await maria.tab.get('/api/me')).status).toBe(200);
    clock.advance(30 * MINUTE);
    expect(codeOf(await maria.tab.get('/api/me'))).toEqual({ status: 401, error: 'NOT_SIGNED_IN' });
  });

  it('is over after twelve hours, however busy', async () => {
    const maria = await desk.technician();
    for (let n = 0; n < 35; n++) {
      clock.advance(20 * MINUTE);
      expect((await maria.tab.get('/api/me')).status).toBe(200);
    }
    clock.advance(20 * MINUTE);
    expect((await maria.tab.get('/api/me')).status).toBe(401);
  });

  it('ends by signing out, and takes the open sockets along', async () => {
    const { maria, carla } = await meet(desk);
    await maria.staff.signsOut();
    expect(await maria.line.closed).toEqual({ code: 4401, reason: 'NOT_SIGNED_IN' });
    expect((await maria.tab.get('/api/me')).status).toBe(401);
    await carla.line.settles();
  });

  it('ends in one browser and goes on in another', async () => {
    const { maria } = await meet(desk);
    const elsewhere = desk.tab();
    const body = { email: maria.staff.person.email, password: PASSWORD };
    expect((await elsewhere.post('/api/sign-in', body)).status).toBe(200);
    expect((await elsewhere.post('/api/sign-out')).status).toBe(204);
    await maria.line.settles();
    expect((await maria.tab.get('/api/me')).status).toBe(200);
  });

  it('ends within seconds when another process ends it', async () => {
    const { maria } = await meet(desk);
    // As `npm run enrol` does beside a running broker: the same store, another process, no word on the bus.
    await desk.store.write([{ query: desk.store.sql.deleteFrom('login').where('person_id', '=', maria.id) }]);
    expect((await maria.line.closed).code).toBe(4401);
  });

  it('ends with the account, at once, and so do its sessions', async () => {
    const { maria, carla } = await meet(desk);
    const admin = await desk.admin();
    await admin.signsIn();
    await admin.setsState(maria.id, 'disabled');
    expect((await maria.line.closed).code).toBe(4401);
    expect(await carla.hears('session.ended')).toMatchObject({ ending: 'closed', by: { role: 'broker' } });
    expect((await maria.tab.get('/api/me')).status).toBe(401);
    await expect(maria.staff.signsIn()).rejects.toThrow('SIGN_IN_FAILED');
    await admin.setsState(maria.id, 'active');
    expect((await maria.tab.get('/api/me')).status).toBe(401);
    await maria.staff.signsIn();
  });

  it('is not guessed and not made up', async () => {
    for (const login of ['', 'x', 'A'.repeat(43), "' or 1=1 --"]) {
      const tab = desk.tab();
      tab.login = login;
      expect((await tab.get('/api/me')).status).toBe(401);
    }
  });
});

describe('the last admin', () => {
  let fresh: Desk;
  beforeEach(async () => {
    fresh = await startDesk();
  });
  afterEach(() => fresh.closes());

  it('cannot be closed', async () => {
    const anna = await fresh.admin();
    await expect(anna.setsState(anna.id, 'disabled')).rejects.toMatchObject({
      message: 'LAST_ADMIN',
      status: 409,
    });
  });

  it('stays, also when two close each other at the same moment', async () => {
    const anna = await fresh.admin();
    const bruno = await fresh.secondAdmin();
    await Promise.allSettled([anna.setsState(bruno.id, 'disabled'), bruno.setsState(anna.id, 'disabled')]);
    const left = (await everyone(fresh)).filter(({ role, state }) => role === 'admin' && state === 'active');
    expect(left).toHaveLength(1);
  });

  it('is not an admin who has only been invited', async () => {
    const anna = await fresh.admin();
    await anna.invites({ name: 'Bruno Verdi', email: 'bruno@example.org', role: 'admin' });
    await expect(anna.setsState(anna.id, 'disabled')).rejects.toThrow('LAST_ADMIN');
  });
});

describe('requests from other sites', () => {
  const own = 'http://localhost:3000';
  const cases: [why: string, headers: Record<string, string | undefined>, passes: boolean][] = [
    ['our own page', { 'sec-fetch-site': 'same-origin', origin: own }, true],
    ['our own page in an old browser', { 'sec-fetch-site': undefined, origin: own }, true],
    [
      'our own page by another name of this computer',
      { 'sec-fetch-site': undefined, origin: 'http://127.0.0.1:3000' },
      true,
    ],
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, false],
    ['another site that claims our origin', { 'sec-fetch-site': 'cross-site', origin: own }, false],
    ['a sibling host', { 'sec-fetch-site': 'same-site', origin: own }, false],
    ['the address bar', { 'sec-fetch-site': 'none', origin: undefined }, false],
    ['nobody says where', { 'sec-fetch-site': undefined, origin: undefined }, false],
    ['a sandboxed frame', { 'sec-fetch-site': undefined, origin: 'null' }, false],
    ['another port', { 'sec-fetch-site': undefined, origin: 'http://localhost:3001' }, false],
    ['another scheme', { 'sec-fetch-site': undefined, origin: 'https://localhost:3000' }, false],
    [
      'a name that only begins like ours',
      { 'sec-fetch-site': undefined, origin: `${own}.evil.example` },
      false,
    ],
  ];
  for (const [why, headers, passes] of cases)
    it(`${passes ? 'pass' : 'do not pass'}: ${why}`, async () => {
      const maria = await desk.technician();
      const reply = await maria.tab.post('/api/sessions', { code: 'page' }, { headers });
      expect(codeOf(reply)).toEqual(
        passes ? { status: 201, error: undefined } : { status: 403, error: 'WRONG_ORIGIN' },
      );
    });
});
