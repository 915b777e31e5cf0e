// The signing keys of technicians' browsers: one a device, ninety days, bound to a person by a fresh sign-in or the password
// (consent-protocol.md 2.1). The private halves never leave the browsers.
import { type PublicKey, publicKey, thumbprint } from '../../shared/consent/keys.ts';
import { type Refusal, refuse } from '../../shared/errors.ts';
import { just, type Step, type Store } from '../store/store.ts';

const LIFE_MS = 90 * 24 * 3_600_000;

export interface EnrolledKey {
  readonly thumbprint: string;
  readonly expiresAt: number;
}

export interface Enrolment extends EnrolledKey {
  readonly step: Step;
}

export interface TechnicianKeys {
  /**
   * What ties the key to the person; the caller writes the step together with what records it, since a log that does not
   * tell of a key disowns what the key signs. The same browser may say so again; a key of somebody else is refused.
   */
  enrols(person: string, key: PublicKey): Promise<Enrolment | Refusal>;
  /** The person's key of this name, while it is neither too old nor revoked. */
  of(person: string, print: string): Promise<PublicKey | null>;
  /** Until when; null where there is no such key. */
  until(person: string, print: string): Promise<number | null>;
  /** Thumbprints of the keys that live. */
  liveOf(person: string): Promise<readonly string[]>;
  /** The step that ends all keys of a person. */
  revokes(person: string): Step;
}

export function technicianKeys(store: Store, now: () => number): TechnicianKeys {
  const { sql } = store;
  const live = (person: string, print: string) =>
    store.read<{ jwk: string; expires_at: number }>(
      sql
        .selectFrom('tech_key')
        .select(['jwk', 'expires_at'])
        .where('thumbprint', '=', print)
        .where('person_id', '=', person)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now()),
    );
  return {
    enrols: async (person, key) => {
      const print = thumbprint(key);
      const known = await store.read<{ person_id: string; revoked_at: number | null }>(
        sql.selectFrom('tech_key').select(['person_id', 'revoked_at']).where('thumbprint', '=', print),
      );
      if (known.some(({ person_id, revoked_at }) => person_id !== person || revoked_at !== null))
        return refuse('KEY_NOT_KNOWN');
      const expiresAt = now() + LIFE_MS;
      const row = {
        thumbprint: print,
        person_id: person,
        jwk: JSON.stringify(key),
        enrolled_at: now(),
        expires_at: expiresAt,
        revoked_at: null,
      };
      const renews = { expires_at: expiresAt };
      const step = just(
        sql
          .insertInto('tech_key')
          .values(row)
          .onConflict((same) =>
            same.column('thumbprint').doUpdateSet(renews).where('tech_key.person_id', '=', person),
          ),
      );
      return { thumbprint: print, expiresAt, step };
    },
    of: async (person, print) => {
      const [row] = await live(person, print);
      return row ? publicKey.parse(JSON.parse(row.jwk)) : null;
    },
    until: async (person, print) => (await live(person, print))[0]?.expires_at ?? null,
    liveOf: async (person) => {
      const rows = await store.read<{ thumbprint: string }>(
        sql
          .selectFrom('tech_key')
          .select('thumbprint')
          .where('person_id', '=', person)
          .where('revoked_at', 'is', null)
          .where('expires_at', '>', now()),
      );
      return rows.map((row) => row.thumbprint);
    },
    revokes: (person) =>
      just(
        sql
          .updateTable('tech_key')
          .set({ revoked_at: now() })
          .where('person_id', '=', person)
          .where('revoked_at', 'is', null),
      ),
  };
}
