// What is said on the screen lane beside the picture: read strictly, within limits, and each side only in its own words.
import { describe, expect, it } from 'vitest';
import { POINTS_LIMIT } from '../../shared/channel/pointing.ts';
import {
  LABEL_LIMIT,
  QUALITY_WISHES,
  readScreenAsked,
  readScreenTold,
  SCREENS_LIMIT,
  type ScreenAsked,
  type ScreenTold,
} from '../../shared/channel/screen.ts';

const id = '6f0e4b3a-7d2c-4a51-9a53-0f6f3f0a1b2c';
const monitor = (screen: number, label = `HDMI-${screen}`) => ({
  screen,
  label,
  width: 1920,
  height: 1080,
  isPrimary: screen === 1,
});
const monitors = (count: number, label?: string) =>
  Array.from({ length: count }, (_, i) => monitor(i + 1, label));
const ASKED: readonly ScreenAsked[] = [
  ...QUALITY_WISHES.map((wish) => ({ k: 'quality', wish }) as const),
  { k: 'ping', n: 1 },
  { k: 'point', x: 0, y: 1 },
  { k: 'point-off' },
  { k: 'stroke', id, pen: 'blue', points: [[0.1, 0.2]], isEnd: false },
  { k: 'strokes-clear' },
];
const TOLD: readonly ScreenTold[] = [
  { k: 'screens', screens: monitors(2), shown: 2 },
  { k: 'rung', width: 1280, height: 720, fps: 15 },
  { k: 'pong', n: 1 },
];
const asked = (message: unknown) => readScreenAsked(JSON.stringify(message));
const told = (message: unknown) => readScreenTold(JSON.stringify(message));

describe('on the screen lane', () => {
  it.each(ASKED)('$k is heard from the technician, and nothing from the host', (message) => {
    expect(asked(message)).toEqual(message);
    expect(told(message)).toBeNull();
  });
  it.each(TOLD)('$k is heard from the host, and nothing from the technician', (message) => {
    expect(told(message)).toEqual(message);
    expect(asked(message)).toBeNull();
  });

  it.each<[string, unknown]>([
    ['a wish that is not on the list', { k: 'quality', wish: 'best' }],
    ['a wish for another monitor', { k: 'show', screen: 2 }],
    ['a ping that counts from nothing', { k: 'ping', n: 0 }],
    ['a ping with something more', { k: 'ping', n: 1, at: 5 }],
    ['a pointer beside the picture', { k: 'point', x: -0.001, y: 0 }],
    ['chat', { k: 'chat', id, n: 1, text: 'hello', at: 1 }],
    ['an endless stroke', { ...ASKED[7], points: Array.from({ length: POINTS_LIMIT + 1 }, () => [0, 0]) }],
    ['nothing', null],
    ['a list', []],
  ])('%s is no message of the technician', (_what, message) => expect(asked(message)).toBeNull());

  it.each<[string, unknown]>([
    ['no monitor at all', { k: 'screens', screens: [], shown: 1 }],
    ['one that counts from nothing', { k: 'screens', screens: [monitor(0)], shown: 1 }],
    ['more than are counted', { k: 'screens', screens: monitors(SCREENS_LIMIT + 1), shown: 1 }],
    ['an endless label', { k: 'screens', screens: [monitor(1, 'x'.repeat(LABEL_LIMIT + 1))], shown: 1 }],
    ['one without a size', { k: 'screens', screens: [{ ...monitor(1), width: 0 }], shown: 1 }],
    ['a picture without time', { k: 'rung', width: 2, height: 2, fps: 0 }],
  ])('%s is no message of the host', (_what, message) => expect(told(message)).toBeNull());

  it('reads what is as long as it may be', () => {
    const many = { k: 'screens', screens: monitors(SCREENS_LIMIT, '"'.repeat(LABEL_LIMIT)), shown: 16 };
    expect(told(many)).toEqual(many);
    const exact = Array.from({ length: POINTS_LIMIT }, () => [0.12345678901234568, 0.9876543210987654]);
    const longest = { k: 'stroke', id, pen: 'magenta', points: exact, isEnd: true };
    expect(asked(longest)).toEqual(longest);
    expect(readScreenAsked(`${' '.repeat(5_000)}{"k":"ping","n":1}`)).toBeNull();
    expect(readScreenTold('{"k":"pong"')).toBeNull();
  });
});
