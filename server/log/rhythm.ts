// When something that follows the events works: the sequencer, the post, the webhooks. Soon after events were written, at most once a
// second or so, and every few seconds in any case, since another process may have written. It does not know what a turn does.

/** A head is signed at most once in this time. */
const GAP_MS = 1_000;
/** Events that arrive together become leaves together. */
const GATHER_MS = 50;
const LOOK_MS = 5_000;

export interface Rhythm {
  /** Before it nobody works, unless somebody asks for a turn. */
  start(): void;
  /** Something was written. */
  wake(): void;
  /** Resolves when a whole turn that began after this call has ended, however it ended. */
  turn(): Promise<void>;
  /** Ends with a last turn, where it was started. */
  close(): Promise<void>;
}

/**
 * @param job one turn; one that fails is tried again with the next look  @param onProblem told what it throws
 * @param gapMs from the end of a turn to the next one at the earliest
 */
export function rhythm(
  job: () => Promise<void>,
  onProblem: (problem: unknown) => void,
  gapMs = GAP_MS,
): Rhythm {
  let timer: NodeJS.Timeout | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  let endedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;
  let isAtWork = false;
  let isWoken = false;
  let waiters: (() => void)[] = [];

  const runAt = (at: number): void => {
    if (!isAtWork || running || at >= dueAt) return;
    clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(run, Math.max(0, at - performance.now())).unref();
  };
  const soon = (): void => runAt(Math.max(performance.now() + GATHER_MS, endedAt + gapMs));

  const once = async (): Promise<void> => {
    const served = waiters;
    waiters = [];
    isWoken = false;
    await job().catch(onProblem);
    endedAt = performance.now();
    for (const resolve of served) resolve();
  };
  const run = (): void => {
    dueAt = Number.POSITIVE_INFINITY;
    running = once().then(() => {
      running = null;
      runAt(endedAt + LOOK_MS);
      if (isWoken || waiters.length > 0) soon();
    });
  };
  return {
    start: () => {
      isAtWork = true;
      soon();
    },
    wake: () => {
      isWoken = true;
      soon();
    },
    turn: () => {
      if (!isAtWork) return once();
      return new Promise((resolve) => {
        waiters.push(resolve);
        soon();
      });
    },
    close: async () => {
      if (!isAtWork) return;
      isAtWork = false;
      clearTimeout(timer);
      await running;
      await once();
    },
  };
}
