// Waiting for something outside this process, where no event tells. Polls at a calm pace, since two cores carry it all.
import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  what: string;
  timeoutMs?: number;
  everyMs?: number;
}

/** The first answer that is not undefined. A probe that throws ends the waiting with its own error. */
export async function waitFor<T>(probe: () => Promise<T | undefined>, patience: Patience): Promise<T> {
  const { what, timeoutMs = 10_000, everyMs = 50 } = patience;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await sleep(everyMs);
  }
}
