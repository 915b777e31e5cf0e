// From the pixels of an X server to the form that WebRTC takes: BT.601, limited range, and smaller where that was asked. The one place
// where colours are converted. Pure.
import type { Frame } from './capture.ts';

export interface Bgrx {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel: blue, green, red, unused; rows without gaps. */
  readonly data: Uint8Array;
}

/** Fills the frame, whose size is even and not larger than the picture. */
export function toI420(from: Bgrx, to: Frame): void {
  const { width, height, data } = to;
  const sample = from.width === width && from.height === height ? exactly(from) : onAverage(from, to);
  const uAt = width * height;
  const vAt = uAt + uAt / 4;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let corner = 0; corner < 4; corner++) {
        const column = x + (corner & 1);
        const row = y + (corner >> 1);
        const rgb = sample(column, row);
        const r = rgb >> 16;
        const g = (rgb >> 8) & 0xff;
        const b = rgb & 0xff;
        data[row * width + column] = 16 + ((66 * r + 129 * g + 25 * b + 128) >> 8);
        red += r;
        green += g;
        blue += b;
      }
      const at = (y / 2) * (width / 2) + x / 2;
      // Sums of four, hence two bits more.
      data[uAt + at] = 128 + ((-38 * red - 74 * green + 112 * blue + 512) >> 10);
      data[vAt + at] = 128 + ((112 * red - 94 * green - 18 * blue + 512) >> 10);
    }
  }
}

/** The colour of one target pixel as 0xrrggbb: a number, since two million objects a picture would take their time. */
type Sample = (column: number, row: number) => number;

function exactly({ width, data }: Bgrx): Sample {
  return (column, row) => {
    const at = (row * width + column) * 4;
    return ((data[at + 2] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at] ?? 0);
  };
}

/** Of all source pixels under one target pixel, so that thin letters do not vanish. */
function onAverage(
  { width, height, data }: Bgrx,
  to: { readonly width: number; readonly height: number },
): Sample {
  const columns = edges(width, to.width);
  const rows = edges(height, to.height);
  return (column, row) => {
    const left = columns[column] ?? 0;
    const top = rows[row] ?? 0;
    const right = Math.max(left + 1, columns[column + 1] ?? 0);
    const bottom = Math.max(top + 1, rows[row + 1] ?? 0);
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let y = top; y < bottom; y++)
      for (let at = (y * width + left) * 4; at < (y * width + right) * 4; at += 4) {
        blue += data[at] ?? 0;
        green += data[at + 1] ?? 0;
        red += data[at + 2] ?? 0;
      }
    const count = (right - left) * (bottom - top);
    return (((red / count) | 0) << 16) | (((green / count) | 0) << 8) | ((blue / count) | 0);
  };
}

/** Where each target pixel begins among the source pixels, and where the last one ends. */
const edges = (from: number, to: number): Int32Array =>
  Int32Array.from({ length: to + 1 }, (_, n) => Math.floor((n * from) / to));
