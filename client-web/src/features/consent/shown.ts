// What is being shown, and every way it ends. The cut is always local first: pixels stop here before anybody is told.
// It knows nothing of questions; view-flow.ts brings it a grant that has been written down.
import { batch, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import type { Clock } from '../../../../link/deps.ts';
import type { Lanes } from '../../../../link/lanes.ts';
import type { Session } from '../../../../link/session.ts';
import type { Speech } from '../../../../link/speech.ts';
import { monotonicTimer } from '../../../../link/timer.ts';
import type { RevokeReason } from '../../../../shared/session/reasons.ts';
import type { Grant } from '../../../../shared/session/state.ts';
import type { Capture } from '../screen/capture.ts';
import { type Ended, endedByReload, grantEnding } from './endings.ts';

/** What is being shown now. */
export interface Showing {
  readonly grant: Grant;
  readonly capture: Capture;
  /** By this computer's clock, for the eye; the timer that ends it is monotonic. */
  readonly endsAt: number;
}

export interface Shown {
  readonly showing: ReadonlySignal<Showing | null>;
  /** Why the last picture ended, or why none came. */
  readonly ended: Signal<Ended | null>;
  /** Shows the capture while the grant lives. */
  begin(grant: Grant, capture: Capture): void;
  stop(why: RevokeReason): void;
  /** Drops a grant that was, or may have been, written down and will not be used. @returns whether its capture still ran */
  giveUp(gid: string, capture: Capture): boolean;
  /** Follows the broker: what it no longer counts as granted ends here. */
  follow(granted: Grant | undefined): void;
  /** Gives back a grant to which nothing here belongs. */
  giveBack(granted: Grant | undefined): void;
  /** Says once, after a reload, that the page before this one was left while it showed something. */
  lookBack(): void;
  close(): void;
}

export interface ShownDeps {
  readonly session: Session;
  readonly speech: Speech;
  readonly lanes: Pick<Lanes, 'showScreen' | 'closeScreen' | 'shown'>;
  readonly clock: Clock;
  /** Milliseconds that only ever grow, whatever happens to the computer's clock. */
  readonly monotonic: () => number;
}

/** How far the two timers of one grant may be apart. */
const ABOUT_MS = 5_000;

export const isRunning = ({ stream }: Capture): boolean =>
  stream.getVideoTracks().some(({ readyState }) => readyState === 'live');

export function openShown({ session, speech, lanes, clock, monotonic }: ShownDeps): Shown {
  const showing = signal<Showing | null>(null);
  const ended = signal<Ended | null>(null);
  /** Grants this page is done with, whatever the broker still believes. */
  const left = new Set<string>();
  let stopWatching: () => void = () => {};
  let hasLookedBack = false;

  /** @returns how long the cut took, in whole milliseconds */
  const cut = (): number => {
    const from = monotonic();
    const shown = showing.peek();
    shown?.capture.stop();
    if (shown) left.add(shown.grant.gid);
    stopWatching();
    batch(() => {
      lanes.closeScreen();
      showing.value = null;
    });
    return Math.min(60_000, Math.round(monotonic() - from));
  };
  const stop = (why: RevokeReason) => {
    const shown = showing.peek();
    if (!shown) return;
    const localMs = cut();
    ended.value = why;
    void speech.say({ type: 'revoke', gid: shown.grant.gid, why, localMs });
  };
  const expire = ({ gid }: Grant) => {
    cut();
    ended.value = 'expired';
    void session.wish({ type: 'expire', gid });
  };
  /** The gate below us let the lane go: the time ran out there a moment earlier, or a clock was moved. */
  const wentOff = () => {
    const shown = showing.peek();
    if (shown && session.now() >= shown.grant.expiresAt - ABOUT_MS) expire(shown.grant);
    else stop('ended');
  };
  const giveUp = (gid: string, capture: Capture) => {
    const wasRunning = isRunning(capture);
    capture.stop();
    left.add(gid);
    void speech.say({ type: 'revoke', gid, why: wasRunning ? 'ended' : 'stop', localMs: null });
    return wasRunning;
  };

  const unwatchLane = effect(() => {
    const gid = showing.value?.grant.gid;
    const stage = lanes.shown.value;
    if (!gid) return;
    untracked(() => {
      if (stage === 'up') void session.wish({ type: 'start', gid });
      if (stage === 'lost') stop('ended');
      if (stage === 'off') wentOff();
    });
  });

  return {
    showing,
    ended,
    stop,
    giveUp,
    begin: (grant, capture) => {
      cut();
      if (lanes.showScreen(grant, capture.stream)) {
        giveUp(grant.gid, capture);
        return;
      }
      const lasts = grant.minutes * 60_000;
      ended.value = null;
      showing.value = { grant, capture, endsAt: clock.now() + lasts };
      const untime = monotonicTimer(lasts, () => expire(grant), clock, monotonic);
      const unwatch = capture.watch(stop);
      stopWatching = () => {
        unwatch();
        untime();
      };
    },
    follow: (granted) => {
      const shown = showing.peek();
      if (shown && granted?.gid !== shown.grant.gid) {
        cut();
        ended.value = grantEnding(session.events.peek(), shown.grant.gid);
      }
    },
    giveBack: (granted) => {
      if (!granted || showing.peek() || left.has(granted.gid)) return;
      // The page was loaded anew, and with the old page the browser ended the capture.
      left.add(granted.gid);
      ended.value = 'reload';
      void speech.say({ type: 'revoke', gid: granted.gid, why: 'reload', localMs: null });
    },
    lookBack: () => {
      if (hasLookedBack) return;
      hasLookedBack = true;
      if (endedByReload(session.events.peek())) ended.value = 'reload';
    },
    close: () => {
      unwatchLane();
      cut();
    },
  };
}
