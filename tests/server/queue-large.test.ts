// A queue with a long past: pages of every view in every order stay as small as a page, and searching finds one among all. The long form is
// in docs/long-runs.md; nothing is timed here.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isBefore, REQUEST_ORDERS, type RequestOrder } from '../../shared/desk/request-order.ts';
import * as requests from '../../shared/protocol/requests.ts';
import { type Desk, startDesk, type Technician } from '../support/actors.ts';

const CLOSED = Number(process.env['QUEUE_CLOSED'] ?? 2_000);
const OPEN = Number(process.env['QUEUE_OPEN'] ?? 200);
const BATCH = 500;
const AT = Date.UTC(2026, 0, 1);

let desk: Desk;
let maria: Technician;

beforeAll(async () => {
  desk = await startDesk();
  await desk.admin();
  maria = await desk.technician();
  const home = (await desk.people.firstDesk())?.id ?? '';
  const row = (n: number) => ({
    id: `r${String(n).padStart(21, '0')}`,
    desk_id: home,
    number: n,
    state: (n <= CLOSED ? 'completed' : 'new') as 'completed' | 'new',
    assignee_id: n <= CLOSED && n % 3 === 0 ? maria.id : null,
    name: `Customer ${(n * 7_919) % 1_000}`,
    email: '',
    problem:
      n === Math.ceil(CLOSED / 2) ? 'the zebra printer eats paper' : `it does not work, case ${n % 50}`,
    steps: '',
    messages: '',
    page: '',
    language: 'en' as const,
    origin: '{}',
    opened_at: AT + n * 1_000,
    changed_at: AT + ((n * 31) % 10_000) * 1_000,
    closing: '',
    feedback: '',
    unread: 0,
    secret_hash: `h${n}`,
  });
  for (let from = 1; from <= CLOSED + OPEN; from += BATCH)
    await desk.store.write(
      Array.from({ length: Math.min(BATCH, CLOSED + OPEN - from + 1) }, (_, i) => ({
        query: desk.store.sql.insertInto('request').values(row(from + i) as never),
      })),
    );
  process.stdout.write(`queue: ${OPEN} open, ${CLOSED} closed\n`);
}, 300_000);
afterAll(() => desk.closes());

const list = async (query: string): Promise<requests.RequestRows> =>
  requests.requestRows.parse((await maria.tab.get(`/api/requests?${query}`)).json);

describe('a queue with a long past', () => {
  const views = ['all', 'new', 'completed'] as const;
  const orders = Object.keys(REQUEST_ORDERS) as RequestOrder[];

  it.each(views.flatMap((view) => orders.map((order) => [view, order] as const)))(
    'shows %s by %s, page after page, each in order and none twice',
    async (view, order) => {
      const seen: requests.RequestRow[] = [];
      for (let after = '', page = 0; page < 3; page += 1) {
        const { rows, next, counts } = await list(`view=${view}&order=${order}${after}`);
        expect(counts).toMatchObject({ new: OPEN, completed: CLOSED });
        expect(rows.length).toBeLessThanOrEqual(50);
        seen.push(...rows);
        if (next === null) break;
        after = `&after=${encodeURIComponent(next)}`;
      }
      expect(seen).toHaveLength(150);
      for (const [i, row] of seen.slice(1).entries())
        expect(isBefore(seen[i] ?? row, row, order), `${i}`).toBe(true);
    },
  );

  it('finds one among all of them, and by age and by whose it is', async () => {
    expect((await list('view=all&q=zebra')).rows).toHaveLength(1);
    const { rows } = await list(`view=completed&assignee=${maria.id}&since=${AT + (CLOSED - 30) * 1_000}`);
    expect(rows.length).toBeGreaterThanOrEqual(10);
    for (const { assignee } of rows) expect(assignee?.id).toBe(maria.id);
  });
});
