// What a running program keeps in memory, and whether that grows. It knows no program.
import { readFileSync } from 'node:fs';

/** The resident set of a process in MiB: proc(5), VmRSS. */
export function rssMiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** In words: how much it was, and the last minute against the second one where there are three. @param samples one a second */
export function growthOf(samples: readonly number[]): string {
  const mean = (some: readonly number[]) => some.reduce((sum, each) => sum + each, 0) / some.length;
  const range = `${Math.min(...samples).toFixed(0)} to ${Math.max(...samples).toFixed(0)} MiB`;
  if (samples.length < 180) return `${range}, ${samples.length} samples`;
  const ratio = mean(samples.slice(-60)) / mean(samples.slice(60, 120));
  return `${range}, ${samples.length} samples, last minute / second minute ${ratio.toFixed(3)}`;
}
