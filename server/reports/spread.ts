// The middle of many lengths, and where nine tenths of them lie.
import type { Spread } from '../../shared/protocol/reports.ts';

/** @param lengths in milliseconds, in any order */
export function spreadOf(lengths: readonly number[]): Spread {
  const sorted = [...lengths].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? null;
  return { cases: sorted.length, median: at(0.5), p90: at(0.9) };
}
