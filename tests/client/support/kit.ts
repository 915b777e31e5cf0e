// Small things the client's tests share: ids, memory in place of IndexedDB, waiting for a signal to say something.
import { randomBytes, randomUUID } from 'node:crypto';
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import wrtc from 'wrtc';
import type { Chance, Rtc, Storage } from '../../../link/deps.ts';

export const chance: Chance = {
  random: () => 0.5,
  newId: () => randomBytes(16).toString('base64url'),
  newUuid: () => randomUUID(),
  bytes: (count) => new Uint8Array(randomBytes(count)),
};

export const nodeRtc: Rtc = { ...wrtc, cores: 2 };

export interface MemoryStorage extends Storage {
  readonly kept: Map<string, unknown>;
  /** Resolves when something stands under this key. */
  has(key: string): Promise<void>;
}

/** Keeps copies, as IndexedDB does. */
export function memoryStorage(): MemoryStorage {
  const kept = new Map<string, unknown>();
  const changes = signal(0);
  const changed = () => {
    changes.value += 1;
  };
  return {
    kept,
    has: async (key) => void (await until(changes, () => kept.has(key))),
    get: async (key) => structuredClone(kept.get(key)),
    set: async (key, value) => {
      kept.set(key, structuredClone(value));
      changed();
    },
    del: async (key) => {
      kept.delete(key);
      changed();
    },
    names: async () => [...kept.keys()],
  };
}

/** A browser whose storage is off. */
export const noStorage: Storage = {
  get: () => Promise.reject(new Error('no storage here')),
  set: () => Promise.reject(new Error('no storage here')),
  del: () => Promise.reject(new Error('no storage here')),
  names: () => Promise.reject(new Error('no storage here')),
};

/** Resolves with the first value of the signal that passes. */
export function until<T, S extends T>(of: ReadonlySignal<T>, test: (value: T) => value is S): Promise<S>;
export function until<T>(of: ReadonlySignal<T>, test: (value: T) => boolean): Promise<T>;
export function until<T>(of: ReadonlySignal<T>, test: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    let stop: () => void = () => {};
    let isFound = false;
    stop = effect(() => {
      if (isFound || !test(of.value)) return;
      isFound = true;
      resolve(of.value);
      queueMicrotask(() => stop());
    });
  });
}

export const isThere = <T>(value: T | null): value is T => value !== null;

/** Lets everything that only waits for resolved promises run. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
