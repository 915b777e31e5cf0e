// What stands on the screen for the customer's eyes alone must not be in the picture of it: while the curtain is drawn nothing is
// captured, and what is asked for waits until it is open again. It does not know what it hides, nor where frames go.
import type { Clock } from '../../link/deps.ts';
import type { Problem } from '../problems.ts';
import type { Capture, CaptureHandlers, CaptureSize, FrameCounts } from './capture.ts';
import type { Monitor } from './monitors.ts';

export interface CurtainOptions {
  readonly clock: Pick<Clock, 'after'>;
  /** Resolves when the X server has done what was asked of it before: what was closed is unmapped then. */
  sync(): Promise<unknown>;
}

export interface Curtain {
  /** A capture that stands behind it. */
  behind(open: (handlers: CaptureHandlers) => Capture, handlers: CaptureHandlers): Capture;
  /**
   * Stops all captures, and keeps them stopped.
   * @returns how to open it again, harmless to call twice; null where a program that grabs did not end, and all is as before
   */
  draw(): Promise<(() => void) | null>;
}

/** A program that was killed and is still there after so long may still grab. */
const STOP_MS = 3_000;
/** Desktops that let a closed window fade show it for a moment more. */
const FADE_MS = 400;
const NONE: FrameCounts = { captured: 0, dropped: 0 };

export function openCurtain({ clock, sync }: CurtainOptions): Curtain {
  let drawn = 0;
  const isDrawn = () => drawn > 0;
  const used = new Set<Veiled>();

  const lift = () => {
    drawn -= 1;
    if (drawn > 0) return;
    for (const each of used) each.goOn();
  };
  const liftLater = () => clock.after(FADE_MS, lift);
  return {
    behind(open, handlers) {
      const veiled = veil(open, handlers, isDrawn);
      const { capture } = veiled;
      return {
        ...capture,
        start: (monitor, size) => {
          used.add(veiled);
          return capture.start(monitor, size);
        },
        stop: () => {
          used.delete(veiled);
          return capture.stop();
        },
      };
    },
    async draw() {
      drawn += 1;
      const stopped = Promise.all([...used].map((each) => each.rest())).then(
        () => true,
        () => false,
      );
      let giveUp = () => {};
      const late = new Promise<false>((resolve) => {
        giveUp = clock.after(STOP_MS, () => resolve(false));
      });
      const isStopped = await Promise.race([stopped, late]);
      giveUp();
      if (!isStopped) {
        lift();
        return null;
      }
      let isOpen = false;
      return () => {
        if (isOpen) return;
        isOpen = true;
        // Where the screen is lost nothing is taken any more.
        void sync().then(liftLater, lift);
      };
    },
  };
}

interface Veiled {
  readonly capture: Capture;
  /** Stops it until `goOn`; resolves when nothing is grabbed any more. */
  rest(): Promise<void>;
  goOn(): void;
}

function veil(
  open: (handlers: CaptureHandlers) => Capture,
  handlers: CaptureHandlers,
  isDrawn: () => boolean,
): Veiled {
  const inner = open({
    ended: handlers.ended,
    // Whatever the capture does: no frame passes.
    frame: (frame) => !isDrawn() && handlers.frame(frame),
  });
  let wanted: { readonly monitor: Monitor; readonly size: CaptureSize } | null = null;
  let starting: Promise<Problem | null> = Promise.resolve(null);
  let waiting: ((trouble: Problem | null) => void) | null = null;
  /** Counted before a rest; `isResting` until the capture after it has begun. */
  let earlier = NONE;
  let isResting = false;

  const answer = (trouble: Problem | null) => {
    waiting?.(trouble);
    waiting = null;
  };
  const run = (): Promise<Problem | null> => {
    if (!wanted) return Promise.resolve(null);
    starting = inner.start(wanted.monitor, wanted.size);
    return starting;
  };
  const counts = () => (isResting ? earlier : sum(earlier, inner.counts()));
  const told = (trouble: Problem | null) => {
    if (waiting) answer(trouble);
    else if (trouble) handlers.ended(trouble);
  };
  return {
    capture: {
      start(monitor, size) {
        answer(null);
        wanted = { monitor, size };
        earlier = NONE;
        isResting = isDrawn();
        if (!isDrawn()) return run();
        return new Promise((resolve) => {
          waiting = resolve;
        });
      },
      stop() {
        wanted = null;
        answer(null);
        return inner.stop();
      },
      size: inner.size,
      counts,
    },
    async rest() {
      earlier = counts();
      isResting = true;
      await inner.stop();
      // A start that was under way may have gone on to another program.
      await starting.catch(() => null);
      await inner.stop();
    },
    goOn() {
      void run().then((trouble) => {
        isResting = isDrawn();
        told(trouble);
      });
    },
  };
}

const sum = (a: FrameCounts, b: FrameCounts): FrameCounts => ({
  captured: a.captured + b.captured,
  dropped: a.dropped + b.dropped,
});
