// The lists that auditors read: whole, in order, quick, and never unseen.
import type { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SessionLists, sessionLists } from '../../server/log/read.ts';
import { just } from '../../server/store/store.ts';
import type { Tables } from '../../server/store/tables.ts';
import { type Desk, meetAndView, type Staff, startDesk, type Technician } from '../support/actors.ts';
import { planOf, SLOW } from '../support/engines.ts';

const SESSIONS = 430;
const BEGAN = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const sidOf = (n: number) => `seed${String(n).padStart(18, '0')}`;

let desk: Desk;
let auditor: Staff;
let maria: Technician;
let dora: Technician;
let deskId: string;
beforeAll(async () => {
  desk = await startDesk();
  auditor = await desk.auditor();
  maria = await desk.technician();
  dora = await desk.technician('Dora Neri');
  deskId = (await desk.people.firstDesk())?.id ?? '';
  const rows = Array.from({ length: SESSIONS }, (_, n): Tables['session'] => ({
    id: sidOf(n),
    desk_id: deskId,
    technician_id: n % 3 === 0 ? dora.id : maria.id,
    customer_id: null,
    phase: n % 43 === 0 ? 'open' : 'ended',
    ending: n % 43 === 0 ? null : n % 2 === 0 ? 'completed' : 'declined',
    // Seven sessions begin in the same millisecond, so that pages meet ties.
    created_at: BEGAN + Math.floor(n / 7) * HOUR,
    ended_at: null,
    seq: 3,
    scopes: n % 5 === 0 ? 'view' : '',
    asked: 1,
    granted: 1,
    denied: 0,
    files: 0,
    words: n % 10 === 0 ? 'stampante firefox 140 linux' : 'chrome 150 windows',
    request_id: null,
    resume_hash: null,
  }));
  await desk.store.write(rows.map((row) => just(desk.store.sql.insertInto('session').values(row))));
});
afterAll(() => desk.closes());

async function pages(query: Record<string, string> = {}): Promise<string[][]> {
  const all: string[][] = [];
  let after: string | null = null;
  do {
    const page = await auditor.readsLog(after === null ? query : { ...query, after });
    all.push(page.rows.map(({ sid }) => sid));
    after = page.next;
  } while (after !== null);
  return all;
}

describe('the list of all sessions', () => {
  it('is whole and in order, page by page, without gaps and without repeats', async () => {
    const all = await pages();
    expect(all.slice(0, -1).every((page) => page.length === 50)).toBe(true);
    const sids = all.flat();
    const order = Array.from({ length: SESSIONS }, (_, n) => n)
      .sort((a, b) => Math.floor(b / 7) - Math.floor(a / 7) || (sidOf(b) > sidOf(a) ? 1 : -1))
      .map(sidOf);
    expect(sids).toEqual(order);
  });

  it('does not repeat or skip when new sessions begin in between', async () => {
    const first = await auditor.readsLog();
    await maria.createsSession();
    const second = await auditor.readsLog({ after: first.next ?? '' });
    expect(second.rows[0]?.sid).toBe((await pages()).flat()[51]);
  });

  const counted = (keep: (n: number) => boolean) =>
    Array.from({ length: SESSIONS }, (_, n) => n).filter(keep).length;
  const seeds = (sids: string[][]) => sids.flat().filter((sid) => sid.startsWith('seed'));

  it('is narrowed by technician', async () => {
    expect(seeds(await pages({ technician: dora.id }))).toHaveLength(counted((n) => n % 3 === 0));
  });
  it('is narrowed by what was allowed', async () => {
    expect(seeds(await pages({ scope: 'view' }))).toHaveLength(counted((n) => n % 5 === 0));
    expect(seeds(await pages({ scope: 'control' }))).toEqual([]);
  });
  it('is narrowed by how it ended', async () => {
    expect(seeds(await pages({ ending: 'declined' }))).toHaveLength(
      counted((n) => n % 43 !== 0 && n % 2 === 1),
    );
    expect(seeds(await pages({ ending: 'live' }))).toHaveLength(counted((n) => n % 43 === 0));
  });
  it('is narrowed by time, the first moment in and the last one out', async () => {
    const hours = { from: String(BEGAN + 2 * HOUR), to: String(BEGAN + 4 * HOUR) };
    expect(seeds(await pages(hours))).toHaveLength(14);
  });
  it('is searched by all words, in any order and case', async () => {
    expect(seeds(await pages({ q: 'LINUX stampante' }))).toHaveLength(counted((n) => n % 10 === 0));
    expect(seeds(await pages({ q: 'linux windows' }))).toEqual([]);
    expect(seeds(await pages({ q: sidOf(17).slice(2) }))).toEqual([]);
  });
  it('takes search words for words, whatever they look like', async () => {
    for (const q of ['%', '_', "' or 1=1 --", '"', '*', '\\', 'a'.repeat(100), '\u0000', '\ud83d'])
      expect(seeds(await pages({ q }))).toEqual([]);
  });
  it('is narrowed by everything at once', async () => {
    const query = { technician: dora.id, scope: 'view', ending: 'completed', q: 'stampante' };
    expect(seeds(await pages(query))).toHaveLength(counted((n) => n % 30 === 0 && n % 43 !== 0));
  });

  it('is narrowed by the desk, and shows nothing of another', async () => {
    const [own] = (await auditor.readsLog()).rows;
    const { json } = await auditor.tab.get('/api/me');
    const { desk: mine } = json as unknown as { desk: { id: string } };
    expect((await auditor.readsLog({ desk: mine.id })).rows[0]).toEqual(own);
    expect((await auditor.readsLog({ desk: 'z'.repeat(22) })).rows).toEqual([]);
  });

  it('holds a real session as it was', async () => {
    const { maria: technician, sid } = await meetAndView(desk);
    const [row] = (await auditor.readsLog({ technician: technician.id })).rows;
    expect(row).toMatchObject({
      sid,
      technicianName: 'Maria Rossi',
      phase: 'open',
      scopes: ['view'],
      asked: 1,
      granted: 1,
    });
    await technician.ends();
    const log = await auditor.readsSession(sid);
    expect(log.row).toMatchObject({ phase: 'ended', ending: 'completed' });
    expect(log.events.map(({ seq }) => seq)).toEqual(log.events.map((_, i) => i + 1));
    expect(log.events.at(-1)).toMatchObject({
      type: 'session.ended',
      by: { role: 'technician', id: technician.id },
    });
  });

  it('has nothing to tell of a session that never was', async () => {
    await expect(auditor.readsSession('A'.repeat(22))).rejects.toThrow('NOT_FOUND');
  });
});

describe('the database', () => {
  async function plansOf(ask: (lists: SessionLists) => Promise<unknown>): Promise<string[]> {
    const seen: CompiledQuery[] = [];
    const lists = sessionLists({
      ...desk.store,
      read: (query) => {
        seen.push(query.compile());
        return desk.store.read(query);
      },
    });
    await ask(lists);
    const plans = [];
    for (const query of seen) plans.push(await planOf(desk.store, { compile: () => query }));
    return plans;
  }
  const isQuick = (plan: string[]) => {
    expect(plan.join('\n')).toMatch(/using (index )?session_by_/i);
    expect(plan.join('\n')).not.toMatch(SLOW);
  };

  it('reads the first page by an index', async () =>
    isQuick(await plansOf((lists) => lists.list(deskId, {}))));
  it('reads a later page by an index', async () => {
    const after = `${BEGAN + 20 * HOUR}.${sidOf(140)}`;
    const plan = await plansOf((lists) => lists.list(deskId, { after }));
    isQuick(plan);
    expect(plan.join('\n')).toContain('created_at');
  });
  it('reads one technician’s sessions by an index', async () =>
    isQuick(await plansOf((lists) => lists.list(deskId, { technician: maria.id }))));
  it('reads one session by its number', async () => {
    expect((await plansOf((lists) => lists.one(deskId, sidOf(1)))).join('\n')).toMatch(
      /SEARCH session USING|using session_/,
    );
  });
});

describe('reading', () => {
  interface View {
    readonly by: string;
    readonly what: string;
    readonly sid: string | null;
    readonly filtered: boolean;
  }
  const views = async (): Promise<View[]> => {
    const query = desk.store.sql
      .selectFrom('event')
      .select('body')
      .where('type', '=', 'admin.view')
      .orderBy('id');
    const rows = await desk.store.read<{ body: string }>(query);
    return rows.map(({ body }) => JSON.parse(body) as View).filter(({ by }) => by === auditor.id);
  };
  /** What was written down while this was done. */
  const written = async (job: () => Promise<unknown>): Promise<View[]> => {
    const before = (await views()).length;
    await job();
    return (await views()).slice(before);
  };

  it('the list is written down', async () => {
    expect(await written(() => auditor.readsLog())).toMatchObject([
      { what: 'list', sid: null, filtered: false },
    ]);
  });
  it('a narrowed list is written down as one', async () => {
    expect(await written(() => auditor.readsLog({ q: 'linux' }))).toMatchObject([
      { what: 'list', filtered: true },
    ]);
  });
  it('one session is written down with its number', async () => {
    expect(await written(() => auditor.readsSession(sidOf(1)))).toMatchObject([
      { what: 'session', sid: sidOf(1) },
    ]);
  });
  it('cannot go unseen by naming a page nobody was given', async () => {
    const after = `9999999999999.${'z'.repeat(22)}`;
    expect(await written(() => auditor.readsLog({ after, q: 'linux' }))).toMatchObject([{ what: 'list' }]);
  });
  it('does not write down what the search words were', async () => {
    const [view] = await written(() => auditor.readsLog({ q: 'private-words' }));
    expect(JSON.stringify(view)).not.toContain('private-words');
  });
});
