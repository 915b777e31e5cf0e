// The worker of the checking page: takes one job after the other and answers each with how far it is and what was found.
import * as z from 'zod/mini';
import { type Job, judge } from './judge.ts';
import type { Answer } from './judging.ts';

// The pages' content security policy forbids eval; without this zod would try it once and be reported.
z.config({ jitless: true });

const answer = (message: Answer): void => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<{ readonly n: number; readonly job: Job }>) => {
  const { n, job } = data;
  let said = -1;
  const onProgress = (done: number, all: number) => {
    const percent = Math.floor((done / all) * 100);
    if (percent === said) return;
    said = percent;
    answer({ n, percent });
  };
  judge(job, onProgress).then(
    (judged) => answer({ n, judged }),
    (error: unknown) => answer({ n, fault: String(error) }),
  );
});
