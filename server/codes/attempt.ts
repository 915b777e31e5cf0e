// One try of a code or of a host's address, the same whatever it leads to: counted before it is looked at, and answered alike, also by
// the clock, whether it was wrong, late, used or locked.
import { setTimeout as wait } from 'node:timers/promises';
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { Budget } from './budget.ts';
import type { Codes } from './codes.ts';

const PADDED_MS = 200;

export interface AttemptDeps {
  readonly codes: Codes;
  readonly budget: Budget;
  readonly now: () => number;
}

export interface Attempt<T> {
  readonly address: string;
  /** What is stored of the code, by what it may lead to. */
  readonly keys: readonly [string, ...string[]];
  /** Goes in. @returns null where the session does not let anybody in any more */
  enter(sid: string, key: string): Promise<T | null>;
}

/** @returns what `enter` gave; else a refusal, with the seconds to wait where there were too many tries */
export async function attempt<T>(
  { codes, budget, now }: AttemptDeps,
  { address, keys, enter }: Attempt<T>,
): Promise<T | (Refusal & { readonly seconds?: number })> {
  const first = async ([key, ...others]: readonly string[]): Promise<T | null> => {
    if (key === undefined) return null;
    const sid = await codes.find(key, now());
    return (sid && (await enter(sid, key))) || first(others);
  };
  const padding = wait(PADDED_MS);
  const seconds = await budget.tryFrom(address);
  if (seconds !== null) return { ...refuse('TOO_MANY_TRIES'), seconds };
  const entered = (await budget.tryOf(keys[0])) ? await first(keys) : null;
  if (!entered) await budget.miss();
  await padding;
  return entered ?? refuse('CODE_NOT_USABLE');
}
