// Takes the picture through the X connection that the host speaks anyway, in a process of its own: more work than ffmpeg, fewer
// pictures, without the pointer, and with nothing to install.
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problem } from '../problems.ts';
import type { Capture, CaptureHandlers } from './capture.ts';
import { envOf, pipedCapture, type Where } from './piped.ts';

/** Each picture is copied whole and converted in JavaScript; more of them would take a core of the customer's. */
export const MOST_FPS = 10;

/** A capture that does not run yet. */
export function x11Capture(where: Where, handlers: CaptureHandlers): Capture {
  const script = fileURLToPath(new URL(`./x11-grab${extname(import.meta.url)}`, import.meta.url));
  return pipedCapture(
    {
      env: envOf(where),
      mostFps: MOST_FPS,
      command: ({ x, y, width, height }, size) => ({
        program: process.execPath,
        args: [
          ...process.execArgv,
          script,
          ...[x, y, width, height, size.width, size.height, size.fps].map(String),
        ],
      }),
      whyEnded: (words) => problem('capture-ended', words.trim()),
    },
    handlers,
  );
}
