// The page's side of the worker: one job at a time, and only the last one counts. It does not know what is judged.
import { type Signal, signal } from '@preact/signals';
import type { Job, Judged } from './judge.ts';

/** What the worker says about job `n`. */
export type Answer =
  | { readonly n: number; readonly percent: number }
  | { readonly n: number; readonly judged: Judged }
  | { readonly n: number; readonly fault: string };

export type Stage =
  | { readonly at: 'idle' }
  | { readonly at: 'working'; readonly percent: number }
  | { readonly at: 'done'; readonly judged: Judged }
  /** A fault of this page, not of what it was given. */
  | { readonly at: 'failed' };

export interface Judging {
  readonly stage: Signal<Stage>;
  begin(job: Job): void;
}

/** What of the browser's `Worker` is needed. */
export interface Line {
  postMessage(message: { readonly n: number; readonly job: Job }): void;
  addEventListener(type: 'message', hear: (event: { readonly data: Answer }) => void): void;
  addEventListener(type: 'error', hear: () => void): void;
}

export function judging(worker: Line): Judging {
  const stage = signal<Stage>({ at: 'idle' });
  let last = 0;
  worker.addEventListener('message', ({ data }) => {
    if (data.n !== last) return;
    if ('percent' in data) stage.value = { at: 'working', percent: data.percent };
    else if ('judged' in data) stage.value = { at: 'done', judged: data.judged };
    else stage.value = { at: 'failed' };
  });
  worker.addEventListener('error', () => {
    stage.value = { at: 'failed' };
  });
  return {
    stage,
    begin: (job) => {
      last += 1;
      stage.value = { at: 'working', percent: 0 };
      worker.postMessage({ n: last, job });
    },
  };
}
