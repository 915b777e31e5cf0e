// The queue as its technicians read it: page by page by its indexes alone, searched, counted, and told of when it changes.
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import * as requests from '../../shared/protocol/requests.ts';
import type { Desk, Technician } from '../support/actors.ts';
import { asks, SLUG } from '../support/asking.ts';
import { it } from '../support/desk-test.ts';
import { planOf, SLOW } from '../support/engines.ts';
import { watchesQueue } from '../support/queue-watch.ts';
import { waitFor } from '../support/wait.ts';

const PORTAL = `/api/portal/${SLUG}`;
const list = async ({ tab }: Technician, query = 'view=all') =>
  requests.requestRows.parse((await tab.get(`/api/requests?${query}`)).json);

const pageOf = ({ store }: Desk, home: string) =>
  store.sql.selectFrom('request').selectAll().where('desk_id', '=', home).limit(51);

describe('the queue', () => {
  it('is read page by page, searched and counted, and reads no more than it shows', async ({
    desk,
    clock,
  }) => {
    await desk.admin();
    const maria = await desk.technician();
    const home = (await desk.people.firstDesk())?.id ?? '';
    const row = (n: number) => ({
      id: `r${String(n).padStart(21, '0')}`,
      desk_id: home,
      number: n,
      state: (n % 4 === 0 ? 'completed' : 'new') as 'completed' | 'new',
      assignee_id: null,
      session_id: null,
      name: `Customer ${n}`,
      email: '',
      problem: n === 777 ? 'the zebra printer eats paper' : 'it does not work',
      steps: '',
      messages: '',
      language: 'en' as const,
      origin: '{}',
      opened_at: clock.now() + n,
      changed_at: clock.now() + n,
      taken_at: null,
      answer_by: null,
      closed_at: null,
      outcome: null,
      works: null,
      closing: '',
      rating: null,
      feedback: '',
      unread: 0,
      secret_hash: `h${n}`,
      page: '',
      missed_at: null,
    });
    for (let from = 1; from <= 2_000; from += 500)
      await desk.store.write(
        Array.from({ length: 500 }, (_, i) => ({
          query: desk.store.sql.insertInto('request').values(row(from + i)),
        })),
      );
    const seen: number[] = [];
    for (let after = ''; ; ) {
      const page = await list(maria, `view=new${after}`);
      seen.push(...page.rows.map(({ number }) => number));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(seen).toHaveLength(1_500);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    expect((await list(maria)).counts).toEqual({ new: 1_500, mine: 0, active: 0, completed: 500 });
    expect((await list(maria, 'view=new&order=oldest')).rows[0]?.number).toBe(1);
    for (const q of ['zebra', 'ZEBRA pap', 'zebra "OR" *'])
      expect(
        (await list(maria, `view=all&q=${encodeURIComponent(q)}`)).rows.map(({ number }) => number),
      ).toEqual(q.includes('OR') ? [] : [777]);
    for (const [column, index] of [
      ['changed_at', 'request_by_change'],
      ['name', 'request_by_name'],
      [sql`coalesce(assignee_id, '')`, 'request_by_technician'],
    ] as const) {
      const plan = await planOf(desk.store, pageOf(desk, home).orderBy(column).orderBy('id'));
      expect(plan).toMatch(new RegExp(`using (index )?${index}`, 'i'));
      expect(plan).not.toMatch(SLOW);
    }
    const byName = (await list(maria, 'view=all&order=customer')).rows.map(({ name }) => name);
    expect(byName).toEqual([...byName].sort());
    expect((await list(maria, `view=all&assignee=${maria.id}`)).rows).toEqual([]);
    expect((await list(maria, `view=new&since=${clock.now() + 1_999}&order=oldest`)).rows[0]?.number).toBe(
      1999,
    );
    const plan = await planOf(
      desk.store,
      pageOf(desk, home).where('state', '=', 'new').orderBy('opened_at', 'desc').orderBy('id', 'desc'),
    );
    expect(plan).toMatch(/using (index )?request_by_state/i);
    expect(plan).not.toMatch(SLOW);
  });

  it('tells whoever watches it that something changed, and who did it', async ({ desk }) => {
    await desk.admin();
    const carla = await asks(desk);
    const maria = await desk.technician();
    const luca = await desk.technician('Luca Verdi');
    const watch = await watchesQueue(luca.tab);
    const { json } = await carla.tab.get(PORTAL);
    expect(requests.portal.parse(json)).toMatchObject({ available: 1, waiting: 1 });
    await maria.tab.post(`/api/requests/${carla.request}/assign`, undefined);
    await watch.hears(maria.id);
    expect(watch.heard()).not.toMatch(/Carla|printer/);
    await luca.tab.send('PUT', '/api/me/availability', { body: { availability: 'away' } });
    expect(requests.portal.parse((await carla.tab.get(PORTAL)).json).available).toBe(0);
    watch.stops();
    await waitFor(
      async () => {
        await luca.tab.send('PUT', '/api/me/availability', { body: { availability: 'available' } });
        return requests.portal.parse((await carla.tab.get(PORTAL)).json).available === 0 || undefined;
      },
      { what: 'the watcher to be gone' },
    );
  });
});
