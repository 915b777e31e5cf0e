// A talk lane in memory, for tests of what is said on it.
import { signal } from '@preact/signals';
import type { Lane, LaneHandlers } from '../../../link/lane.ts';
import { openTalk } from '../../../link/talk.ts';
import type { Side } from '../../../shared/channel/talk.ts';
import { type FakeClock, fakeClock } from './clock.ts';
import { settle } from './kit.ts';

/** Two ends of a lane in memory. `cut` loses what is on its way. */
export function wire() {
  const listeners = { a: new Set<Partial<LaneHandlers>>(), b: new Set<Partial<LaneHandlers>>() };
  let isCut = false;
  const end = (mine: 'a' | 'b', other: 'a' | 'b'): Lane => ({
    kind: 'talk',
    async send(message) {
      queueMicrotask(() => {
        if (!isCut) for (const handlers of [...listeners[other]]) handlers.data?.(message);
      });
      return !isCut;
    },
    signal() {},
    close() {
      isCut = true;
      for (const handlers of [...listeners.a, ...listeners.b]) handlers.close?.('here');
    },
    on(handlers) {
      listeners[mine].add(handlers);
      return () => listeners[mine].delete(handlers);
    },
    isWhole: () => true,
    stats: () => Promise.reject(new Error('not asked for here')),
  });
  return {
    a: end('a', 'b'),
    b: end('b', 'a'),
    cut() {
      isCut = true;
    },
  };
}

/** Two pages that talk; `join` gives them a lane, `cut` takes it away with what is on its way. */
export function twoPages(clock: FakeClock = fakeClock()) {
  const page = (role: Side) => {
    const lane = signal<Lane | null>(null);
    return { lane, talk: openTalk(lane, clock, role === 'technician' ? 'customer' : 'technician') };
  };
  const [maria, carla] = [page('technician'), page('customer')];
  let between = wire();
  return {
    clock,
    maria: maria.talk,
    carla: carla.talk,
    /** Says this as the technician's page would not. */
    raw: (text: string) => between.a.send(text),
    async join() {
      between = wire();
      maria.lane.value = between.a;
      carla.lane.value = between.b;
      await settle();
      return between;
    },
    cut() {
      between.cut();
      maria.lane.value = null;
      carla.lane.value = null;
    },
  };
}
