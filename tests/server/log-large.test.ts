// A log of 100,000 sessions: a page far down costs what the first one costs, and an export holds a few hundred rows at a time.
import { sql } from 'kysely';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LogQuery, type SessionLists, sessionLists } from '../../server/log/read.ts';
import { just } from '../../server/store/store.ts';
import { type Desk, type Staff, startDesk, type Technician } from '../support/actors.ts';

const SESSIONS = 100_000;
const BEGAN = Date.UTC(2026, 0, 1);

let desk: Desk;
let auditor: Staff;
let maria: Technician;
let deskId: string;
beforeAll(async () => {
  desk = await startDesk();
  auditor = await desk.auditor();
  maria = await desk.technician();
  deskId = (await desk.people.firstDesk())?.id ?? '';
  const fill = sql`
    with recursive counted(n) as (select 0 union all select n + 1 from counted where n < ${SESSIONS - 1})
    insert into session (id, desk_id, technician_id, phase, ending, created_at, ended_at, seq, scopes, asked, granted, denied, files, words)
    select printf('seed%018d', n), ${deskId}, ${maria.id}, 'ended', 'completed', ${BEGAN} + n * 60000,
      ${BEGAN} + n * 60000 + 30000, 9, 'view', 1, 1, 0, 0, 'maria rossi firefox linux' from counted`;
  await desk.store.write([just({ compile: () => fill.compile(desk.store.sql) })]);
}, 60_000);
afterAll(() => desk.closes());

interface Asked {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}
/** The lists, and what they ask the store. */
function watched(): { lists: SessionLists; asked: Asked[] } {
  const asked: Asked[] = [];
  const lists = sessionLists({
    ...desk.store,
    read: (query) => {
      asked.push(query.compile());
      return desk.store.read(query);
    },
  });
  return { lists, asked };
}

function planOf({ sql: text, parameters }: Asked): string {
  const db = new Database(desk.file);
  const plan = db.prepare(`explain query plan ${text}`).all(...parameters) as { detail: string }[];
  db.close();
  return plan.map(({ detail }) => detail).join('\n');
}

describe('a page of 100,000 sessions', () => {
  const cursorAt = (n: number) => `${BEGAN + n * 60_000}.seed${String(n).padStart(18, '0')}`;
  const cases: Record<string, () => LogQuery> = {
    'the first': () => ({}),
    'in the middle': () => ({ after: cursorAt(50_000) }),
    'the last': () => ({ after: cursorAt(50) }),
    'far down, of one technician': () => ({ after: cursorAt(50_000), technician: maria.id }),
    'far down, between two days': () => ({ after: cursorAt(50_000), from: BEGAN, to: BEGAN + 9e9 }),
  };
  for (const [name, query] of Object.entries(cases))
    it(`${name}: is found by an index and sorted by nobody`, async () => {
      const { lists, asked } = watched();
      const { rows } = await lists.list(deskId, query());
      expect(rows).toHaveLength(50);
      const plan = asked.map(planOf).join('\n');
      expect(plan).toMatch(/SEARCH session USING INDEX session_by_/);
      expect(plan).not.toMatch(/\bSCAN\b|TEMP B-TREE/);
      if (query().after !== undefined) expect(plan).toContain('(created_at,id)<(?,?)');
    });
});

describe('an export of 100,000 sessions', () => {
  it('asks the store for the next few hundred only when the reader has taken the last', async () => {
    const { lists, asked } = watched();
    const pages = lists.all(deskId, {});
    for (let n = 1; n <= 3; n++) {
      const page = await pages.next();
      expect(page.value).toHaveLength(500);
      expect(asked).toHaveLength(n);
    }
    expect(asked.map(planOf).join('\n')).not.toMatch(/\bSCAN\b|TEMP B-TREE/);
    await pages.return(undefined);
  });

  it('is whole', async () => {
    const reply = await auditor.tab.get('/api/log/export?format=csv');
    const lines = reply.text.split('\r\n').filter(Boolean);
    expect(lines).toHaveLength(SESSIONS + 1);
    expect(new Set(lines.map((line) => line.slice(0, 24))).size).toBe(SESSIONS + 1);
  }, 60_000);
});
