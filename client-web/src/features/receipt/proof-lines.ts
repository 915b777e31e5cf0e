// The verdict about a receipt in one sentence, and where its entries stand. Shared by the page and the file to keep.
import { count, dateAndMinute } from '../../view/format.ts';
import { words } from './proof.text.ts';
import type { ProofFacts, Proven } from './proven.ts';

/** @param savedAt when a file with this line was saved; null for a line that is read where it was checked */
export function verdictLine({ report, facts }: Proven, savedAt: number | null): string {
  const t = words();
  const { verdict, counts } = report;
  if (verdict === 'tampered') return t.tampered;
  if (verdict === 'unclear') return t.unclear;
  const checked = savedAt === null ? t.justNow : t.savedAt(dateAndMinute(savedAt));
  const sound = t.sound(checked, counts['entries'] ?? 0, facts.host, facts.keyName ?? t.noKey);
  return verdict === 'sound' ? sound : `${sound} ${t.erased(counts['erased'] ?? 0)}`;
}

/** Which entries of the log, counted as the log counts them: from 0. */
export function placesOf({ first, last, size }: ProofFacts): string {
  const spelled = (n: number | null) => (n === null ? '–' : count(n));
  return words().placesOf(spelled(first), spelled(last), spelled(size));
}
