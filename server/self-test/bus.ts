// Whether what is said on the bus is heard. A message may be lost there, so it is said more than once.

import type { Bus } from '../bus/bus.ts';
import { newId } from '../secrets.ts';
import { bad, type Check, ok } from './found.ts';

const TRIES = 3;
const WAIT_MS = 1_500;

export const busCheck = (bus: Bus): Check => ({
  name: 'bus',
  look: async () => {
    for (let i = 0; i < TRIES; i += 1) {
      const took = await hears(bus);
      if (took !== null) return [ok('bus-heard', { value: took })];
    }
    return [bad('bus-silent')];
  },
});

/** @returns milliseconds, or null when nothing was heard in time */
function hears(bus: Bus): Promise<number | null> {
  const topic = `self-test:${newId()}`;
  const from = performance.now();
  return new Promise((resolve) => {
    const stop = (took: number | null) => {
      clearTimeout(timer);
      // Later, since a bus may call back before it has told us how to unsubscribe.
      queueMicrotask(() => unsubscribe());
      resolve(took);
    };
    const timer = setTimeout(() => stop(null), WAIT_MS);
    const unsubscribe = bus.subscribe(topic, () => stop(Math.round(performance.now() - from)));
    bus.publish(topic, 'heard');
  });
}
