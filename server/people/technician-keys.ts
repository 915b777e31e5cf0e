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

export interface TechnicianKeys {
  /** Ties the key to the person. The same browser may say so again; a key of somebody else is refused. */
  enrol(person: string, key: PublicKey): Promise<EnrolledKey | Refusal>;
  /** The person's key of this name, while it is neither too old nor revoked. */
  of(person: string, print: string): Promise<PublicKey | null>;
  /** Until when; null where there is no such key. */
  until(person: string, print: string): Promise<number | null>;
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
    enrol: async (person, key) => {
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
      await store.write([
        just(
          sql
            .insertInto('tech_key')
            .values(row)
            .onConflict((same) =>
              same.column('thumbprint').doUpdateSet(renews).where('tech_key.person_id', '=', person),
            ),
        ),
      ]);
      return { thumbprint: print, expiresAt };
    },
    of: async (person, print) => {
      const [row] = await live(person, print);
      return row ? publicKey.parse(JSON.parse(row.jwk)) : null;
    },
    until: async (person, print) => (await live(person, print))[0]?.expires_at ?? null,
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
