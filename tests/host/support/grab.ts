// A program that takes the picture of a screen, with ffmpeg or without, until it is killed, and says so with its first frame.
import { ffmpegCapture } from '../../../host/screen/ffmpeg.ts';
import { x11Capture } from '../../../host/screen/x11-capture.ts';

const [, , display = '', how = 'ffmpeg'] = process.argv;
const capturing = how === 'x11' ? x11Capture : ffmpegCapture;
const capture = capturing({ display, env: process.env }, { frame: () => true, ended: () => {} });
await capture.start(
  { name: 'whole', isPrimary: true, x: 0, y: 0, width: 640, height: 400 },
  { width: 640, height: 400, fps: 30 },
);
process.stdout.write('started\n');
