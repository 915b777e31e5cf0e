// Takes the picture with another program, one process a capture, that writes raw I420 to a pipe. When this process dies, however it
// dies, the pipe breaks and the other ends with its next frame. It does not know which program that is.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Problem } from '../problems.ts';
import type { DisplayEnv } from '../x11/display.ts';
import { type Capture, type CaptureHandlers, type CaptureSize, fitInto } from './capture.ts';
import { openCutter } from './frame-cutter.ts';
import type { Monitor } from './monitors.ts';

export interface Where {
  /** As in DISPLAY. */
  readonly display: string;
  /** Only what a program that takes pictures needs of it is passed on. */
  readonly env: DisplayEnv;
}

/** A program that takes pictures. */
export interface Grabber {
  readonly env: NodeJS.ProcessEnv;
  readonly mostFps: number;
  /** @param size as it must come out */
  command(monitor: Monitor, size: CaptureSize): { readonly program: string; readonly args: string[] };
  /** @param words its last ones. @param error where it could not be started at all */
  whyEnded(words: string, error: NodeJS.ErrnoException | null): Problem;
}

/** Enough of its last words to know why it ended. */
const WORDS = 2_000;

interface Run {
  readonly child: ChildProcess;
  readonly gone: Promise<unknown>;
  isStopped: boolean;
}

/** What such a program may know of this process: where it is, the screen, and the key to it. */
const PASSED_ON = ['PATH', 'HOME', 'XAUTHORITY'];

export function envOf({ display, env }: Where): NodeJS.ProcessEnv {
  const passed = PASSED_ON.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]));
  return { ...Object.fromEntries(passed), DISPLAY: display };
}

/** A capture that does not run yet. */
export function pipedCapture(grabber: Grabber, handlers: CaptureHandlers): Capture {
  let run: Run | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let taken: CaptureSize | null = null;
  let captured = 0;
  let dropped = 0;

  const stop = async (): Promise<void> => {
    const current = run;
    run = null;
    taken = null;
    if (!current) return;
    current.isStopped = true;
    // Nothing has to be finished or saved, and Stop means now.
    current.child.kill('SIGKILL');
    await current.gone;
  };

  const start = async (monitor: Monitor, size: CaptureSize): Promise<Problem | null> => {
    await stop();
    captured = 0;
    dropped = 0;
    const shown = { ...fitInto(monitor, size), fps: Math.min(size.fps, grabber.mostFps) };
    taken = shown;
    const { program, args } = grabber.command(monitor, shown);
    const child = spawn(program, args, { env: grabber.env, stdio: ['ignore', 'pipe', 'pipe'] });
    // 'close' comes after the last words, and also when the program could not be started.
    const current: Run = { child, gone: once(child, 'close').catch(() => {}), isStopped: false };
    run = current;
    return new Promise((resolve) => {
      const cut = openCutter(shown, (frame) => {
        // Bytes of a capture that was stopped may still be on their way.
        if (current.isStopped) return;
        captured += 1;
        if (!handlers.frame(frame)) dropped += 1;
        resolve(null);
      });
      child.stdout.on('data', cut);
      watchEnd(child, grabber, (why) => {
        if (run === current) run = null;
        if (current.isStopped) return resolve(null);
        current.isStopped = true;
        if (captured > 0) handlers.ended(why);
        resolve(why);
      });
    });
  };

  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const done = turn.then(job);
    turn = done.catch(() => {});
    return done;
  };
  return {
    start: (monitor, size) => inTurn(() => start(monitor, size)),
    // Out of turn as well: a start that waits for its first frame must not keep Stop waiting.
    stop: async () => {
      await stop();
      await inTurn(stop);
    },
    size: () => taken,
    counts: () => ({ captured, dropped }),
  };
}

function watchEnd(child: ChildProcess, { whyEnded }: Grabber, ended: (why: Problem) => void): void {
  let words = '';
  child.stderr?.on('data', (piece: Buffer) => {
    words = (words + String(piece)).slice(-WORDS);
  });
  child.once('error', (error: NodeJS.ErrnoException) => ended(whyEnded(words, error)));
  child.once('close', () => ended(whyEnded(words, null)));
}
