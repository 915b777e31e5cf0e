// One-time codes made by the broker: ten minutes, ten digits, redeemed whole and once. Stored as HMAC with a pepper that
// is not in the database (security-rules.md 25, 26); 33 bits alone would fall to a search of the stolen hashes.
import { createHmac, type KeyObject, randomInt } from 'node:crypto';
import { checkDigit } from '../../shared/code/code.ts';
import { just, must, type Step, type Store } from '../store/store.ts';

export interface Codes {
  /** A fresh code and its stored form. */
  make(): { code: string; hash: string };
  /** The step that makes the code redeemable. */
  opens(hash: string, sid: string, expiresAt: number): Step;
  /** The session a code leads to while it is open and in time, else null. */
  find(hash: string, now: number): Promise<string | null>;
  /** The step that uses a code up; fails the unit when somebody else was first. */
  uses(hash: string, now: number): Step;
  hash(code: string): string;
}

export function codes(store: Store, pepper: KeyObject): Codes {
  const hash = (code: string) => createHmac('sha256', pepper).update(code).digest('base64url');
  return {
    hash,
    make: () => {
      const digits = String(randomInt(0, 1_000_000_000)).padStart(9, '0');
      const code = digits + checkDigit(digits);
      return { code, hash: hash(code) };
    },
    opens: (stored, sid, expiresAt) =>
      just(
        store.sql
          .insertInto('code')
          .values({ hash: stored, session_id: sid, state: 'open', expires_at: expiresAt }),
      ),
    find: async (stored, now) => {
      const [row] = await store.read<{ session_id: string }>(
        store.sql
          .selectFrom('code')
          .select('session_id')
          .where('hash', '=', stored)
          .where('state', '=', 'open')
          .where('expires_at', '>', now),
      );
      return row?.session_id ?? null;
    },
    uses: (stored, now) =>
      must(
        store.sql
          .updateTable('code')
          .set({ state: 'used' })
          .where('hash', '=', stored)
          .where('state', '=', 'open')
          .where('expires_at', '>', now),
      ),
  };
}
