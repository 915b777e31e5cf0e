// A program that takes the picture of a screen until it is killed, and says so with its first frame.
import { ffmpegCapture } from '../../../host/screen/ffmpeg.ts';

const [, , display = ''] = process.argv;
const capture = ffmpegCapture({ display, env: process.env }, { frame: () => true, ended: () => {} });
await capture.start(
  { name: 'whole', isPrimary: true, x: 0, y: 0, width: 640, height: 400 },
  { width: 640, height: 400, fps: 30 },
);
process.stdout.write('started\n');
