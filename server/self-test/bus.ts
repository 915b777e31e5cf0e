// Whether this node hears the others and they hear it, where there may be several.
import { type Bus, BusUnavailable } from '../bus/bus.ts';
import type { Config } from '../config.ts';
import { newId } from '../secrets.ts';
import { bad, type Check, ok } from './found.ts';

const KEPT_MS = 10_000;

export const busCheck = (bus: Bus, { redisUrl }: Pick<Config, 'redisUrl'>): Check => ({
  name: 'bus',
  look: async () => {
    if (redisUrl === null) return [ok('bus-one')];
    const took = await counts(bus);
    return [took === null ? bad('bus-alone') : ok('bus-nodes', { value: took })];
  },
});

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
