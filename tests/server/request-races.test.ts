// Two who do something with one request in the same moment: of what cannot both be, one happens, whole, and the other is told so.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as requests from '../../shared/protocol/requests.ts';
import { COMPUTER, Customer, type Desk, type Staff, startDesk, type Technician } from '../support/actors.ts';
import { type Asker, asks } from '../support/asking.ts';
import { accepts, callsFor, enters } from '../support/calls.ts';
import { fakeClock } from '../support/clock.ts';
import { newKey } from '../support/statements.ts';
import { type OvertakenStore, overtaken } from '../support/stores.ts';
import type { Tab } from '../support/tab.ts';
import { waitFor } from '../support/wait.ts';

const clock = fakeClock();
let store: OvertakenStore;
let desk: Desk;
let anna: Staff;
let maria: Technician;
let luca: Technician;
beforeAll(async () => {
  const around = (given: Desk['store']) => {
    store = overtaken(given);
    return store;
  };
  desk = await startDesk({ now: clock.now, around });
  anna = await desk.admin();
  maria = await desk.technician();
  luca = await desk.technician('Luca Verdi');
  // While her login is fresh.
  await maria.key();
});
afterAll(() => desk.closes());

const opens = () => asks(desk);
const does = ({ tab }: { readonly tab: Tab }, { held }: Asker, what: string, body: object = {}) =>
  tab.post(`/api/requests/${held.request}/${what}`, body);
const says = ({ tab, held }: Asker, what: string, more: object = {}) =>
  tab.post(`/api/request/${what}`, { ...held, ...more });
const read = async ({ held }: Asker) =>
  requests.requestDetails.parse((await maria.tab.get(`/api/requests/${held.request}`)).json);
const DONE = { outcome: 'resolved', note: '' };
/** Sessions about it that go on. */
const goingOn = async ({ held }: Asker) =>
  (
    await store.read(
      store.sql
        .selectFrom('session')
        .select('id')
        .where('request_id', '=', held.request)
        .where('phase', '!=', 'ended'),
    )
  ).length;

/** Statements by their beginning, as either engine writes them. */
const JOINS = /^update "request" set "session_id" = (?:\?|\$\d+), "answer_by"/;
const CLOSES = /^update "request" set "state" = (?:\?|\$\d+), "outcome" = (?:\?|\$\d+), "closing"/;
const PUTS_BACK =
  /^update "request" set "state" = (?:\?|\$\d+), "assignee_id" = (?:\?|\$\d+), "taken_at" = (?:\?|\$\d+)/;
const ERASES = /^update "request" set "name" = (?:\?|\$\d+), "email"/;
const SAYS = /^update "request" set "unread"/;

describe('whoever takes a request', () => {
  it('comes into one session, however many of their tabs begin it at once', async () => {
    const carla = await opens();
    await does(maria, carla, 'assign');
    const joins = await Promise.all([1, 2, 3].map(() => does(maria, carla, 'join')));
    expect(joins.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(joins.map(({ json }) => json.sid)).size).toBe(1);
    expect(await goingOn(carla)).toBe(1);
  });

  it('begins no session about what was given back, or closed, in that moment', async () => {
    for (const [what, body, state] of [
      ['release', {}, 'new'],
      ['close', DONE, 'completed'],
    ] as const) {
      const carla = await opens();
      await does(maria, carla, 'assign');
      store.before(JOINS, () => does(maria, carla, what, body));
      expect((await does(maria, carla, 'join')).json).toMatchObject({ error: 'NOT_NOW' });
      expect(await goingOn(carla)).toBe(0);
      expect((await read(carla)).row.state).toBe(state);
    }
  });

  it('does not close what somebody else has by then', async () => {
    const carla = await opens();
    await does(maria, carla, 'assign');
    store.before(CLOSES, async () => {
      await does(maria, carla, 'release');
      await does(luca, carla, 'assign');
      await does(luca, carla, 'join');
    });
    expect((await does(maria, carla, 'close', DONE)).json).toMatchObject({ error: 'NOT_NOW' });
    expect((await read(carla)).row).toMatchObject({ state: 'active', assignee: { id: luca.id } });
    expect(await goingOn(carla)).toBe(1);
  });

  it('closes it once, by two presses at once', async () => {
    const carla = await opens();
    await does(maria, carla, 'assign');
    const both = await Promise.all([1, 2].map(() => does(maria, carla, 'close', DONE)));
    expect(both.map(({ status }) => status).sort()).not.toContain(500);
    expect(both.filter(({ status }) => status === 204)).toHaveLength(1);
  });

  it('keeps it where they answer in the very last moment', async () => {
    const carla = await opens();
    await does(maria, carla, 'assign');
    // By then the timer has looked at it, and looks again when somebody takes the next one.
    await read(carla);
    store.before(PUTS_BACK, () => does(maria, carla, 'say', { text: 'I am here' }));
    clock.advance(requests.ANSWER_MS);
    const other = await opens();
    await does(luca, other, 'assign');
    await does(luca, other, 'say', { text: 'hello' });
    await waitFor(async () => ((await read(carla)).lines.length > 0 ? true : undefined), {
      what: 'the answer',
    });
    expect((await read(carla)).row).toMatchObject({ state: 'active', assignee: { id: maria.id } });
  });

  it('writes nothing into what was given away or closed in that moment', async () => {
    const carla = await opens();
    await does(maria, carla, 'assign');
    store.before(SAYS, () => does(maria, carla, 'release'));
    expect((await does(maria, carla, 'say', { text: 'too late' })).status).toBe(409);
    await does(maria, carla, 'assign');
    store.before(SAYS, () => does(maria, carla, 'close', DONE));
    expect((await says(carla, 'say', { text: 'too late' })).status).toBe(409);
    expect((await read(carla)).lines).toEqual([]);
  });
});

describe('a customer', () => {
  it('who takes it back ends also what began in that moment', async () => {
    const carla = await opens();
    store.before(CLOSES, async () => {
      await does(maria, carla, 'assign');
      await does(maria, carla, 'join');
    });
    expect((await says(carla, 'withdraw')).status).toBe(204);
    expect((await read(carla)).row).toMatchObject({ state: 'completed', outcome: 'withdrawn' });
    expect(await goingOn(carla)).toBe(0);
  });

  it('cannot take back and open again without end', async () => {
    const carla = await opens();
    await says(carla, 'withdraw');
    expect((await says(carla, 'reopen')).json).toMatchObject({ error: 'NOT_NOW' });
  });

  it('keeps what they wrote where they open it again while an admin erases it', async () => {
    const carla = await opens();
    await does(maria, carla, 'assign');
    await does(maria, carla, 'close', DONE);
    store.before(ERASES, () => says(carla, 'reopen'));
    expect((await does(anna, carla, 'erase', { reason: 'asked by mail' })).json).toMatchObject({
      error: 'NOT_NOW',
    });
    expect(await read(carla)).toMatchObject({
      row: { state: 'new' },
      isErased: false,
      problem: 'The printer prints nothing',
    });
    expect((await says(carla, 'look')).status).toBe(200);
  });

  it('takes it along ten times an hour, since each time stays in the log for ever', async () => {
    const carla = await opens();
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await says(carla, 'export')).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });

  it('waits in a few pages at most: the oldest stream makes room', async () => {
    const { held, tab } = await opens();
    const ended: number[] = [];
    const over = new AbortController();
    for (let n = 0; n < 6; n += 1) {
      const answer = await fetch(`http://127.0.0.1:${desk.where.port}/api/request/events`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'sec-fetch-site': 'same-origin',
          'x-forwarded-for': tab.address,
        },
        body: JSON.stringify(held),
        signal: over.signal,
      });
      void answer.text().then(
        () => ended.push(n),
        () => {},
      );
    }
    await waitFor(async () => (ended.length === 2 ? true : undefined), { what: 'the oldest to end' });
    expect(ended.sort()).toEqual([0, 1]);
    over.abort();
  });
});

describe('what was erased', () => {
  it('takes no note any more, since nothing would ever erase that', async () => {
    const carla = await opens();
    await says(carla, 'withdraw');
    store.before(/^insert into "request_note"|^select "id" from "request"/, () =>
      does(anna, carla, 'erase', { reason: 'asked by mail' }),
    );
    expect((await does(maria, carla, 'notes', { text: 'she lives in Via Roma' })).status).toBe(409);
    expect((await does(maria, carla, 'notes', { text: 'she lives in Via Roma' })).status).toBe(409);
    expect((await read(carla)).notes).toEqual([]);
  });

  it('is gone from calls and from letters too, with the address that a mail server told back', async () => {
    const carla = await opens();
    await does(maria, carla, 'assign');
    const { sid } = (await does(maria, carla, 'join')).json as { sid: string };
    const home = (await desk.people.firstDesk())?.id ?? '';
    const at = clock.now();
    await store.write([
      {
        query: store.sql.insertInto('colleague_call').values({
          ...{ id: 'c'.repeat(22), desk_id: home, session_id: sid, request_id: carla.held.request },
          ...{ caller_id: maria.id, to_id: luca.id, how: 'join', state: 'declined' },
          ...{ note: 'a difficult lady', word: 'not her again', made_at: at, expires_at: at },
          ...{ answered_by: luca.id, follower_id: null },
        }),
      },
      {
        query: store.sql.insertInto('mail').values({
          ...{ id: 'm'.repeat(22), desk_id: home, kind: 'request-taken', person_id: null },
          ...{ request_id: carla.held.request, to_hash: 'hash', sealed: new Uint8Array(8) },
          ...{ state: 'waiting', tries: 1, next_at: at + 1e9, made_at: at, ended_at: null },
          ...{ outcome: 'put-off', answer: '450 carla@example.org is busy' },
        }),
      },
    ]);
    await does(maria, carla, 'close', DONE);
    expect((await does(anna, carla, 'erase', { reason: 'asked by mail' })).status).toBe(204);
    const calls = store.sql.selectFrom('colleague_call').select(['note', 'word']);
    expect(await store.read(calls)).toEqual([{ note: '', word: '' }]);
    expect(await store.read(store.sql.selectFrom('mail').select('id'))).toEqual([]);
  });
});

describe('somebody who left', () => {
  it('takes nothing over in the moment in which their account is closed', async () => {
    const carla = await opens();
    const nina = await desk.technician('Nina Neri');
    await does(maria, carla, 'assign');
    const { sid } = (await does(maria, carla, 'join')).json as { sid: string };
    const entered = await says(carla, 'enter', { device: COMPUTER });
    await maria.connects(sid);
    const first = new Customer(carla.tab, entered.json, { key: await newKey(), host: maria });
    await first.arrives();
    await first.admits();
    await maria.hears('session.admitted');
    const follower = await accepts(nina, await callsFor(maria, sid));
    const second = await enters(first, nina, follower);
    let isClosed = false;
    store.before(/^update "request" set "assignee_id" = (?:\?|\$\d+), "session_id"/, async () => {
      await anna.setsState(nina.id, 'disabled');
      isClosed = true;
    });
    await second.admits();
    await waitFor(async () => (isClosed ? true : undefined), { what: 'the account to be closed' });
    await maria.hears('session.ended');
    expect((await read(carla)).row.assignee).not.toMatchObject({ id: nina.id });
  });

  it('has nothing after a start, though the broker died before it had taken it from them', async () => {
    const carla = await opens();
    const nina = await desk.technician('Nina Blu');
    await does(nina, carla, 'assign');
    await does(nina, carla, 'say', { text: 'one moment' });
    await does(nina, carla, 'join');
    const { sid } = await nina.createsSession();
    await store.write([
      { query: store.sql.updateTable('person').set({ state: 'disabled' }).where('id', '=', nina.id) },
    ]);
    await desk.restarts();
    expect((await read(carla)).row).toMatchObject({ state: 'new', assignee: null });
    expect(await goingOn(carla)).toBe(0);
    const ending = store.sql.selectFrom('session').select('ending').where('id', '=', sid);
    expect(await store.read(ending)).toEqual([{ ending: 'closed' }]);
  });
});
