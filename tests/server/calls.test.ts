// A technician calls a colleague: to take over, or to help beside. Each pair has a session of its own, and nobody is anywhere without the
// customer's yes.
import { describe, expect, test } from 'vitest';
import * as requests from '../../shared/protocol/requests.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { COMPUTER, Customer, type Desk, meet, meetAndView, proofBy, startDesk } from '../support/actors.ts';
import { asks } from '../support/asking.ts';
import { accepts, callsFor, callsOf, enters, tryAccept, tryCall, tryEnter } from '../support/calls.ts';
import { type Clock, fakeClock } from '../support/clock.ts';
import { newKey } from '../support/statements.ts';
import { waitFor } from '../support/wait.ts';

const it = test.extend<{ clock: Clock; alone: Desk; desk: Desk }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures it needs from here
  clock: async ({}, use) => use(fakeClock()),
  /** For stories that move the clock or end the broker. */
  alone: async ({ clock }, use) => {
    const desk = await startDesk({ now: clock.now });
    await use(desk);
    await desk.closes();
  },
  desk: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const desk = await startDesk();
      await use(desk);
      await desk.closes();
    },
    { scope: 'file' },
  ],
});

const SECRET = 'mind the dog, she is difficult';

describe.concurrent('a hand-over', () => {
  it('ends what was allowed, lets the customer meet the new one by name, and then lets the first go', async ({
    desk,
  }) => {
    const { maria, carla, sid, gid } = await meetAndView(desk);
    const luca = await desk.technician('Luca Verdi');
    const call = await callsFor(maria, sid, { to: luca.id, note: SECRET });
    expect(await callsOf(luca, sid)).toMatchObject([
      { id: call, state: 'waiting', note: SECRET, how: 'hand-over' },
    ]);
    const follower = await accepts(luca, call);
    expect(await carla.hears('consent.relinquished')).toMatchObject({ gid });
    expect(await carla.hears('colleague.called')).toMatchObject({
      follower,
      how: 'hand-over',
      detail: { name: 'Luca Verdi' },
    });
    await expect(maria.asks()).rejects.toThrow('NOT_NOW');

    const beside = await enters(carla, luca, follower);
    expect(beside.joined).toMatchObject({ sid: follower, technician: { name: 'Luca Verdi' } });
    expect(luca.line.state).toMatchObject({ phase: 'meeting', follows: sid });
    await beside.admits();
    expect(await maria.hears('session.ended')).toMatchObject({ ending: 'handed-over' });
    await luca.hears('session.admitted');
    // A chain of its own, from the first statement on, and nothing allowed before it is asked anew.
    expect(luca.line.state).toMatchObject({ phase: 'open', auth: 'none', grants: {} });
    await luca.asks();
    await beside.grants();
    await luca.hears('consent.granted');
    expect((await callsOf(luca, sid))[0]).toMatchObject({ state: 'over', note: SECRET });
  });

  it('goes on without it where the customer refuses: the first one asks anew, and the other leaves', async ({
    desk,
  }) => {
    const { maria, carla, sid } = await meet(desk);
    const luca = await desk.technician('Luca Verdi');
    const follower = await accepts(luca, await callsFor(maria, sid));
    await carla.hears('colleague.called');
    await carla.wishes({ type: 'refuse-colleague', follower });
    await maria.hears('colleague.refused');
    expect(await luca.hears('session.ended')).toMatchObject({ ending: 'lonely' });
    expect((await tryEnter(carla, follower)).status).toBe(404);
    await maria.asks();
    await carla.grants();
  });

  it('goes on without it where nobody comes together in time, also over a restart', async ({
    alone: desk,
    clock,
  }) => {
    const { maria, carla, sid } = await meet(desk);
    const luca = await desk.technician('Luca Verdi');
    const follower = await accepts(luca, await callsFor(maria, sid));
    await carla.hears('colleague.called');
    clock.advance(LIMITS.callMeetMs);
    await desk.restarts();
    await maria.connects(sid);
    expect(await maria.hears('colleague.left')).toMatchObject({ follower });
    expect((await callsOf(maria, sid))[0]).toMatchObject({ state: 'over' });
    await maria.asks();
  });

  it('goes on without it where the colleague ends theirs before the customer came', async ({ desk }) => {
    const { maria, carla, sid } = await meet(desk);
    const luca = await desk.technician('Luca Verdi');
    const follower = await accepts(luca, await callsFor(maria, sid));
    await carla.hears('colleague.called');
    await luca.ends();
    await carla.hears('colleague.left');
    expect((await tryEnter(carla, follower)).status).toBe(404);
    await maria.asks();
  });

  it('goes on without it where an admin closes the account of whoever accepted', async ({ desk }) => {
    const { maria, sid } = await meet(desk);
    const luca = await desk.technician('Luca Verdi');
    await accepts(luca, await callsFor(maria, sid));
    await (await desk.admin()).setsState(luca.id, 'disabled');
    await maria.hears('colleague.left');
    await maria.asks();
    expect((await tryCall(maria, sid, { to: luca.id })).status).toBe(404);
  });

  it('is finished by a broker that was killed in between', async ({ alone: desk }) => {
    const { maria, carla, sid } = await meet(desk);
    const luca = await desk.technician('Luca Verdi');
    const follower = await accepts(luca, await callsFor(maria, sid));
    const beside = await enters(carla, luca, follower);
    // As if the first session had not heard of it: the row still says that somebody accepted.
    await beside.admits();
    await maria.hears('session.ended');
    await desk.store.write([
      {
        query: desk.store.sql
          .updateTable('colleague_call')
          .set({ state: 'accepted' })
          .where('follower_id', '=', follower),
      },
    ]);
    await desk.restarts();
    expect((await callsOf(luca, sid))[0]).toMatchObject({ state: 'over', follower });
  });
});

describe.concurrent('a colleague beside', () => {
  it('leaves what was allowed to the first, and has nothing but what the customer allows to them', async ({
    desk,
  }) => {
    const { maria, carla, sid, gid } = await meetAndView(desk);
    const luca = await desk.technician('Luca Verdi');
    const follower = await accepts(luca, await callsFor(maria, sid, { how: 'join' }));
    await carla.hears('colleague.called');
    const beside = await enters(carla, luca, follower);
    await beside.admits();
    await maria.hears('colleague.met');
    expect(maria.line.state).toMatchObject({ phase: 'open', grants: { view: { gid } } });
    expect(luca.line.state).toMatchObject({ phase: 'open', grants: {} });
    await luca.asks();
    const second = await beside.grants();
    await luca.hears('consent.granted');
    // Each is stopped alone.
    await beside.stops(second);
    expect(maria.line.state).toMatchObject({ grants: { view: { gid } } });
    // One at a time, and three at once are enough.
    expect((await tryCall(luca, follower)).status).toBe(409);
    expect((await tryCall(maria, sid)).status).toBe(409);
    await beside.ends();
    await maria.hears('colleague.left');
    await callsFor(maria, sid);
  });
});

describe.concurrent('of a request', () => {
  const begins = async (desk: Desk) => {
    const [maria, luca] = [await desk.technician(), await desk.technician('Luca Verdi')];
    const { tab, held: proof } = await asks(desk);
    const does = (who: typeof maria, what: string, body?: unknown) =>
      who.tab.post(`/api/requests/${proof.request}/${what}`, body);
    const read = async () =>
      requests.requestDetails.parse((await maria.tab.get(`/api/requests/${proof.request}`)).json);
    await does(maria, 'assign');
    const { sid } = requests.joinedRequest.parse((await does(maria, 'join')).json);
    const entered = await tab.post('/api/request/enter', { ...proof, device: COMPUTER });
    await maria.connects(sid);
    const carla = new Customer(tab, entered.json, { key: await newKey(), host: maria });
    await carla.arrives();
    await carla.admits();
    await maria.hears('session.admitted');
    const look = async () => requests.waiting.parse((await tab.post('/api/request/look', proof)).json);
    return { maria, luca, carla, sid, does, read, look, tab };
  };

  it('the new one has it, the history says so, and the note stays at the desk', async ({ desk }) => {
    const { maria, luca, carla, sid, read, look, does, tab } = await begins(desk);
    const follower = await accepts(luca, await callsFor(maria, sid, { note: SECRET }));
    const beside = await enters(carla, luca, follower);
    await beside.admits();
    await waitFor(async () => ((await look()).assignee === 'Luca Verdi' ? true : undefined), {
      what: 'the request to be handed over',
    });
    const { row, notes, timeline, session } = await read();
    expect([row.assignee?.name, session]).toEqual(['Luca Verdi', follower]);
    expect(notes).toMatchObject([{ by: 'Maria Rossi', text: SECRET }]);
    expect(timeline.map(({ what, by }) => `${what} ${by}`).slice(-2)).toEqual([
      'called Maria Rossi',
      'handed-over Luca Verdi',
    ]);
    expect((await does(maria, 'release')).status).toBe(403);
    // Everything that the customer's side ever gets: the wait, both receipts with their bundles, and all that was told.
    const theirs = [
      await look(),
      await carla.savesReceipt(),
      await beside.savesReceipt(),
      carla.line.events,
      beside.line.events,
    ];
    expect(JSON.stringify(theirs)).not.toContain(SECRET);
    const auditor = await desk.auditor();
    for (const format of ['csv', 'jsonl'])
      for (const each of [sid, follower])
        expect(
          (await auditor.tab.get(`/api/log/sessions/${each}/export?format=${format}`)).text,
        ).not.toContain(SECRET);
    expect(desk.log.join('')).not.toContain(SECRET);
    expect((await tab.post('/api/request/withdraw', carla.joined)).status).toBe(400);
  });

  it('whoever helps beside stays with it when the first one ends', async ({ desk }) => {
    const { maria, luca, carla, sid, read } = await begins(desk);
    const follower = await accepts(luca, await callsFor(maria, sid, { how: 'join' }));
    const beside = await enters(carla, luca, follower);
    await beside.admits();
    await maria.hears('colleague.met');
    expect((await read()).row.assignee?.name).toBe('Maria Rossi');
    await maria.ends();
    await waitFor(async () => ((await read()).row.assignee?.name === 'Luca Verdi' ? true : undefined), {
      what: 'the request to go to whoever stays',
    });
    expect(luca.line.state.phase).toBe('open');
    expect((await read()).timeline.map(({ what }) => what)).toContain('joined');
  });

  it('closing it ends the session of whoever helps beside too', async ({ desk }) => {
    const { maria, luca, carla, sid, read, does } = await begins(desk);
    const follower = await accepts(luca, await callsFor(maria, sid, { how: 'join' }));
    const beside = await enters(carla, luca, follower);
    await beside.admits();
    await maria.hears('colleague.met');
    expect((await does(maria, 'close', { outcome: 'resolved', note: '' })).status).toBe(204);
    await luca.hears('session.ended');
    expect(await read()).toMatchObject({ row: { state: 'completed', assignee: { name: 'Maria Rossi' } } });
  });
});

describe.concurrent('a call', () => {
  it('is had by one of several who press at once, and the others are told who', async ({ desk }) => {
    const { maria, sid } = await meet(desk);
    const five = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((letter) => desk.technician(`Tecnico ${letter.repeat(3)}`)),
    );
    const call = await callsFor(maria, sid);
    const answers = await Promise.all(five.map((each) => tryAccept(each, call)));
    const winners = new Set(answers.map(({ json }) => json.by.id));
    expect(winners.size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
    const [winner] = winners;
    const lists = await Promise.all(five.map(async (each) => [each.id, await callsOf(each, sid)] as const));
    for (const [id, list] of lists) expect(list.length).toBe(id === winner ? 1 : 0);
  });

  it('is declined with a word, taken back, or lapses by itself', async ({ alone: desk, clock }) => {
    const { maria, sid } = await meet(desk);
    const luca = await desk.technician('Luca Verdi');
    const first = await callsFor(maria, sid, { to: luca.id });
    expect((await tryCall(maria, sid)).status).toBe(409);
    expect((await luca.tab.post(`/api/calls/${first}/decline`, { word: 'on the phone' })).status).toBe(204);
    expect((await callsOf(maria, sid))[0]).toMatchObject({ state: 'declined', word: 'on the phone' });
    expect((await tryAccept(luca, first)).json).toMatchObject({ state: 'declined' });
    const second = await callsFor(maria, sid);
    expect((await luca.tab.post(`/api/calls/${second}/decline`, { word: '' })).status).toBe(403);
    expect((await luca.tab.post(`/api/calls/${second}/withdraw`)).status).toBe(404);
    expect((await maria.tab.post(`/api/calls/${second}/withdraw`)).status).toBe(204);
    expect((await tryAccept(luca, second)).json).toMatchObject({ state: 'withdrawn', follower: null });
    const third = await callsFor(maria, sid);
    clock.advance(LIMITS.callMs);
    expect(await callsOf(luca, sid)).toEqual([]);
    expect((await tryAccept(luca, third)).json).toMatchObject({ state: 'lapsed', follower: null });
    expect((await callsOf(maria, sid)).find(({ id }) => id === third)).toMatchObject({ state: 'lapsed' });
    await callsFor(maria, sid);
  });

  it('rings no more when the session of whoever called is over', async ({ desk }) => {
    const { maria, carla, sid } = await meet(desk);
    const luca = await desk.technician('Luca Verdi');
    const call = await callsFor(maria, sid);
    await carla.ends();
    await waitFor(async () => ((await callsOf(luca, sid)).length === 0 ? true : undefined), {
      what: 'the call to be gone',
    });
    expect((await tryAccept(luca, call)).json).toMatchObject({ state: 'withdrawn', follower: null });
    expect((await tryCall(maria, sid)).status).toBe(409);
  });

  it('is nobody else’s: not of strangers, of whoever made it, or of a session that is not theirs', async ({
    desk,
  }) => {
    const { maria, sid } = await meet(desk);
    const [luca, gino] = [await desk.technician('Luca Verdi'), await desk.technician('Gino Bianchi')];
    expect((await tryCall(luca, sid)).status).toBe(404);
    expect((await tryCall(maria, 'x'.repeat(22))).status).toBe(404);
    expect((await tryCall(maria, sid, { to: maria.id })).status).toBe(403);
    expect((await tryCall(maria, sid, { to: 'x'.repeat(22) })).status).toBe(404);
    expect((await tryCall(maria, sid, { note: 'x'.repeat(2_001) })).status).toBe(400);
    expect((await tryCall(maria, sid, { how: 'watch' as 'join' })).status).toBe(400);
    const call = await callsFor(maria, sid, { to: luca.id });
    expect((await tryAccept(gino, call)).status).toBe(404);
    expect((await tryAccept(maria, call)).status).toBe(404);
    expect((await gino.tab.post(`/api/calls/${call}/decline`, { word: '' })).status).toBe(404);
    expect((await desk.visitor().tab.get('/api/calls')).status).toBe(401);
    expect((await (await desk.auditor()).tab.get('/api/calls')).status).toBe(403);
  });

  it('of another desk is not there', async ({ alone: desk }) => {
    const { maria, sid } = await meet(desk);
    const luca = await desk.technician('Luca Verdi');
    const call = await callsFor(maria, sid);
    // As if it were another desk's.
    const other = 'o'.repeat(22);
    const row = { id: other, name: 'Other', created_at: 0, slug: 'other' };
    await desk.store.write([
      { query: desk.store.sql.insertInto('desk').values(row) },
      {
        query: desk.store.sql.updateTable('colleague_call').set({ desk_id: other }).where('id', '=', call),
      },
    ]);
    expect(await callsOf(luca, sid)).toEqual([]);
    expect((await tryAccept(luca, call)).status).toBe(404);
    expect((await maria.tab.post(`/api/calls/${call}/withdraw`)).status).toBe(404);
  });
});

describe.concurrent('whoever wants to come in uninvited', () => {
  it('finds no session that was not called, whatever they name', async ({ desk }) => {
    const { maria, carla, sid } = await meet(desk);
    const other = await desk.technician('Sara Neri');
    const elsewhere = await other.createsSession('broker');
    for (const follower of [elsewhere.sid, sid, 'x'.repeat(22)])
      expect((await tryEnter(carla, follower)).status).toBe(404);
    const luca = await desk.technician('Luca Verdi');
    const follower = await accepts(luca, await callsFor(maria, sid, { how: 'join' }));
    await carla.hears('colleague.called');
    // The value alone, without the key, opens nothing; nor does the key of somebody else.
    for (const but of [{ proof: 'a.b.c' }, { resume: 'r'.repeat(43) }])
      expect((await tryEnter(carla, follower, but)).status).toBe(404);
    const { proof } = await stolen(carla);
    expect((await tryEnter(carla, follower, { proof })).status).toBe(404);
    const mallory = desk.visitor().tab;
    expect((await mallory.post('/api/join', { code: `0${'1'.repeat(9)}`, device: COMPUTER })).status).toBe(
      404,
    );
    await enters(carla, luca, follower);
    // Exactly once.
    expect((await tryEnter(carla, follower)).status).toBe(409);
  });

  const stolen = async (carla: Customer) => {
    const { tab, joined } = carla;
    return { proof: await proofBy(await newKey(), { tab, sid: joined.sid, resume: joined.resume }) };
  };

  it('is heard of in no other session', async ({ desk }) => {
    const { maria, carla, sid } = await meet(desk);
    const luca = await desk.technician('Luca Verdi');
    const follower = await accepts(luca, await callsFor(maria, sid, { how: 'join' }));
    await carla.hears('colleague.called');
    await expect(carla.wishes({ type: 'refuse-colleague', follower: 'x'.repeat(22) })).rejects.toThrow(
      'NOT_FOUND',
    );
    await expect(maria.wishes({ type: 'refuse-colleague', follower })).rejects.toThrow('NOT_YOURS');
    // The one who was called is no member of the first session, and cannot speak in it.
    await expect(luca.connects(sid)).rejects.toThrow();
    const { thumbprint: key } = await maria.key();
    expect((await maria.tab.post(`/api/sessions/${follower}/ticket`, { key })).status).toBe(404);
  });
});
