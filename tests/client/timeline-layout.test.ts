// Where things stand on the drawn timeline, and how keys walk along it.
import { describe, expect, it } from 'vitest';
import {
  frameOf,
  type Item,
  type Layout,
  layOut,
  MARK,
  place,
  stack,
  ticksOf,
} from '../../client-web/src/features/timeline/layout.ts';
import { stepFrom } from '../../client-web/src/features/timeline/walk.ts';
import { uuid } from '../support/paper.ts';
import { at, ONE_GRANT, START, told } from './support/story.ts';

const WIDTH = 800;
const LATER = at(3600);
const row = (layout: Layout, key: string): readonly Item[] =>
  layout.rows.find((one) => one.key === key)?.items ?? [];
const bars = (layout: Layout) =>
  layout.rows.flatMap(({ items }) => items).filter(({ width }) => width !== null);

describe('when a session is framed', () => {
  it('reaches from its first to its last event once it has ended', () => {
    expect(frameOf(ONE_GRANT, LATER)).toEqual({ from: START, to: at(600) });
  });

  it('reaches to the moment of reading while it goes on', () => {
    expect(frameOf(ONE_GRANT.slice(0, 5), LATER).to).toBe(LATER);
  });

  it('is not turned round by a clock that is behind the broker’s', () => {
    expect(frameOf(ONE_GRANT.slice(0, 5), at(-500)).to).toBe(at(120));
  });

  it('is never so short that everything falls together', () => {
    const { from, to } = frameOf(told([0, 'session.created'], [0, 'session.ended']), LATER);
    expect(to - from).toBe(10_000);
  });
});

describe('when moments are placed', () => {
  const frame = { from: 0, to: 1000 };

  it('leaves room for a whole mark at both ends', () => {
    expect(place(frame, 0, WIDTH)).toBeGreaterThanOrEqual(MARK / 2);
    expect(place(frame, 1000, WIDTH)).toBeLessThanOrEqual(WIDTH - MARK / 2);
  });

  it('keeps the order and the proportions', () => {
    const [left, middle, right] = [0, 500, 1000].map((moment) => place(frame, moment, WIDTH)) as [
      number,
      number,
      number,
    ];
    expect(middle - left).toBeCloseTo(right - middle);
  });

  it('holds what lies outside at the edge', () => {
    expect(place(frame, -50, WIDTH)).toBe(place(frame, 0, WIDTH));
    expect(place(frame, 5000, WIDTH)).toBe(place(frame, 1000, WIDTH));
  });
});

describe('when a permission is drawn', () => {
  it('is a bar from granted to ended', () => {
    const layout = layOut(ONE_GRANT, LATER, WIDTH);
    const [bar] = bars(layout);
    expect(bar?.x).toBeCloseTo(place(layout.frame, at(120), WIDTH));
    expect((bar?.x ?? 0) + (bar?.width ?? 0)).toBeCloseTo(place(layout.frame, at(300), WIDTH));
  });

  it('shows within it from when on something was seen', () => {
    const layout = layOut(ONE_GRANT, LATER, WIDTH);
    const [bar] = bars(layout);
    expect((bar?.x ?? 0) + (bar?.running?.x ?? 0)).toBeCloseTo(place(layout.frame, at(125), WIDTH));
    expect((bar?.running?.x ?? 0) + (bar?.running?.width ?? 0)).toBeCloseTo(bar?.width ?? 0);
  });

  it('shows no such stretch when nothing ever was', () => {
    const silent = ONE_GRANT.filter(({ type }) => type !== 'scope.started');
    expect(bars(layOut(silent, LATER, WIDTH))[0]?.running).toBeNull();
  });

  it('reaches to the edge while it lives', () => {
    const layout = layOut(ONE_GRANT.slice(0, 6), at(200), WIDTH);
    const [bar] = bars(layout);
    expect((bar?.x ?? 0) + (bar?.width ?? 0)).toBeCloseTo(place(layout.frame, at(200), WIDTH));
  });
});

describe('when the rows are made', () => {
  it('has one for each scope that was asked for, and names the others', () => {
    const layout = layOut(ONE_GRANT, LATER, WIDTH);
    expect(layout.rows.map(({ key }) => key)).toEqual(['session', 'view']);
    expect(layout.untouched).toEqual([
      'control',
      'clipboard-in',
      'clipboard-out',
      'record',
      'sysinfo',
      'reboot',
    ]);
  });

  it('keeps the scopes in their order, whatever was asked first', () => {
    const layout = layOut(
      told(
        [0, 'session.created'],
        [5, 'file.offered'],
        [10, 'consent.asked', { scope: 'control' }],
        [20, 'consent.asked', { askId: uuid(2) }],
      ),
      at(60),
      WIDTH,
    );
    expect(layout.rows.map(({ key }) => key)).toEqual(['session', 'view', 'control', 'files']);
  });

  it('draws every event of a session, or draws what it belongs to', () => {
    const layout = layOut(ONE_GRANT, LATER, WIDTH);
    expect(row(layout, 'session')).toHaveLength(4);
    expect(row(layout, 'view').map(({ fact }) => fact.kind)).toEqual(['asked', 'span']);
  });

  it('puts more time to answer, and a stop too late, into the row they belong to', () => {
    const events = told(
      [0, 'session.created'],
      [10, 'consent.asked', { scope: 'control' }],
      [12, 'consent.extended'],
      [20, 'consent.granted', { scope: 'control' }],
      [30, 'consent.revoked', { scope: 'control' }],
      [31, 'consent.moot'],
    );
    expect(row(layOut(events, at(60), WIDTH), 'control').map(({ key }) => key)).toEqual([
      'event-2',
      'event-3',
      `grant-${uuid(101)}`,
      'event-6',
    ]);
  });
});

describe('when things would lie upon each other', () => {
  const mark = (x: number) => ({ key: `m${x}`, at: x, x, width: null, running: null }) as never;
  const bar = (x: number, width: number) => ({ key: `b${x}`, at: x, x, width, running: null }) as never;

  it('gives the later one a lane of its own', () => {
    const { items, lanes } = stack([mark(100), mark(110), mark(200)]);
    expect(items.map(({ lane }) => lane)).toEqual([0, 1, 0]);
    expect(lanes).toBe(2);
  });

  it('keeps bars below all marks', () => {
    const { items } = stack([mark(100), bar(105, 300), mark(110)]);
    expect(items.map(({ lane }) => lane)).toEqual([0, 2, 1]);
  });

  it('counts a short bar as wide as a finger', () => {
    expect(stack([bar(100, 1), bar(110, 1)]).lanes).toBe(2);
  });

  it('does not grow without end', () => {
    const crowd = Array.from({ length: 100 }, () => mark(100));
    expect(stack(crowd).lanes).toBeLessThanOrEqual(6);
  });
});

describe('when the axis is marked', () => {
  const HOUR = 3_600_000;

  it.each([
    ['ten seconds', 10_000],
    ['a minute', 60_000],
    ['an hour', HOUR],
    ['twelve hours', 12 * HOUR],
  ])('has a few round moments for %s, all inside', (_, length) => {
    const frame = { from: START + 1234, to: START + 1234 + length };
    const ticks = ticksOf(frame, WIDTH);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(ticks.length).toBeLessThanOrEqual(WIDTH / 60);
    for (const tick of ticks) {
      expect(tick).toBeGreaterThanOrEqual(frame.from);
      expect(tick).toBeLessThanOrEqual(frame.to);
      expect(tick % 1000).toBe(0);
    }
  });

  it('has fewer on a phone', () => {
    const frame = { from: START, to: START + HOUR };
    expect(ticksOf(frame, 320).length).toBeLessThan(ticksOf(frame, WIDTH).length);
  });
});

describe('when keys walk along the timeline', () => {
  const { rows } = layOut(ONE_GRANT, LATER, WIDTH);
  const walk = (from: string, ...keys: string[]) =>
    keys.reduce((here, pressed) => stepFrom(rows, here, pressed) ?? here, from);

  it('follows the time over all rows', () => {
    expect(walk('event-1', 'ArrowRight', 'ArrowRight', 'ArrowRight')).toBe('event-4');
    expect(walk('event-4', 'ArrowRight')).toBe(`grant-${uuid(101)}`);
    expect(walk('event-4', 'ArrowLeft')).toBe('event-3');
  });

  it('changes the row to what is nearest in time', () => {
    expect(walk('event-3', 'ArrowDown')).toBe('event-4');
    expect(walk(`grant-${uuid(101)}`, 'ArrowUp')).toBe('event-3');
  });

  it('stays at the ends and goes to them', () => {
    expect(walk('event-1', 'ArrowLeft')).toBe('event-1');
    expect(walk('event-1', 'ArrowUp')).toBe('event-1');
    expect(walk('event-1', 'End')).toBe('event-8');
    expect(walk('event-8', 'ArrowRight')).toBe('event-8');
    expect(walk('event-8', 'Home')).toBe('event-1');
  });

  it('leaves other keys to the page', () => {
    expect(stepFrom(rows, 'event-1', 'Tab')).toBeUndefined();
    expect(stepFrom(rows, 'unknown', 'ArrowRight')).toBeUndefined();
  });
});
