// The timer of requests that somebody took and did not answer. When each is due stands in its row, so that a restart forgets none; this
// only wakes up in time.
import type { Requests } from './requests.ts';

export interface AnswerTimer {
  /** Something may be due, or due sooner than thought. */
  look(): void;
  close(): void;
}

export interface AnswerTimerDeps {
  readonly requests: Pick<Requests, 'dropUnanswered'>;
  readonly now: () => number;
  readonly onProblem: (problem: unknown) => void;
}

const SOONEST_MS = 10;
/** How soon a store that could not be asked is asked again. */
const RETRY_MS = 5_000;
/** What a node that is gone would have woken up for. */
const LONGEST_MS = 30_000;

export function answerTimer({ requests, now, onProblem }: AnswerTimerDeps): AnswerTimer {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const wake = (ms: number) => {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(look, Math.min(Math.max(ms, SOONEST_MS), LONGEST_MS)).unref();
  };
  const look = () => {
    requests.dropUnanswered().then(
      (next) => wake(next === null ? LONGEST_MS : next - now()),
      (problem) => {
        onProblem(problem);
        wake(RETRY_MS);
      },
    );
  };
  return {
    look,
    close: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
