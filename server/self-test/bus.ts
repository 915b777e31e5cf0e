// Whether parts of this node hear each other, and whether the nodes do where there may be several. A message may be lost there, so it is
// said more than once.
import { type Bus, BusUnavailable } from '../bus/bus.ts';
import type { Config } from '../config.ts';
import { newId } from '../secrets.ts';
import { bad, type Check, ok } from './found.ts';

const TRIES = 3;
const WAIT_MS = 1_000;
const KEPT_MS = 10_000;

export const busCheck = (bus: Bus, { redisUrl }: Pick<Config, 'redisUrl'>): Check => ({
  name: 'bus',
  look: async () => {
    if (!(await isHeard(bus))) return [bad('bus-silent')];
    if (redisUrl === null) return [ok('bus-heard'), ok('bus-one')];
    const took = await counts(bus);
    return [ok('bus-heard'), took === null ? bad('bus-alone') : ok('bus-nodes', { value: took })];
  },
});

async function isHeard(bus: Bus): Promise<boolean> {
  for (let i = 0; i < TRIES; i += 1) if (await hears(bus)) return true;
  return false;
}

function hears(bus: Bus): Promise<boolean> {
  const topic = `self-test:${newId()}`;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), WAIT_MS);
    const stop = bus.subscribe(topic, () => {
      clearTimeout(timer);
      resolve(true);
    });
    bus.publish(topic, 'heard');
    setTimeout(stop, WAIT_MS);
  });
}

/** Asks what all nodes share. @returns milliseconds, or null where it cannot be asked */
async function counts(bus: Bus): Promise<number | null> {
  if (!bus.isWhole) return null;
  const from = performance.now();
  try {
    await bus.count(`self-test:${newId()}`, KEPT_MS);
    return Math.round(performance.now() - from);
  } catch (problem) {
    if (problem instanceof BusUnavailable) return null;
    throw problem;
  }
}
