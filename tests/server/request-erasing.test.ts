// What was written in a request goes: when an admin says so or the desk's days are over, never while it is held; and afterwards neither
// the database's file nor any index holds a word of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskExport, ownExport } from '../../shared/protocol/request-export.ts';
import { HOLDER_HEADER, requestFile } from '../../shared/protocol/request-files.ts';
import * as requests from '../../shared/protocol/requests.ts';
import { type Desk, type Staff, startDesk, type Technician } from '../support/actors.ts';
import { asks } from '../support/asking.ts';
import { fakeClock } from '../support/clock.ts';
import { allThatIsKept } from '../support/engines.ts';
import type { Tab } from '../support/tab.ts';
import { waitFor } from '../support/wait.ts';

// One broker for all of them, since a start takes longer than what is told here. Each request has words of its own.
let desk: Desk;
let anna: Staff;
let maria: Technician;
const clock = fakeClock();
beforeAll(async () => {
  desk = await startDesk({ now: clock.now });
  anna = await desk.admin();
  maria = await desk.technician();
});
afterAll(() => desk.closes());

const DAY_MS = 24 * 3_600_000;
/** Words that stand nowhere else. */
const WORDS = [
  'zibibbo',
  'quagliarella',
  'scarabocchio',
  'trombettiere',
  'gnoccolone',
  'melograno',
  'ficodindia',
  'mandragola',
  'bergamotto',
];

interface Written {
  readonly id: string;
  readonly held: { readonly request: string; readonly secret: string };
  readonly secret: readonly string[];
}

let lives = 0;
/** A request that was lived through, with words in every place that takes some. */
async function writes(): Promise<Written> {
  lives += 1;
  const secret = WORDS.map((word) => `${word}${lives}x`);
  const [
    name = '',
    problem = '',
    steps = '',
    line = '',
    note = '',
    closing = '',
    feedback = '',
    file = '',
    bytes = '',
  ] = secret;
  const written = { name: `Carla ${name}`, email: `carla@${name}.example`, problem, steps };
  const { tab, request, held: holder } = await asks(desk, written);
  const at = `/api/requests/${request}`;
  await tab.post('/api/request/say', { ...holder, text: line });
  await attaches(tab, holder, `${file}.txt`, Buffer.from(bytes));
  await maria.tab.post(`${at}/assign`);
  await maria.tab.post(`${at}/notes`, { text: note });
  await maria.tab.post(`${at}/close`, { outcome: 'resolved', note: closing });
  await tab.post('/api/request/rate', { ...holder, rating: 4, words: feedback });
  return { id: request, held: holder, secret };
}

async function attaches(tab: Tab, holder: Written['held'], name: string, bytes: Buffer): Promise<void> {
  const announced = await tab.post('/api/request/files', { ...holder, name, size: bytes.length });
  const { id } = requestFile.parse(announced.json);
  const answer = await fetch(`http://127.0.0.1:${tab.where.port}/api/request/files/${id}?at=0`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/octet-stream',
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': tab.address,
      [HOLDER_HEADER]: `${holder.request}.${holder.secret}`,
    },
    body: new Uint8Array(bytes),
  });
  expect(answer.status).toBe(200);
}

const left = async ({ secret }: Written): Promise<string[]> => {
  const kept = (await allThatIsKept(desk.store, desk.file)).toLowerCase();
  return secret.filter((word) => kept.includes(word));
};
const finds = async (word: string) =>
  requests.requestRows.parse((await maria.tab.get(`/api/requests?view=all&q=${word}`)).json).rows.length;
const erases = ({ id }: Pick<Written, 'id'>) =>
  anna.tab.post(`/api/requests/${id}/erase`, { reason: 'asked by mail' });
const holds = ({ id }: Written, isOn: boolean) => anna.tab.post(`/api/requests/${id}/hold`, { isOn });
const read = async ({ id }: Written) =>
  requests.requestDetails.parse((await maria.tab.get(`/api/requests/${id}`)).json);
const eventsOf = async () => {
  const rows = desk.store.sql.selectFrom('event').select(['type', 'body']).where('type', 'like', 'request.%');
  return (await desk.store.read<{ type: string; body: string }>(rows)).map(({ type }) => type);
};

describe('a request that is taken away', () => {
  it('holds what its customer wrote, and neither notes nor the closing note; the desk’s file holds both; each is recorded', async () => {
    const one = await writes();
    const [, problem = '', , line = '', note = '', closing = ''] = one.secret;
    const { tab } = desk.visitor();
    const own = await tab.post('/api/request/export', one.held);
    expect(ownExport.parse(own.json)).toMatchObject({ problem, lines: [{ text: line }] });
    for (const word of [note, closing]) expect(own.text).not.toContain(word);
    const wrong = { ...one.held, secret: 'A'.repeat(43) };
    expect((await tab.post('/api/request/export', wrong)).status).toBe(404);
    const at = `/api/requests/${one.id}/export`;
    expect((await maria.tab.get(at)).status).toBe(403);
    const whole = await anna.tab.get(at);
    expect(deskExport.parse(whole.json)).toMatchObject({ problem, notes: [{ text: note }], closing });
    const rows = desk.store.sql.selectFrom('event').select('body').where('type', '=', 'request.exported');
    const bodies = (await desk.store.read<{ body: string }>(rows)).map(({ body }) => JSON.parse(body));
    expect(bodies).toMatchObject([
      { request: one.id, hasNotes: false, by: one.id },
      { request: one.id, hasNotes: true, by: anna.id },
    ]);
  });
});

describe('a request that an admin erases', () => {
  it('leaves its number and its times, and no word in rows, indexes or files', async () => {
    const one = await writes();
    for (const word of one.secret.slice(0, 5)) expect(await finds(word)).toBe(1);
    expect(await left(one)).toEqual(one.secret);
    expect((await erases(one)).status).toBe(204);
    for (const word of one.secret) expect(await finds(word)).toBe(0);
    expect(await read(one)).toMatchObject({
      row: { number: lives, name: '', title: '', outcome: 'resolved' },
      isErased: true,
      lines: [],
      notes: [],
      closing: '',
      feedback: { rating: 4, words: '' },
    });
    expect(await left(one)).toEqual([]);
    expect(await eventsOf()).toContain('request.erased');
    expect((await erases(one)).json?.error).toBe('NOT_NOW');
  });

  it('opens to nobody any more, also not to whoever opened it', async () => {
    const one = await writes();
    const { tab } = desk.visitor();
    expect((await tab.post('/api/request/look', one.held)).status).toBe(200);
    await erases(one);
    expect((await tab.post('/api/request/look', one.held)).status).toBe(404);
    expect((await tab.post('/api/request/look', { ...one.held, secret: 'A'.repeat(43) })).status).toBe(404);
  });

  it('stays while it is held or goes on, and is no technician’s to erase', async () => {
    const one = await writes();
    expect((await maria.tab.post(`/api/requests/${one.id}/erase`, { reason: 'why not' })).status).toBe(403);
    expect((await holds(one, true)).status).toBe(204);
    expect((await erases(one)).json?.error).toBe('FORBIDDEN');
    expect(await read(one)).toMatchObject({ isHeld: true, problem: one.secret[1] });
    await holds(one, false);
    expect((await erases(one)).status).toBe(204);
    const { request } = await asks(desk);
    expect((await erases({ id: request })).json?.error).toBe('NOT_NOW');
  });
});

describe('a request whose days are over', () => {
  it('goes by itself, and not a day earlier', async () => {
    const one = await writes();
    clock.advance(729 * DAY_MS);
    await desk.restarts();
    await maria.staff.signsIn();
    expect(await read(one)).toMatchObject({ isErased: false, problem: one.secret[1] });
    clock.advance(2 * DAY_MS);
    await desk.restarts();
    await maria.staff.signsIn();
    const isGone = async () =>
      (await read(one)).isErased && (await left(one)).length === 0 ? true : undefined;
    await waitFor(isGone, { what: 'the request to be erased' });
  });

  it('stays while a session of it is held', async () => {
    await anna.signsIn();
    const one = await writes();
    const sql = desk.store.sql;
    const session = {
      id: 's'.repeat(22),
      desk_id: (await desk.people.firstDesk())?.id ?? '',
      technician_id: maria.id,
    };
    const times = {
      phase: 'ended',
      ending: 'completed',
      created_at: 1,
      ended_at: 2,
      seq: 2,
      customer_id: null,
    } as const;
    const counts = { scopes: '', asked: 0, granted: 0, denied: 0, files: 0, words: '', resume_hash: null };
    const key = {
      id: session.id,
      session_id: session.id,
      wrapped: new Uint8Array(9),
      hold: 1,
      made_at: 1,
      erased_at: null,
    };
    await desk.store.write([
      {
        query: sql.insertInto('session').values({ ...session, ...times, ...counts, request_id: one.id }),
      },
      { query: sql.insertInto('detail_key').values(key) },
    ]);
    expect((await erases(one)).json?.error).toBe('FORBIDDEN');
    clock.advance(731 * DAY_MS);
    await desk.restarts();
    await desk.restarts();
    await maria.staff.signsIn();
    expect(await read(one)).toMatchObject({ isErased: false });
  });
});
