// A refusal as this page says it: what only it can be told has its words here.
import { inWordsHere } from '../../features/account/refusals.ts';
import type { Refused } from '../../link/api.ts';
import { words } from './connections.text.ts';

/** @returns null where nothing needs to be said: the login ran out, and the gate says so */
export function inWords(refusal: Refused): string | null {
  const own: Readonly<Record<string, string>> = words().refused;
  return own[refusal.refused] ?? inWordsHere(refusal);
}
