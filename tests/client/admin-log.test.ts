// The auditor's list without its page: filters in the address, days in the reader's own zone, pages that do not mix.
import { describe, expect, it } from 'vitest';
import {
  askFor,
  emptyFilters,
  hasFilters,
  midnight,
  readFilters,
  writeFilters,
} from '../../client-web/src/admin/log/filters.ts';
import { sessionList } from '../../client-web/src/admin/log/sessions.ts';
import { logRoute, readRoute, writeRoute } from '../../client-web/src/admin/route.ts';
import type { Refused } from '../../client-web/src/link/api.ts';
import { refuse } from '../../shared/errors.ts';
import { logQuery, type SessionRow, type SessionRows } from '../../shared/protocol/http.ts';
import { DESK, SID, TECHNICIAN } from '../support/paper.ts';

const FULL = {
  q: 'stampante & toner',
  desk: DESK,
  technician: TECHNICIAN.id,
  name: '',
  scope: 'view',
  ending: 'live',
  from: '2026-11-20',
  to: '2026-11-22',
};

describe('when filters stand in the address', () => {
  it('reads back what it wrote', () => {
    for (const route of [logRoute(), logRoute(FULL), logRoute(FULL, SID), { place: 'people' } as const])
      expect(readRoute(writeRoute(route))).toEqual(route);
  });

  it('leaves out what makes no sense', () => {
    const query = new URLSearchParams('scope=everything&ending=soon&from=2026-02-31&technician=x&to=now');
    expect(readFilters(query)).toEqual(emptyFilters);
  });

  it('shows the log under an address it does not know', () => {
    expect(readRoute('#somewhere/else')).toEqual(logRoute());
    expect(readRoute('')).toEqual(logRoute());
    expect(readRoute('#log/<script>')).toEqual(logRoute());
  });

  it('writes nothing where nothing is set', () => {
    expect(writeFilters(emptyFilters).toString()).toBe('');
    expect(hasFilters(emptyFilters)).toBe(false);
    expect(hasFilters(FULL)).toBe(true);
  });
});

describe('when the broker is asked', () => {
  const asked = (path: string) => Object.fromEntries(new URL(path, 'http://desk').searchParams);

  it('sends what the protocol accepts', () => {
    expect(logQuery.safeParse(asked(askFor(FULL, `1763805600000.${SID}`))).success).toBe(true);
    expect(askFor(emptyFilters, null)).toBe('/api/log/sessions');
  });

  it('includes both days whole', () => {
    const { from, to } = asked(askFor(FULL, null));
    expect(new Date(Number(from)).toString()).toContain('Nov 20 2026 00:00:00');
    expect(new Date(Number(to)).toString()).toContain('Nov 23 2026 00:00:00');
  });

  it('counts days by the calendar, not by 24 hours', () => {
    expect(new Date(midnight('2026-12-31', 1) ?? 0).getFullYear()).toBe(2027);
    for (const day of ['2026-03-29', '2026-10-25'])
      expect(new Date(midnight(day, 1) ?? 0).getHours()).toBe(0);
  });

  it('looks for a typed name among the words where people cannot be listed', () => {
    expect(asked(askFor({ ...emptyFilters, q: 'toner', name: 'maria' }, null))['q']).toBe('toner maria');
  });
});

describe('when pages of the list arrive', () => {
  const page = (ids: string[], next: string | null): SessionRows => ({
    rows: ids.map((sid) => ({ sid }) as SessionRow),
    next,
  });
  /** Answers are given by hand, in any order. */
  const desk = () => {
    const waiting: { path: string; answer: (with_: SessionRows | Refused) => Promise<void> }[] = [];
    const list = sessionList(
      (path) =>
        new Promise((resolve) => {
          waiting.push({
            path,
            answer: async (with_) => {
              resolve(with_);
              await Promise.resolve();
              await Promise.resolve();
            },
          });
        }),
    );
    const shown = () => list.state.value.rows.map(({ sid }) => sid);
    return { list, waiting, shown };
  };

  it('adds the next page after the last', async () => {
    const { list, waiting, shown } = desk();
    void list.read(emptyFilters);
    await waiting[0]?.answer(page(['a', 'b'], 'after-b'));
    void list.more();
    expect(waiting[1]?.path).toContain('after=after-b');
    await waiting[1]?.answer(page(['c'], null));
    expect(shown()).toEqual(['a', 'b', 'c']);
    void list.more();
    expect(waiting).toHaveLength(2);
  });

  it('does not ask twice for the same page', async () => {
    const { list, waiting } = desk();
    void list.read(emptyFilters);
    await waiting[0]?.answer(page(['a'], 'after-a'));
    void list.more();
    void list.more();
    expect(waiting).toHaveLength(2);
  });

  it('forgets an answer to a question that is no longer asked', async () => {
    const { list, waiting, shown } = desk();
    void list.read(emptyFilters);
    void list.read({ ...emptyFilters, scope: 'view' });
    await waiting[1]?.answer(page(['new'], null));
    await waiting[0]?.answer(page(['old'], null));
    expect(shown()).toEqual(['new']);
  });

  it('does not mix a late further page into another list', async () => {
    const { list, waiting, shown } = desk();
    void list.read(emptyFilters);
    await waiting[0]?.answer(page(['a'], 'after-a'));
    void list.more();
    void list.read({ ...emptyFilters, ending: 'live' });
    await waiting[2]?.answer(page(['x'], null));
    await waiting[1]?.answer(page(['b'], null));
    expect(shown()).toEqual(['x']);
  });

  it('keeps what it has when a further page cannot be read', async () => {
    const { list, waiting, shown } = desk();
    void list.read(emptyFilters);
    await waiting[0]?.answer(page(['a'], 'after-a'));
    void list.more();
    await waiting[1]?.answer(refuse('CLOSED'));
    expect(shown()).toEqual(['a']);
    expect(list.state.value).toMatchObject({
      phase: 'ready',
      next: 'after-a',
      problem: { refused: 'CLOSED' },
    });
  });
});
