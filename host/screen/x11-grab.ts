// A program of its own that takes the picture where there is no ffmpeg: asks the X server for it, again and again, and writes I420 to
// its output, as ffmpeg does. It ends when nobody reads any more. The pointer is not in what the server gives.
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../x11/connection.ts';
import { frameBytes } from './capture.ts';
import { toI420 } from './i420.ts';

const Z_PIXMAP = 2;
const ALL_PLANES = 0xffffffff;

const [x = 0, y = 0, width = 0, height = 0, outWidth = 0, outHeight = 0, fps = 1] = process.argv
  .slice(2)
  .map(Number);
// A reader that is gone is the end, whatever was being written.
process.stdout.on('error', () => process.exit());

const { client, screen } = await connect(process.env['DISPLAY'] ?? '');
const root = screen[0]?.root ?? 0;
const frame = { width: outWidth, height: outHeight, data: new Uint8Array(frameBytes(outWidth, outHeight)) };
client.on('end', () => process.exit(1));
const picture = () =>
  new Promise<{ readonly data: Buffer }>((resolve, reject) => {
    client.GetImage(Z_PIXMAP, root, x, y, width, height, ALL_PLANES, (error, value) => {
      if (error) reject(error);
      else resolve(value);
      return true;
    });
  });
for (;;) {
  const from = performance.now();
  const { data } = await picture();
  toI420({ width, height, data }, frame);
  // The buffer is used again, so its bytes must have left before the next picture.
  if (!process.stdout.write(frame.data)) await once(process.stdout, 'drain');
  await pause(Math.max(0, 1_000 / fps - (performance.now() - from)));
}
