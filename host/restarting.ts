// The deed of `reboot`: ten seconds in which Stop undoes it, then this computer is asked to restart. Nothing is left behind that
// would start again by itself.
import type { Work } from './deed.ts';
import type { HostEnd } from './end.ts';
import { clock } from './place.ts';

export interface RestartingOptions {
  readonly end: Pick<HostEnd, 'session'>;
  /** Asks the system. @returns null when it goes down, else what to tell the customer */
  restart(): Promise<string | null>;
  /** It will not happen, and why. */
  failed(sentence: string): void;
}

export const RESTART_AFTER_MS = 10_000;
/** How long the log is waited for: a computer that goes down must not take the line in the log with it. */
const RECORD_MS = 2_000;

export function restarting({ end: { session }, restart, failed }: RestartingOptions): Work {
  let cut: () => void = () => {};
  return {
    begin({ gid }, _endsAt, over) {
      let isOver = false;
      const go = async () => {
        if (isOver) return;
        const recorded = session.wish({ type: 'report-use', gid, amount: 1, sha256: null });
        await Promise.race([recorded, new Promise<void>((resolve) => clock.after(RECORD_MS, resolve))]);
        if (isOver) return;
        const problem = await restart();
        if (problem) failed(problem);
        over(problem ? 'ended' : 'done');
      };
      const cancel = clock.after(RESTART_AFTER_MS, () => void go());
      cut = () => {
        isOver = true;
        cancel();
      };
      void session.wish({ type: 'start', gid });
    },
    cut: () => cut(),
  };
}
