// One-time codes: ten minutes, one authenticated customer. Where the page adds the secret digits the broker holds an address
// and nothing worth stealing; a code that it made whole is stored as HMAC with a pepper that is not in the database
// (security-rules.md 25, 26). Whether a code can still be used is the session's own state, never a flag here.
import { createHmac, randomInt } from 'node:crypto';
import { codeOf, isBrokersCode } from '../../shared/code/code.ts';
import type { Secret } from '../keys/secret.ts';
import { just, type Step, type Store } from '../store/store.ts';

export interface Codes {
  /** Five digits that no live code begins with. @returns null when none was found, as under a flood of codes */
  freeAddress(now: number): Promise<string | null>;
  /** A whole code, which its first digit marks as the broker's own. */
  makeWhole(): string;
  /** What is stored of an address or of a whole code. */
  key(code: string): string;
  /** What may be stored of it: under every pepper that is held, the current one first. */
  keysOf(code: string): readonly [string, ...string[]];
  /** What is stored of an address for a host. It never leads where a customer's code leads, nor the other way round. */
  hostKey(address: string): string;
  /** What is stored of digits to come back with. They lead nobody in who was not there before. */
  returnKey(code: string): string;
  /** What may be stored of them, under every pepper that is held. */
  returnKeysOf(code: string): readonly string[];
  /** The steps that let the code lead to the session; they fail where the address has just been taken. */
  opens(key: string, sid: string, life: { readonly now: number; readonly expiresAt: number }): Step[];
  /** The session a code leads to while it is in time, else null. */
  find(key: string, now: number): Promise<string | null>;
}

const TRIES = 20;

export function codes(store: Store, pepper: Secret): Codes {
  const find = async (key: string, now: number) => {
    const [row] = await store.read<{ session_id: string }>(
      store.sql.selectFrom('code').select('session_id').where('hash', '=', key).where('expires_at', '>', now),
    );
    return row?.session_id ?? null;
  };
  const key = (code: string, under = pepper.current()) =>
    isBrokersCode(code)
      ? createHmac('sha256', under).update(code).digest('base64url')
      : `address:${code.slice(0, 5)}`;
  const keysOf = (code: string): [string, ...string[]] => {
    const [, ...older] = isBrokersCode(code) ? pepper.held() : [];
    return [key(code), ...older.map((one) => key(code, one))];
  };
  return {
    key: (code) => key(code),
    keysOf,
    returnKeysOf: (code) => keysOf(code).map((one) => `return:${one}`),
    hostKey: (address) => `host:${address}`,
    returnKey: (code) => `return:${key(code)}`,
    find,
    freeAddress: async (now) => {
      for (let tried = 0; tried < TRIES; tried++) {
        const address = String(randomInt(10_000, 100_000));
        if ((await find(key(address), now)) === null) return address;
      }
      return null;
    },
    makeWhole: () => {
      const digits = String(randomInt(0, 100_000_000)).padStart(9, '0');
      return codeOf({ address: digits.slice(0, 5), secret: digits.slice(5) });
    },
    opens: (stored, sid, { now, expiresAt }) => [
      just(store.sql.deleteFrom('code').where('hash', '=', stored).where('expires_at', '<=', now)),
      just(
        store.sql
          .insertInto('code')
          .values({ hash: stored, session_id: sid, state: 'open', expires_at: expiresAt }),
      ),
    ],
  };
}
