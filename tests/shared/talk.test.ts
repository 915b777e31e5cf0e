// What one page may say to the other beside chat: read strictly, within limits, and only from the side whose word it is.
import { describe, expect, it } from 'vitest';
import { POINTS_LIMIT } from '../../shared/channel/pointing.ts';
import { readTalk, type Side, STEP_LIMIT, STEPS_LIMIT, type Talk } from '../../shared/channel/talk.ts';

const id = '6f0e4b3a-7d2c-4a51-9a53-0f6f3f0a1b2c';
const read = (message: unknown, by: Side) => readTalk(JSON.stringify(message), by);
const steps = (count: number, text = 'Restart') => Array.from({ length: count }, () => ({ id, text }));
const points = (count: number) => Array.from({ length: count }, () => [0.25, 1]);

const BY_TECHNICIAN: readonly Talk[] = [
  { k: 'picture', state: 'seen' },
  { k: 'point', x: 0, y: 1 },
  { k: 'point-off' },
  { k: 'stroke', id, pen: 'blue', points: [[0.1, 0.2]], isEnd: false },
  { k: 'strokes-clear' },
  { k: 'zoom', way: 'in' },
  { k: 'list', items: [{ id, text: 'Restart' }] },
];
const BY_CUSTOMER: readonly Talk[] = [
  { k: 'zoomed', level: 125, canGrow: true, canShrink: false },
  { k: 'zoom-off', why: 'browser' },
];
const BY_BOTH: readonly Talk[] = [
  { k: 'chat', id, n: 1, text: 'hello', at: 1 },
  { k: 'got', n: 1 },
  { k: 'read', n: 1 },
  { k: 'hello', have: 0 },
  { k: 'tick', id, isOn: true, n: 1 },
  { k: 'beat' },
];

describe('what the two pages say', () => {
  it.each([...BY_TECHNICIAN, ...BY_BOTH])('$k is heard from the technician', (message) =>
    expect(read(message, 'technician')).toEqual(message),
  );
  it.each([...BY_CUSTOMER, ...BY_BOTH])('$k is heard from the customer', (message) =>
    expect(read(message, 'customer')).toEqual(message),
  );
  it.each(BY_TECHNICIAN)('$k is nothing from the customer', (message) =>
    expect(read(message, 'customer')).toBeNull(),
  );
  it.each(BY_CUSTOMER)('$k is nothing from the technician', (message) =>
    expect(read(message, 'technician')).toBeNull(),
  );

  const stroke = { k: 'stroke', id, pen: 'blue', isEnd: false };
  it.each([
    ['a pointer beside the picture', { k: 'point', x: 1.001, y: 0 }],
    ['a pointer that is no number', { k: 'point', x: null, y: 0 }],
    ['a pointer with something more', { k: 'point', x: 0, y: 0, html: '<b>' }],
    ['a stroke of too many points', { ...stroke, points: points(POINTS_LIMIT + 1) }],
    ['a stroke with a point of three', { ...stroke, points: [[0, 0, 0]] }],
    ['a pen that is not on the list', { ...stroke, pen: 'url(evil)', points: [] }],
    ['a stroke without a name', { ...stroke, id: 'x', points: [] }],
    ['a zoom to anywhere', { k: 'zoom', way: 'plain' }],
    ['a list that is too long', { k: 'list', items: steps(STEPS_LIMIT + 1) }],
    ['an endless step', { k: 'list', items: steps(1, 'x'.repeat(STEP_LIMIT + 1)) }],
    ['an empty step', { k: 'list', items: steps(1, '') }],
    ['a tick that counts from nothing', { k: 'tick', id, isOn: true, n: 0 }],
  ])('refuses %s', (_what, message) => expect(read(message, 'technician')).toBeNull());

  it('reads the longest list and the longest stroke', () => {
    const list = { k: 'list', items: steps(STEPS_LIMIT, '"'.repeat(STEP_LIMIT)) };
    expect(read(list, 'technician')).toEqual(list);
    const longest = { ...stroke, points: points(POINTS_LIMIT) };
    expect(read(longest, 'technician')).toEqual(longest);
  });
});
