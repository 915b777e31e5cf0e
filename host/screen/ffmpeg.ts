// Takes the picture with ffmpeg's x11grab, one process a capture, read through a pipe. When this process dies, however it
// dies, the pipe breaks and ffmpeg ends with its next frame.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Problem, problem } from '../problems.ts';
import type { DisplayEnv } from '../x11/display.ts';
import { type Capture, type CaptureHandlers, type CaptureSize, fitInto } from './capture.ts';
import { openCutter } from './frame-cutter.ts';
import type { Monitor } from './monitors.ts';

export interface FfmpegOptions {
  /** As in DISPLAY. */
  readonly display: string;
  /** Only what ffmpeg needs of it is passed on. */
  readonly env: DisplayEnv;
  /** The program, where it is not the one in PATH. */
  readonly program?: string;
}

/** What ffmpeg may know of this process: where it is, the screen, and the key to it. */
const PASSED_ON = ['PATH', 'HOME', 'XAUTHORITY'];
/** Enough of its last words to know why it ended. */
const WORDS = 2_000;

interface Run {
  readonly child: ChildProcess;
  readonly gone: Promise<unknown>;
  isStopped: boolean;
}

/** A capture that does not run yet. */
export function ffmpegCapture(options: FfmpegOptions, handlers: CaptureHandlers): Capture {
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
    const shown = { ...fitInto(monitor, size), fps: size.fps };
    taken = shown;
    const child = spawn(options.program ?? 'ffmpeg', argumentsFor(options.display, monitor, shown), {
      env: envFor(options),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
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
      watchEnd(child, (why) => {
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

/** What ffmpeg is told: one monitor, the pointer drawn, raw I420 to the pipe, no frame kept or doubled. */
export function argumentsFor(display: string, monitor: Monitor, size: CaptureSize): string[] {
  const isSame = size.width === monitor.width && size.height === monitor.height;
  const scale = isSame ? [] : ['-vf', `scale=${size.width}:${size.height}:flags=fast_bilinear`];
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin'],
    ...['-probesize', '32', '-fflags', 'nobuffer', '-f', 'x11grab', '-framerate', String(size.fps)],
    ...['-video_size', `${monitor.width}x${monitor.height}`, '-draw_mouse', '1', '-show_region', '0'],
    ...['-i', `${display}+${monitor.x},${monitor.y}`],
    ...scale,
    ...['-fps_mode', 'passthrough', '-pix_fmt', 'yuv420p', '-f', 'rawvideo', 'pipe:1'],
  ];
}

function envFor({ display, env }: FfmpegOptions): NodeJS.ProcessEnv {
  const passed = PASSED_ON.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]));
  return { ...Object.fromEntries(passed), DISPLAY: display };
}

function watchEnd(child: ChildProcess, ended: (why: Problem) => void): void {
  let words = '';
  child.stderr?.on('data', (piece: Buffer) => {
    words = (words + String(piece)).slice(-WORDS);
  });
  child.once('error', (error: NodeJS.ErrnoException) =>
    ended(problem(error.code === 'ENOENT' ? 'no-ffmpeg' : 'capture-ended', error.message)),
  );
  child.once('close', () => ended(problemFrom(words)));
}

/** Why ffmpeg ended, from its own words. */
export function problemFrom(words: string): Problem {
  const detail = words.trim();
  if (/Unrecognized option|Unknown input format|Option not found/.test(detail))
    return problem('old-ffmpeg', detail);
  if (/Cannot open display/.test(detail)) return problem('no-display', detail);
  return problem('capture-ended', detail);
}
