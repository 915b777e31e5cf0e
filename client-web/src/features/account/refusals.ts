// A refusal as the sentence a person reads, with the wait where there is one; and what may be checked before asking.
import type { Refused } from '../../link/api.ts';
import { errors } from '../errors.text.ts';
import { words } from './account.text.ts';

/** Fewest characters of a password; the broker checks more than its length. */
export const SHORTEST = 15;

export function inWords({ refused, retryAfter }: Refused): string {
  // In a session the page tries again by itself; here it waits to be asked.
  const said = refused === 'CLOSED' ? words().notReachedWhy : errors()[refused];
  return retryAfter !== undefined && retryAfter > 0 ? `${said} ${words().waitSeconds(retryAfter)}` : said;
}

/** For forms inside a page: that a login ran out is said by the gate, and is over when the form is seen again. */
export const inWordsHere = (refusal: Refused): string | null =>
  refusal.refused === 'NOT_SIGNED_IN' ? null : inWords(refusal);

/** Enough to catch a slip; the broker decides. */
export const isEmail = (typed: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed.trim());

/** As people count: an accented letter or a sign of several units is one. */
export const lengthOf = (password: string): number => [...password.normalize('NFKC')].length;
