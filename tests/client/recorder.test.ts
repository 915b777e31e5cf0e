// When a recording runs: exactly while its own permission, a picture and the broker are there, and never longer than was allowed by this
// page's own clock. The browser's recorder is not here; the story of the host has a real one.
import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRecorder, type Recorder } from '../../client-web/src/features/record/recorder.ts';
import type { Lanes } from '../../link/lanes.ts';
import type { Session } from '../../link/session.ts';

const GID = '00000000-0000-4000-8000-000000000101';
const open = (minutes?: number) =>
  ({
    phase: 'open',
    grants: minutes === undefined ? {} : { record: { gid: GID, minutes } },
  }) as Session['state']['value'];

/** A recorder as the browser has it, which says what it was told. */
class FakeRecorder extends EventTarget {
  static isTypeSupported = () => true;
  state = 'inactive';
  mimeType = 'video/webm';
  start() {
    this.state = 'recording';
  }
  stop() {
    this.state = 'inactive';
    const data = Object.assign(new Event('dataavailable'), { data: new Blob(['picture']) });
    this.dispatchEvent(data);
    this.dispatchEvent(new Event('stop'));
  }
}

const state = signal(open());
const status = signal<Session['status']['value']>({ kind: 'online' });
const grants = signal<ReadonlySet<string>>(new Set());
const picture = signal<Lanes['picture']['value']>(null);
let wishes: { type: string }[];
let due: { ms: number; act: () => void }[];
let recorder: Recorder;

beforeEach(() => {
  globalThis.MediaRecorder = FakeRecorder as unknown as typeof MediaRecorder;
  [state.value, status.value, grants.value, picture.value] = [open(), { kind: 'online' }, new Set(), null];
  wishes = [];
  due = [];
  const session = {
    state,
    status,
    wish: async (wish: { type: string }) => {
      wishes.push(wish);
      return { seq: 1 };
    },
  } as unknown as Session;
  const clock = {
    now: () => 0,
    after: (ms: number, act: () => void) => {
      const entry = { ms, act };
      due.push(entry);
      return () => {
        due = due.filter((each) => each !== entry);
      };
    },
  };
  recorder = openRecorder({ session, ledger: { grants }, lanes: { picture }, clock });
});
afterEach(() => {
  recorder.close();
  Reflect.deleteProperty(globalThis, 'MediaRecorder');
});

const stream = () => ({ stream: {} }) as unknown as NonNullable<Lanes['picture']['value']>;
const allow = (minutes = 5) => {
  state.value = open(minutes);
  grants.value = new Set([GID]);
};
const isOn = () => recorder.since.value !== null;

describe('a recording', () => {
  it('runs while permission and picture are there, and its hash is told', async () => {
    picture.value = stream();
    expect(isOn()).toBe(false);
    state.value = open(5);
    // Not on the broker's word alone.
    expect(isOn()).toBe(false);
    grants.value = new Set([GID]);
    expect(isOn()).toBe(true);
    state.value = open();
    expect(isOn()).toBe(false);
    await recorder.ends();
    expect(wishes.map(({ type }) => type)).toEqual(['start', 'report-use']);
    expect(recorder.kept.value).toMatchObject([{ gid: GID, file: { size: 7 } }]);
    expect(recorder.kept.value[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('ends with the picture, and a new one makes a new file', async () => {
    picture.value = stream();
    allow();
    picture.value = null;
    expect(isOn()).toBe(false);
    picture.value = stream();
    expect(isOn()).toBe(true);
    await recorder.ends();
    await Promise.resolve();
    expect(wishes.filter(({ type }) => type === 'start')).toHaveLength(2);
  });

  it('ends some seconds after the broker is gone, and begins nothing without it', () => {
    picture.value = stream();
    allow();
    status.value = { kind: 'connecting' };
    expect(isOn()).toBe(true);
    due.find(({ ms }) => ms === 5_000)?.act();
    expect(isOn()).toBe(false);
    picture.value = stream();
    expect(isOn()).toBe(false);
  });

  it('never runs longer than was allowed, whatever the broker tells', () => {
    picture.value = stream();
    allow(0);
    expect(isOn()).toBe(false);
    picture.value = stream();
    expect(isOn()).toBe(false);
  });
});
