// A request as its customer's page follows it: looked at when the broker says that something changed, and now and then by itself.
// It knows no HTTP and draws nothing.
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { Cancel, Clock } from '../../../../link/deps.ts';
import { isRefusal, type Refusal } from '../../../../shared/errors.ts';
import type { Waiting } from '../../../../shared/protocol/requests.ts';

/** `away`: the broker could not be asked just now. `gone`: it knows no such request. */
export type Reach = 'here' | 'away' | 'gone';

export interface RequestWatch {
  /** As it was seen last; null before the first look. */
  readonly seen: ReadonlySignal<Waiting | null>;
  readonly reach: ReadonlySignal<Reach>;
  /** Looks now; resolves when what it found stands in `seen`. */
  look(): Promise<void>;
  close(): void;
}

export interface WatchDeps extends Clock {
  look(): Promise<Waiting | Refusal>;
  /** Calls `onNews` when it has come through and with each wake-up; resolves when it is over. */
  hear(onNews: () => void, until: AbortSignal): Promise<void>;
  /** Calls back whenever trying at once makes sense. */
  onWake(act: () => void): Cancel;
}

/** Wake-ups may be lost: this is how late a change is seen then. */
const POLL_MS = 30_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

export function watchRequest(deps: WatchDeps): RequestWatch {
  const seen = signal<Waiting | null>(null);
  const reach = signal<Reach>('here');
  const over = new AbortController();
  let isClosed = false;
  let running: Promise<void> | null = null;
  let isStale = false;
  let goOn = () => {};
  let stopPoll: Cancel = () => {};

  /** Nothing changes any more by itself. */
  const rest = () => {
    over.abort();
    stopPoll();
    unwake();
    goOn();
  };
  const lookOnce = async () => {
    const found = await deps.look();
    if (isClosed) return;
    if (isRefusal(found)) reach.value = found.refused === 'NOT_FOUND' ? 'gone' : 'away';
    else
      batch(() => {
        seen.value = found;
        reach.value = 'here';
      });
    if (reach.value === 'gone' || (!isRefusal(found) && found.state === 'completed')) rest();
  };
  const lookAll = async () => {
    do {
      isStale = false;
      await lookOnce();
    } while (isStale && !isClosed);
    running = null;
  };
  // Asked for in the middle of a look: that one may have read what was before, so another follows it.
  const look = (): Promise<void> => {
    isStale = true;
    running ??= lookAll();
    return running;
  };
  const poll = () => {
    stopPoll = deps.after(POLL_MS, () => {
      void look();
      poll();
    });
  };
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const cancel = deps.after(ms, resolve);
      goOn = () => {
        cancel();
        resolve();
      };
    });
  const listen = async () => {
    let failures = 0;
    const onNews = () => {
      failures = 0;
      void look();
    };
    while (!over.signal.aborted) {
      await deps.hear(onNews, over.signal);
      if (over.signal.aborted) return;
      // A line that broke may mean that the broker is away, and that is said.
      if (failures === 0) void look();
      await pause(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10)));
      failures += 1;
    }
  };
  const unwake = deps.onWake(() => {
    goOn();
    void look();
  });

  void look();
  poll();
  void listen();
  return {
    seen,
    reach,
    look,
    close: () => {
      isClosed = true;
      rest();
    },
  };
}
