// Reports: they add up to what happened, to the last refusal, and tell nobody else's.
import { describe, expect, it } from 'vitest';
import { addSession, noAnswers, type Told } from '../../server/reports/consent.ts';
import { spreadOf } from '../../server/reports/spread.ts';
import { type Report, report } from '../../shared/protocol/reports.ts';
import { type Desk, meet, type Staff, startDesk } from '../support/actors.ts';
import { asks } from '../support/asking.ts';
import { type Clock, fakeClock } from '../support/clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

async function opens(desk: Desk) {
  const { tab, request, held } = await asks(desk);
  const says = (what: string, more: object = {}) => tab.post(`/api/request/${what}`, { ...held, ...more });
  return { request, says };
}
const reads = async (
  { tab }: Staff,
  { from, to }: { from: number; to: number },
  offset = 0,
): Promise<Report> =>
  report.parse((await tab.get(`/api/reports?from=${from}&to=${to}&offset=${offset}`)).json);

async function atDesk(story: (desk: Desk, clock: Clock) => Promise<void>): Promise<void> {
  const clock = fakeClock();
  const desk = await startDesk({ now: clock.now });
  try {
    await story(desk, clock);
  } finally {
    await desk.closes();
  }
}

describe('a report', () => {
  it('adds up to what happened', () =>
    atDesk(async (desk, clock) => {
      const anna = await desk.admin();
      const maria = await desk.technician();
      const luca = await desk.technician('Luca Verdi');
      const from = clock.now();
      const waits = [2, 4, 6];
      const all = [];
      for (const [i, minutes] of waits.entries()) {
        const carla = await opens(desk);
        clock.advance(minutes * MINUTE);
        const who = i === 2 ? luca : maria;
        await who.tab.post(`/api/requests/${carla.request}/assign`);
        clock.advance(3 * MINUTE);
        const outcome = i === 2 ? 'supplier' : 'resolved';
        await who.tab.post(`/api/requests/${carla.request}/close`, { outcome, note: '' });
        await carla.says('rate', { rating: i === 2 ? 2 : 5, words: i === 2 ? 'slow' : '' });
        all.push(carla);
      }
      const gone = await opens(desk);
      await gone.says('withdraw');
      await opens(desk);
      const made = await reads(anna, { from, to: clock.now() + 1 });
      expect(made.requests).toMatchObject({
        opened: 5,
        closed: 4,
        waiting: 1,
        wait: { cases: 3, median: 4 * MINUTE, p90: 6 * MINUTE },
        handling: { cases: 3, median: 3 * MINUTE, p90: 3 * MINUTE },
        outcomes: { resolved: 2, supplier: 1, withdrawn: 1, unresolved: 0 },
        ratings: [0, 1, 0, 0, 2],
      });
      const sum = (of: 'opened' | 'closed') => made.requests.days.reduce((n, day) => n + day[of], 0);
      expect([sum('opened'), sum('closed')]).toEqual([5, 4]);
      expect(made.technicians).toMatchObject([
        { name: 'Luca Verdi', taken: 1, closed: 1, ratings: 1, ratingMean: 200 },
        { name: 'Maria Rossi', taken: 2, closed: 2, ratings: 2, ratingMean: 500 },
      ]);
      expect(made.feedback).toMatchObject([
        { rating: 2, words: 'slow', technician: 'Luca Verdi' },
        { rating: 5 },
        { rating: 5 },
      ]);
      // A span that ended before all of it holds nothing of it, but who waits now.
      const before = await reads(anna, { from: from - HOUR, to: from });
      expect(before.requests).toMatchObject({ opened: 0, closed: 0, waiting: 1, wait: { median: null } });
    }));

  it('counts questions and answers as the log tells them', () =>
    atDesk(async (desk, clock) => {
      const anna = await desk.admin();
      const from = clock.now();
      const { maria, carla } = await meet(desk);
      await maria.asks();
      clock.advance(7_000);
      await carla.denies();
      await maria.hears('consent.denied');
      clock.advance(20_000);
      await maria.asks();
      clock.advance(3_000);
      const gid = await carla.grants();
      await carla.stops(gid);
      const made = await reads(anna, { from, to: clock.now() + 1 });
      expect(made.sessions).toBe(1);
      expect(made.technicians).toMatchObject([
        {
          sessions: 1,
          asked: 2,
          granted: 1,
          denied: 1,
          unanswered: 0,
          revoked: 1,
          answer: { cases: 2, median: 7_000, p90: 7_000 },
        },
      ]);
    }));

  it('is for admins and auditors, of a span that makes sense, and leaves a trace', () =>
    atDesk(async (desk, clock) => {
      const anna = await desk.admin();
      const maria = await desk.technician();
      const to = clock.now();
      const at = (from: number, end: number) => `/api/reports?from=${from}&to=${end}&offset=60`;
      expect((await maria.tab.get(at(to - HOUR, to))).status).toBe(403);
      for (const [from, end] of [
        [to, to],
        [to, to - 1],
        [to - 400 * 24 * HOUR, to],
      ] as const)
        expect((await anna.tab.get(at(from, end))).status).toBe(400);
      await reads(anna, { from: to - HOUR, to });
      const sheet = await anna.tab.get(at(to - HOUR, to).replace('reports?', 'reports/export?format=csv&'));
      expect(sheet.headers['content-type']).toContain('text/csv');
      expect(sheet.text).toContain('"requests opened","0"');
      const { rows } = {
        rows: await desk.store.read<{ body: string }>(
          desk.store.sql
            .selectFrom('event')
            .select('body')
            .where('type', 'in', ['admin.view', 'admin.export']),
        ),
      };
      expect(rows.map(({ body }) => JSON.parse(body).what)).toEqual(['report', 'report']);
    }));
});

describe('the sums of a session', () => {
  const told = (...all: [Told['type'], number, string?][]): Told[] =>
    all.map(([type, at, body = '{}']) => ({ type, at, body }));

  it('count a question that nobody answered, and no answer that came without one', () => {
    const sums = noAnswers();
    addSession(sums, told(['consent.asked', 0], ['consent.timed-out', 120_000], ['consent.asked', 200_000]));
    addSession(sums, told(['consent.asked', 0], ['consent.withdrawn', 5], ['consent.aborted', 9]));
    expect(sums).toMatchObject({ sessions: 2, asked: 3, granted: 0, denied: 0, unanswered: 1, answers: [] });
  });

  it('tell a change of mind from a new permission in place of an old one', () => {
    const sums = noAnswers();
    addSession(
      sums,
      told(
        ['consent.asked', 0],
        ['consent.granted', 4],
        ['consent.asked', 10],
        ['consent.revoked', 15, '{"why":"replaced"}'],
        ['consent.granted', 15],
        ['consent.revoked', 20, '{"why":"stop"}'],
      ),
    );
    expect(sums).toMatchObject({ granted: 2, revoked: 1, answers: [4, 5] });
  });

  it('have a middle, also where there is none', () => {
    expect(spreadOf([])).toEqual({ cases: 0, median: null, p90: null });
    expect(spreadOf([5])).toEqual({ cases: 1, median: 5, p90: 5 });
    expect(spreadOf([9, 1, 5, 3, 7, 2, 8, 4, 6, 10])).toEqual({ cases: 10, median: 6, p90: 10 });
  });
});
