// What is lent or kept of a picture ends with it, and when it goes to another monitor; a question speaks of one monitor and no other.
import { type Signal, signal } from '@preact/signals-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStanding, type Standing } from '../../host/standing.ts';
import type { Grant } from '../../shared/session/state.ts';

const seeing = (screen?: number, gid = 'view') => ({ gid, ...(screen ? { screen } : {}) }) as Grant;

let live: Signal<Grant | null>;
let stops: string[];
let standing: Standing;
beforeEach(() => {
  live = signal<Grant | null>(null);
  stops = [];
  const deed = (name: string) => ({ stop: (why: string) => void stops.push(`${name} ${why}`) });
  standing = openStanding({ live }, [deed('control'), deed('record')]);
});
const BOTH = ['control surface-changed', 'record surface-changed'];

describe('what stands on a picture', () => {
  it('ends with it', () => {
    live.value = seeing();
    expect(stops).toEqual([]);
    live.value = null;
    expect(stops).toEqual(BOTH);
  });

  it('ends when it goes to another monitor, and stays with more time for the same', () => {
    live.value = seeing();
    live.value = seeing(1, 'more time');
    expect(stops).toEqual([]);
    live.value = seeing(2, 'another');
    expect(stops).toEqual(BOTH);
  });

  it('lent before anything was seen, ends when something else than the primary monitor is', () => {
    live.value = seeing(2);
    expect(stops).toEqual(BOTH);
  });
});

describe('a question', () => {
  it('speaks of the monitor that was seen when it was put', () => {
    expect(standing.holds('never put')).toBe(false);
    live.value = seeing(2);
    standing.asked('question');
    expect(standing.holds('question')).toBe(true);
    live.value = null;
    expect(standing.holds('question')).toBe(false);
    live.value = seeing(1);
    expect(standing.holds('question')).toBe(false);
    live.value = seeing(2);
    expect(standing.holds('question')).toBe(true);
  });
});
