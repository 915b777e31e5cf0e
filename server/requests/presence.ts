// Who at a desk could take a request now: whoever has the queue open and did not say that they are busy or away. In memory, for it is
// nobody's record.
import type { Availability } from '../../shared/protocol/requests.ts';

export interface Presence {
  /** A queue was opened. @returns what to call when it is closed */
  watches(deskId: string, person: string): () => void;
  says(person: string, availability: Availability): void;
  of(person: string): Availability;
  /** Who has the queue open, available or not. */
  there(deskId: string): readonly string[];
  /** How many could take a request now. */
  available(deskId: string): number;
}

export function presence(): Presence {
  const watching = new Map<string, Map<string, number>>();
  const said = new Map<string, Availability>();
  const of = (person: string) => said.get(person) ?? 'available';
  return {
    watches(deskId, person) {
      const people = watching.get(deskId) ?? new Map<string, number>();
      watching.set(deskId, people);
      people.set(person, (people.get(person) ?? 0) + 1);
      return () => {
        const left = (people.get(person) ?? 1) - 1;
        if (left > 0) people.set(person, left);
        else people.delete(person);
      };
    },
    says: (person, availability) => void said.set(person, availability),
    of,
    there: (deskId) => [...(watching.get(deskId)?.keys() ?? [])],
    available: (deskId) =>
      [...(watching.get(deskId)?.keys() ?? [])].filter((person) => of(person) === 'available').length,
  };
}
