// The verdict about a receipt in one sentence, and where its entries stand. Shared by the page and the file to keep.
import { count } from '../../view/format.ts';
import { words } from './proof.text.ts';
import type { ProofFacts, Proven } from './proven.ts';

export function verdictLine({ report, facts }: Proven): string {
  const t = words();
  const entries = report.counts['entries'] ?? 0;
  const key = facts.keyName ?? t.noKey;
  switch (report.verdict) {
    case 'sound':
      return t.sound(entries, facts.host, key);
    case 'erased':
      return t.erased(entries, report.counts['erased'] ?? 0, facts.host, key);
    case 'tampered':
      return t.tampered;
    case 'unclear':
      return t.unclear;
  }
}

/** Which entries of the log, counted as the log counts them: from 0. */
export function placesOf({ first, last, size }: ProofFacts): string {
  const spelled = (n: number | null) => (n === null ? '–' : count(n));
  return words().placesOf(spelled(first), spelled(last), spelled(size));
}
