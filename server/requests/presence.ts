// Who at a desk could take a request now, at whichever node they have the queue open: whoever did not say that they are busy or away.
// Nobody's record. While other nodes cannot be heard it is what this one knows.
import type { Availability } from '../../shared/protocol/requests.ts';
import type { Bus } from '../bus/bus.ts';

export interface Presence {
  /** A queue was opened. @returns what to call when it is closed */
  watches(deskId: string, person: string): () => void;
  says(person: string, availability: Availability): void;
  /** Who has the queue open, and what they said of themselves. */
  there(deskId: string): Promise<ReadonlyMap<string, Availability>>;
  /** How many could take a request now. */
  available(deskId: string): Promise<number>;
}

const SAID = 'availability';
const keyOf = (deskId: string): string => `queue:${deskId}`;
const USUAL: Availability = 'available';

export function presence(bus: Bus): Presence {
  const watching = new Map<string, Map<string, number>>();
  const said = new Map<string, Availability>();

  const watchers = async (deskId: string): Promise<Iterable<string>> =>
    (await bus.hear(keyOf(deskId)).catch(() => watching.get(deskId) ?? new Map())).keys();
  const words = async (): Promise<ReadonlyMap<string, Availability>> => {
    const heard = await bus.hear(SAID).catch(() => null);
    return heard ? new Map([...heard].map(([person, { value }]) => [person, value as Availability])) : said;
  };
  const there = async (deskId: string) => {
    const [people, all] = await Promise.all([watchers(deskId), words()]);
    return new Map([...people].map((person) => [person, all.get(person) ?? USUAL]));
  };

  return {
    watches: (deskId, person) => {
      const people = watching.get(deskId) ?? new Map<string, number>();
      watching.set(deskId, people);
      const open = people.get(person) ?? 0;
      people.set(person, open + 1);
      if (open === 0) bus.say(keyOf(deskId), person, '');
      return () => {
        const left = (people.get(person) ?? 1) - 1;
        if (left > 0) return people.set(person, left);
        people.delete(person);
        bus.takeBack(keyOf(deskId), person);
      };
    },
    says: (person, availability) => {
      said.set(person, availability);
      bus.say(SAID, person, availability);
    },
    there,
    available: async (deskId) =>
      [...(await there(deskId)).values()].filter((availability) => availability === USUAL).length,
  };
}
