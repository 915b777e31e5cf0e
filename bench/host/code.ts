// A moment written into a picture as black and white squares, and read back from a frame that was scaled and compressed on its
// way. Each bit stands twice, the second time the other way round, so that a frame between two moments is not read at all.
import type { Frame } from '../../host/screen/capture.ts';

/** Milliseconds of this computer's monotonic clock, the same in every process, as far as they fit into the code. */
export const moment = (): number => Number(process.hrtime.bigint() / 1_000_000n) % SPAN;

const BITS = 16;
const SPAN = 2 ** BITS;
/** Where the code stands on a screen of 1920 by 1080, in pixels. */
const LEFT = 400;
const TOP = 500;
const SIDE = 48;
export const SCREEN = { width: 1920, height: 1080 };
/** A square that is not part of the code, for one thing more that can be seen. */
export const LAMP = { x: 1400, y: 500, side: 96 };

/** The white squares of a moment, as x, y, width and height; what lies between them in `ground` is black. */
export function squaresOf(at: number): number[] {
  const squares: number[] = [];
  for (let bit = 0; bit < BITS; bit++) {
    const row = (at >> bit) & 1 ? 0 : 1;
    squares.push(LEFT + bit * SIDE, TOP + row * SIDE, SIDE, SIDE);
  }
  return squares;
}
export const ground = [LEFT, TOP, BITS * SIDE, 2 * SIDE];

/** The moment in this frame, or null where there is none or it is torn. */
export function readMoment(frame: Frame): number | null {
  let at = 0;
  for (let bit = 0; bit < BITS; bit++) {
    const x = LEFT + bit * SIDE + SIDE / 2;
    const [upper, lower] = [0, 1].map((row) => isWhite(frame, x, TOP + row * SIDE + SIDE / 2));
    if (upper === lower) return null;
    if (upper) at |= 1 << bit;
  }
  return at;
}

/** How long ago a moment was. */
export const since = (at: number): number => (moment() - at + SPAN) % SPAN;

export const isLit = (frame: Frame): boolean =>
  isWhite(frame, LAMP.x + LAMP.side / 2, LAMP.y + LAMP.side / 2);

/** @param x and y on the screen, whatever the size of the frame */
function isWhite({ width, height, data }: Frame, x: number, y: number): boolean {
  const [across, down] = [(x * width) / SCREEN.width, (y * height) / SCREEN.height].map(Math.floor);
  return (data[(down ?? 0) * width + (across ?? 0)] ?? 0) > 128;
}
