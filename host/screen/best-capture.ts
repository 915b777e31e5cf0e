// The better of two ways to take the picture, found out by trying: the second one only where the first one's program is missing.

import { isProblem, type ProblemName } from '../problems.ts';
import type { Capture } from './capture.ts';

const MISSING: readonly ProblemName[] = ['no-ffmpeg', 'old-ffmpeg'];

export function bestCapture(first: Capture, second: Capture): Capture {
  let chosen = first;
  return {
    async start(monitor, size) {
      const trouble = await chosen.start(monitor, size);
      if (chosen === second || !isProblem(trouble) || !MISSING.includes(trouble.problem)) return trouble;
      chosen = second;
      return second.start(monitor, size);
    },
    stop: async () => {
      await Promise.all([first.stop(), second.stop()]);
    },
    size: () => chosen.size(),
    counts: () => chosen.counts(),
  };
}
