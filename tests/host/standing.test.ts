// What is lent or kept of a picture ends with it, and when it goes to another monitor; a question speaks of one monitor and no other.
// The permission to see is carried out by the host's own deed, proven a moment after the broker tells of it.
import { signal } from '@preact/signals-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Deed, type DeedOptions, openDeed } from '../../host/deed.ts';
import { openStanding, type Standing } from '../../host/standing.ts';
import type { Grant } from '../../shared/session/state.ts';

const seeing = (gid: string, screen?: number) =>
  ({ gid, method: 'host', minutes: 5, ...(screen ? { screen } : {}) }) as Grant;

let told: ReturnType<typeof state>;
let proven: ReturnType<typeof provenGrants>;
let waits: (() => void)[];
let stops: string[];
/** The last that the broker told is that a newer permission takes the place of the old one. */
let isReplaced: boolean;
let view: Deed;
let standing: Standing;
const state = () => signal<{ phase: 'open'; grants: { view?: Grant } }>({ phase: 'open', grants: {} });
const provenGrants = () => signal<ReadonlySet<string>>(new Set());

beforeEach(() => {
  told = state();
  proven = provenGrants();
  waits = [];
  stops = [];
  isReplaced = false;
  const end = {
    session: { state: told, status: signal({ kind: 'online' }), wish: async () => {} },
    speech: { say: async () => {} },
    ledger: { grants: proven },
  } as unknown as DeedOptions['end'];
  const work = { begin() {}, cut() {} };
  view = openDeed({ end, scope: 'view', work, allowedAt: () => performance.now() });
  const deed = (name: string) => ({ stop: (why: string) => void stops.push(`${name} ${why}`) });
  standing = openStanding({
    view,
    told: () => {
      const { view: grant } = told.value.grants;
      return grant ? (grant.screen ?? 1) : isReplaced ? 'soon' : null;
    },
    deeds: [deed('control'), deed('record')],
    clock: {
      after(_ms, act) {
        waits.push(act);
        return () => {
          waits = waits.filter((each) => each !== act);
        };
      },
    },
  });
});
afterEach(() => {
  standing.close();
  view.close();
});

/** The broker tells of it; only later is it proven. */
const tells = (grant?: Grant) => {
  told.value = { phase: 'open', grants: grant ? { view: grant } : {} };
};
const proves = (gid: string) => {
  proven.value = new Set([...proven.value, gid]);
};
const sees = (gid: string, screen?: number) => {
  tells(seeing(gid, screen));
  proves(gid);
};
const BOTH = ['control surface-changed', 'record surface-changed'];

describe('what stands on a picture', () => {
  it('ends with it', () => {
    sees('first');
    expect(stops).toEqual([]);
    tells();
    expect(stops).toEqual(BOTH);
  });

  it('stays with more time for the same monitor, also while that is being proven', () => {
    sees('first', 2);
    stops = [];
    isReplaced = true;
    tells();
    expect(standing.screen()).toBe(2);
    tells(seeing('more time', 2));
    expect(view.live.value).toBeNull();
    expect(standing.screen()).toBe(2);
    proves('more time');
    expect(view.live.value?.gid).toBe('more time');
    expect([stops, waits]).toEqual([[], []]);
  });

  it('ends when more time is never proven, or taken back', () => {
    sees('first');
    tells(seeing('never'));
    expect(stops).toEqual([]);
    waits[0]?.();
    expect(stops).toEqual(BOTH);

    sees('again');
    tells(seeing('taken back'));
    tells();
    expect(stops).toEqual([...BOTH, ...BOTH]);
  });

  it('ends when it goes to another monitor, at once', () => {
    sees('first');
    tells(seeing('another', 2));
    expect(stops).toEqual(BOTH);
    proves('another');
    expect(standing.screen()).toBe(2);
  });

  it('lent before anything was seen, ends when something else than the primary monitor is', () => {
    sees('primary', 1);
    expect(stops).toEqual([]);
    tells();
    stops = [];
    sees('second', 2);
    expect(stops).toEqual(BOTH);
  });
});

describe('a question', () => {
  it('speaks of the monitor that was seen when it was put', () => {
    expect(standing.holds('never put')).toBe(false);
    sees('first', 2);
    standing.asked('question');
    expect(standing.holds('question')).toBe(true);
    tells();
    expect(standing.holds('question')).toBe(false);
    sees('primary', 1);
    expect(standing.holds('question')).toBe(false);
    sees('second', 2);
    expect(standing.holds('question')).toBe(true);
  });
});
