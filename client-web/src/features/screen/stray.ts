// Counts pictures that the technician's page draws without a permission that this page verified itself, and reports them. There
// must never be one: whoever reads the log later learns it from here. It stops nothing; lane-gate.ts does.
import { effect, type ReadonlySignal } from '@preact/signals';
import type { Cancel, Clock } from '../../../../link/deps.ts';
import type { Ledger } from '../../../../link/ledger.ts';
import type { Session } from '../../../../link/session.ts';
import { isRefusal } from '../../../../shared/errors.ts';
import { liveGrant } from '../../../../shared/session/state.ts';

/**
 * Pictures were sent and decoded before the end of a permission is known here; Stop has to reach the technician within this
 * time: security-rules.md 12.
 */
const UNDER_WAY_MS = 2_000;
/** The shortest time between two reports. */
export const REPORT_EVERY_MS = 5_000;

export interface StrayOptions {
  readonly session: Pick<Session, 'state' | 'now' | 'wish'>;
  readonly ledger: Pick<Ledger, 'grants'>;
  /** What is on the screen, and under which grant it came. */
  readonly picture: ReadonlySignal<{ readonly gid: string } | null>;
  readonly clock: Clock;
}

export interface StrayWatch {
  /** So many more pictures were drawn. */
  drew(frames: number): void;
  close(): void;
}

export function watchStray({ session, ledger, picture, clock }: StrayOptions): StrayWatch {
  /** Until when the last permission covered what is drawn, by the broker's clock. */
  let coveredUntil = Number.NEGATIVE_INFINITY;
  let isCovered = false;
  let unreported = 0;
  let isWaiting = false;
  let stopWaiting: Cancel = () => {};
  let isOver = false;

  const look = (): void => {
    const shown = picture.value;
    const grant = liveGrant(session.state.value, 'view', session.now());
    const covers = grant !== null && shown?.gid === grant.gid && ledger.grants.value.has(grant.gid);
    if (covers) coveredUntil = grant.expiresAt;
    else if (isCovered) coveredUntil = Math.min(coveredUntil, session.now());
    isCovered = covers;
  };
  const stopLooking = effect(look);

  const report = (): void => {
    if (isWaiting || unreported === 0 || isOver) return;
    const frames = unreported;
    unreported = 0;
    isWaiting = true;
    stopWaiting = clock.after(REPORT_EVERY_MS, () => {
      isWaiting = false;
      report();
    });
    void session.wish({ type: 'report-stray', frames }).then((answer) => {
      // Nobody heard it, as while the connection is lost: it goes with the next report.
      if (isRefusal(answer)) unreported += frames;
    });
  };

  return {
    drew: (frames) => {
      look();
      if (isCovered || session.now() <= coveredUntil + UNDER_WAY_MS) return;
      unreported += frames;
      report();
    },
    close: () => {
      stopLooking();
      stopWaiting();
      // Nobody will be there to wait.
      isWaiting = false;
      report();
      stopWaiting();
      isOver = true;
    },
  };
}
