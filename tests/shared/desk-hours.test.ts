// When a desk is open: through nights, weekends, changes of clocks and zones that move by quarters of an hour.
import { describe, expect, it } from 'vitest';
import { type Hours, hours, openingAt } from '../../shared/desk/hours.ts';

const at = (iso: string) => Date.parse(iso);
const day = (...spans: [number, number][]) => spans;
const WORK: [number, number][] = [
  [9 * 60, 13 * 60],
  [14 * 60, 18 * 60],
];
const week = (weekday: [number, number][], weekend: [number, number][] = []) => [
  ...Array.from({ length: 5 }, () => weekday),
  weekend,
  weekend,
];
const ROME: Hours = { zone: 'Europe/Rome', week: week(WORK) };
const opening = (of: Hours | null, iso: string) => {
  const found = openingAt(of, at(iso));
  const when = found.isOpen ? found.until : found.from;
  return { isOpen: found.isOpen, when: when === null ? null : new Date(when).toISOString() };
};

describe('a desk', () => {
  it('without hours is always open', () => {
    expect(openingAt(null, at('2026-11-26T03:00:00Z'))).toEqual({ isOpen: true, until: null });
  });

  it('that never opens says so', () => {
    expect(openingAt({ zone: 'UTC', week: week([]) }, at('2026-11-26T03:00:00Z'))).toEqual({
      isOpen: false,
      from: null,
    });
  });

  it.each([
    ['before it opens', '2026-11-26T07:59:59Z', false, '2026-11-26T08:00:00.000Z'],
    ['as it opens', '2026-11-26T08:00:00Z', true, '2026-11-26T12:00:00.000Z'],
    ['at lunch', '2026-11-26T12:00:00Z', false, '2026-11-26T13:00:00.000Z'],
    ['at its last minute', '2026-11-26T16:59:59Z', true, '2026-11-26T17:00:00.000Z'],
    ['on Friday evening', '2026-11-27T17:00:00Z', false, '2026-11-30T08:00:00.000Z'],
    ['on the eve of summer time', '2026-03-27T17:00:00Z', false, '2026-03-30T07:00:00.000Z'],
    ['on the eve of winter time', '2026-10-23T16:00:00Z', false, '2026-10-26T08:00:00.000Z'],
  ])('knows %s', (_when, now, isOpen, change) => {
    expect(opening(ROME, now)).toEqual({ isOpen, when: change });
  });

  it('may be open over midnight, in a zone of odd quarters', () => {
    const night: Hours = {
      zone: 'Asia/Kathmandu',
      week: Array.from({ length: 7 }, () => day([0, 2 * 60], [22 * 60, 24 * 60])),
    };
    expect(opening(night, '2026-11-26T16:30:00Z')).toEqual({
      isOpen: true,
      when: '2026-11-26T20:15:00.000Z',
    });
    expect(opening(night, '2026-11-26T20:15:00Z')).toEqual({
      isOpen: false,
      when: '2026-11-27T16:15:00.000Z',
    });
  });

  it('that is open day and night does not change', () => {
    const always: Hours = { zone: 'UTC', week: Array.from({ length: 7 }, () => day([0, 24 * 60])) };
    expect(opening(always, '2026-11-26T16:30:00Z')).toEqual({ isOpen: true, when: null });
  });
});

describe('hours', () => {
  it.each([
    ['an unknown zone', { zone: 'Europe/Atlantis', week: week(WORK) }],
    ['six days', { zone: 'UTC', week: week(WORK).slice(1) }],
    ['an end before its beginning', { zone: 'UTC', week: week([[600, 500]]) }],
    [
      'spans that overlap',
      {
        zone: 'UTC',
        week: week([
          [500, 600],
          [550, 700],
        ]),
      },
    ],
    ['a minute after midnight', { zone: 'UTC', week: week([[500, 1441]]) }],
    ['half a minute', { zone: 'UTC', week: week([[500.5, 600]]) }],
    ['a zone with a path in it', { zone: '../../etc/passwd', week: week(WORK) }],
  ])('are not %s', (_what, said) => {
    expect(hours.safeParse(said).success).toBe(false);
  });
});
