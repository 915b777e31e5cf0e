// Conversations that a desk keeps: each side's own lines, only where both were told; found by their words, read with their request, saved
// by their customer; and gone, from rows and files, with the session, with the request, or when the desk's days are over.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIRST_SETTINGS } from '../../shared/desk/settings.ts';
import * as http from '../../shared/protocol/http.ts';
import { ownExport } from '../../shared/protocol/request-export.ts';
import * as requests from '../../shared/protocol/requests.ts';
import { transcript, transcripts } from '../../shared/protocol/transcript.ts';
import { COMPUTER, Customer, type Desk, type Staff, startDesk, type Technician } from '../support/actors.ts';
import { asks } from '../support/asking.ts';
import { fakeClock } from '../support/clock.ts';
import { allThatIsKept } from '../support/engines.ts';
import { openPostOffice, type PostOffice } from '../support/post-office.ts';
import { newKey } from '../support/statements.ts';
import { waitFor } from '../support/wait.ts';

const DAY_MS = 24 * 3_600_000;
const AT = 1_800_000_000_000;

let desk: Desk;
let office: PostOffice;
let anna: Staff;
let maria: Technician;
const clock = fakeClock();
const keeps = async (isKept: boolean) => {
  const keep = { ...FIRST_SETTINGS.keep, transcript: isKept, transcriptDays: 90 };
  const body = { name: 'Conti Informatica', settings: { ...FIRST_SETTINGS, keep } };
  expect((await anna.tab.send('PUT', '/api/desk', { body })).status).toBe(204);
};
beforeAll(async () => {
  office = await openPostOffice();
  desk = await startDesk({ now: clock.now, config: { smtp: office.config } });
  anna = await desk.admin();
  maria = await desk.technician();
  await keeps(true);
});
afterAll(async () => {
  await desk.closes();
  await office.closes();
});

interface Talk {
  readonly request: string;
  /** What its customer's page proves itself with. */
  readonly held: { readonly request: string; readonly secret: string };
  readonly carla: Customer;
  /** Words that stand nowhere else: one of each side. */
  readonly words: readonly [string, string];
}

let talks = 0;
/** A request, a session about it, and a line of each side. */
async function talk(email = ''): Promise<Talk> {
  talks += 1;
  const words = [`zibibbo${talks}x`, `quagliarella${talks}x`] as const;
  const { tab, request, held } = await asks(desk, { name: 'Carla', email });
  await maria.tab.post(`/api/requests/${request}/assign`);
  const { sid } = (await maria.tab.post(`/api/requests/${request}/join`)).json as { sid: string };
  await maria.connects(sid);
  const entered = await tab.post('/api/request/enter', { ...held, device: COMPUTER });
  const carla = new Customer(tab, http.joined.parse(entered.json), { key: await newKey(), host: maria });
  await carla.arrives();
  await carla.admits();
  await says(carla, 1, `La stampante dice ${words[0]}, perché?`);
  await says(maria, 1, `Guardo subito ${words[1]}`);
  return { request, held, carla, words };
}
const says = async ({ line }: Pick<Customer, 'line'>, n: number, text: string): Promise<number> => {
  line.says({ t: 'keep', line: { n, at: AT + n, text } });
  return (await line.next('kept')).n;
};
const ends = async ({ request, carla }: Talk) => {
  await carla.wishes({ type: 'end' });
  await maria.tab.post(`/api/requests/${request}/close`, { outcome: 'resolved', note: '' });
};
const read = async (request: string) =>
  transcripts.parse((await maria.tab.get(`/api/requests/${request}/transcripts`)).json);
const finds = async (word: string) =>
  requests.requestRows.parse(
    (await maria.tab.get(`/api/requests?view=all&q=${encodeURIComponent(word)}`)).json,
  ).rows.length;
const rowsOf = async (sid: string) => {
  const { sql } = desk.store;
  const lines = await desk.store.read(
    sql.selectFrom('transcript_line').select('n').where('session_id', '=', sid),
  );
  const words = await desk.store.read(
    sql.selectFrom('transcript_word').select('word').where('session_id', '=', sid),
  );
  return [lines.length, words.length];
};

describe('a conversation at a desk that keeps them', () => {
  it('goes to the address that its customer gave, when they ask for it and it is over', async () => {
    const one = await talk('carla@example.org');
    const { tab } = one.carla;
    const look = async () =>
      requests.waiting.parse((await tab.post('/api/request/look', one.held)).json).canBeMailed;
    const asks = () => tab.post('/api/request/letter', one.held);
    expect(await look()).toBe(false);
    expect((await asks()).json).toMatchObject({ error: 'NOT_NOW' });
    await ends(one);
    expect(await look()).toBe(true);
    const before = office.kept.length;
    expect((await asks()).status).toBe(204);
    const letters = async () => office.kept.find(({ parts }) => parts[0]?.includes(one.words[0]));
    const letter = await waitFor(letters, { what: 'the conversation by post' });
    expect(office.kept.length).toBeGreaterThan(before);
    expect(letter.to).toEqual(['carla@example.org']);
    expect(letter.parts[0]).toContain(`Carla: La stampante dice ${one.words[0]}, perché?`);
    expect(letter.parts[0]).toContain(`Maria Rossi: Guardo subito ${one.words[1]}`);
    // Nobody is flooded by somebody who gave their address.
    const answers = [];
    for (let i = 0; i < 12; i += 1) answers.push((await asks()).status);
    expect(answers.at(-1)).toBe(429);
    expect(await look()).toBe(false);
    const wrong = { ...one.held, secret: 'x'.repeat(43) };
    expect((await tab.post('/api/request/letter', wrong)).status).toBe(404);
  });

  it('is not sent where no address was given, and is saved by its customer with the rest, without notes', async () => {
    const one = await talk();
    const { tab } = one.carla;
    await maria.tab.post(`/api/requests/${one.request}/notes`, { text: 'ornitorinco' });
    await ends(one);
    expect((await tab.post('/api/request/letter', one.held)).status).toBe(429);
    const saved = await tab.post('/api/request/export', one.held);
    const own = ownExport.parse(saved.json);
    expect(own).toMatchObject({ row: { outcome: 'resolved' }, works: null, page: '' });
    expect(own.conversations[0]?.lines.map(({ text }) => text).join()).toContain(one.words[0]);
    expect(saved.text).not.toContain('ornitorinco');
  });

  it('is kept as each side sent its own lines, once, and how far is told', async () => {
    const one = await talk();
    expect(await says(one.carla, 1, 'something else')).toBe(1);
    expect(await says(one.carla, 2, 'Sì')).toBe(2);
    one.carla.line.says({ t: 'keep', line: null });
    expect((await one.carla.line.next('kept')).n).toBe(2);
    expect(await read(one.request)).toMatchObject([
      {
        technician: 'Maria Rossi',
        lines: [
          { by: 'customer', n: 1, text: `La stampante dice ${one.words[0]}, perché?` },
          { by: 'technician', n: 1, text: `Guardo subito ${one.words[1]}` },
          { by: 'customer', n: 2, text: 'Sì' },
        ],
      },
    ]);
  });

  it('is found by its words, whole and without accents, and stands in no file in clear', async () => {
    const one = await talk();
    for (const word of one.words) expect(await finds(word)).toBe(1);
    expect(await finds(`PERCHE ${one.words[0]}`)).toBe(1);
    expect(await finds(`${one.words[0]} ${one.words[1]} nowhere`)).toBe(0);
    expect(await finds(one.words[0].slice(0, 4))).toBe(0);
    const kept = (await allThatIsKept(desk.store, desk.file)).toLowerCase();
    for (const word of one.words) expect(kept).not.toContain(word);
  });

  it('is saved by its customer, with a word of it in the log, and by nobody else', async () => {
    const one = await talk();
    const other = await talk();
    const { sid, resume } = one.carla.joined;
    const saved = transcript.parse((await one.carla.tab.post('/api/transcript', { sid, resume })).json);
    expect(saved.lines).toHaveLength(2);
    const wrong = { sid, resume: other.carla.joined.resume };
    expect((await other.carla.tab.post('/api/transcript', wrong)).status).toBe(404);
    const rows = desk.store.sql.selectFrom('event').select('body').where('type', '=', 'transcript.exported');
    expect((await desk.store.read<{ body: string }>(rows)).map(({ body }) => body).join()).toContain(sid);
  });

  it('ends with the session: nothing is kept afterwards', async () => {
    const one = await talk();
    const { line } = one.carla;
    await one.carla.wishes({ type: 'end' });
    line.says({ t: 'keep', line: { n: 2, at: AT, text: 'late' } });
    await line.closed;
    expect(await rowsOf(one.carla.sid)).toEqual([2, expect.any(Number)]);
  });
});

describe('a conversation at a desk that keeps none', () => {
  it('never reaches the store, whatever a page sends', async () => {
    await keeps(false);
    const maria2 = maria;
    const { code } = await maria2.opensSession();
    const carla = await desk.visitor().joins(code);
    await carla.admits();
    carla.line.says({ t: 'keep', line: { n: 1, at: AT, text: 'keep this' } });
    expect((await carla.line.next('wrong')).code).toBe('NOT_NOW');
    expect(await rowsOf(carla.sid)).toEqual([0, 0]);
    const { sid, resume } = carla.joined;
    expect((await carla.tab.post('/api/transcript', { sid, resume })).status).toBe(404);
    await keeps(true);
  });
});

describe('a conversation that goes', () => {
  it('goes with the request, from rows and index', async () => {
    const one = await talk();
    await ends(one);
    const { status } = await anna.tab.post(`/api/requests/${one.request}/erase`, { reason: 'asked by mail' });
    expect(status).toBe(204);
    expect(await rowsOf(one.carla.sid)).toEqual([0, 0]);
    expect(await read(one.request)).toEqual([]);
    for (const word of one.words) expect(await finds(word)).toBe(0);
  });

  it('goes by itself when its days are over, and not while it is held', async () => {
    const [goes, stays] = [await talk(), await talk()];
    await ends(goes);
    await ends(stays);
    const holds = desk.store.sql.updateTable('detail_key').set({ hold: 1 }).where('id', '=', stays.carla.sid);
    await desk.store.write([{ query: holds }]);
    clock.advance(91 * DAY_MS);
    await desk.restarts();
    const isGone = async () => ((await rowsOf(goes.carla.sid))[0] === 0 ? true : undefined);
    await waitFor(isGone, { what: 'the conversation to go' });
    expect(await rowsOf(goes.carla.sid)).toEqual([0, 0]);
    expect((await rowsOf(stays.carla.sid))[0]).toBe(2);
  });
});
