// The small rules beside the queue: which key does what, when somebody is away, and where an address leads.
import { describe, expect, it } from 'vitest';
import { AWAY_AFTER_MS, awayTimer } from '../../client-web/src/technician/queue/away.ts';
import { deedOf, type Pressed } from '../../client-web/src/technician/queue/keys.ts';
import { addressOf, readSpot } from '../../client-web/src/technician/spot.ts';
import { SID } from '../support/paper.ts';
import { fakeClock } from './support/clock.ts';

const press = (key: string, part: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  defaultPrevented: false,
  ...part,
});
const FREE = { isTyping: false };

describe('a single key', () => {
  it('searches, moves and explains, small or capital', () => {
    expect(['/', 'j', 'J', 'k', 'K', '?'].map((key) => deedOf(press(key), FREE))).toEqual([
      'search',
      'down',
      'down',
      'up',
      'up',
      'help',
    ]);
    expect(deedOf(press('x'), FREE)).toBe(null);
    expect(deedOf(press('Enter'), FREE)).toBe(null);
  });

  it('is a letter while somebody types', () => {
    expect(deedOf(press('j'), { isTyping: true })).toBe(null);
    expect(deedOf(press('j', { isComposing: true }), FREE)).toBe(null);
  });

  it('leaves the browser and whoever took it first alone', () => {
    for (const part of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { defaultPrevented: true }])
      expect(deedOf(press('k', part), FREE)).toBe(null);
  });
});

describe('a technician who leaves the page alone', () => {
  const watched = () => {
    const clock = fakeClock();
    const told: string[] = [];
    const timer = awayTimer({
      clock,
      onAway: () => told.push('away'),
      onBack: () => told.push('back'),
    });
    return { clock, told, timer };
  };

  it('is away after ten minutes, and back with the next touch', () => {
    const { clock, told, timer } = watched();
    clock.advance(AWAY_AFTER_MS - 1);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual(['away']);
    timer.hand();
    timer.hand();
    expect(told).toEqual(['away', 'back']);
    clock.advance(AWAY_AFTER_MS);
    expect(told).toEqual(['away', 'back', 'away']);
  });

  it('is not away ten minutes after coming, but after the last touch', () => {
    const { clock, told, timer } = watched();
    for (let minute = 0; minute < 30; minute += 1) {
      clock.advance(60_000);
      timer.hand();
    }
    expect(told).toEqual([]);
    expect(clock.waiting).toBe(1);
    clock.advance(AWAY_AFTER_MS);
    expect(told).toEqual(['away']);
  });

  it('leaves no timer behind', () => {
    const { clock, timer } = watched();
    timer.close();
    expect(clock.waiting).toBe(0);
  });
});

describe('an address of the console', () => {
  it('leads to the list that it names, and else to the usual one', () => {
    expect(readSpot('#requests', 'sessions')).toEqual({ list: 'requests', request: null, sid: null });
    expect(readSpot('#list', 'requests')).toEqual({ list: 'sessions', request: null, sid: null });
    for (const nothing of ['', '#', '#elsewhere', '#r/short', `#r/${SID}/more`])
      expect(readSpot(nothing, 'requests')).toEqual({ list: 'requests', request: null, sid: null });
  });

  it('opens a request or a session', () => {
    expect(readSpot(addressOf(SID), 'sessions')).toEqual({ list: 'requests', request: SID, sid: null });
    expect(readSpot(`#${SID}`, 'requests')).toEqual({ list: 'sessions', request: null, sid: SID });
  });
});
