// Takes the picture with ffmpeg's x11grab: paced, scaled, the pointer drawn. How a process is run and read is piped.ts.
import { type Problem, problem } from '../problems.ts';
import type { Capture, CaptureHandlers, CaptureSize } from './capture.ts';
import type { Monitor } from './monitors.ts';
import { envOf, pipedCapture, type Where } from './piped.ts';

export interface FfmpegOptions extends Where {
  /** The program, where it is not the one in PATH. */
  readonly program?: string;
}

/** A capture that does not run yet. */
export const ffmpegCapture = (options: FfmpegOptions, handlers: CaptureHandlers): Capture =>
  pipedCapture(
    {
      env: envOf(options),
      mostFps: 30,
      command: (monitor, size) => ({
        program: options.program ?? 'ffmpeg',
        args: argumentsFor(options.display, monitor, size),
      }),
      whyEnded: (words, error) => (error ? notStarted(error) : problemFrom(words)),
    },
    handlers,
  );

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

const notStarted = ({ code, message }: NodeJS.ErrnoException): Problem =>
  problem(code === 'ENOENT' ? 'no-ffmpeg' : 'capture-ended', message);

/** Why ffmpeg ended, from its own words. */
export function problemFrom(words: string): Problem {
  const detail = words.trim();
  if (/Unrecognized option|Unknown input format|Option not found/.test(detail))
    return problem('old-ffmpeg', detail);
  if (/Cannot open display/.test(detail)) return problem('no-display', detail);
  return problem('capture-ended', detail);
}
