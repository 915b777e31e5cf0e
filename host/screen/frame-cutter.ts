// Cuts a stream of raw bytes into frames: every byte is copied once, into one buffer that all frames share.
import { type Frame, frameBytes } from './capture.ts';

/**
 * @param cut called with each whole frame; its bytes are overwritten afterwards
 * @returns what takes the next piece of the stream, of any length
 */
export function openCutter(
  { width, height }: { readonly width: number; readonly height: number },
  cut: (frame: Frame) => void,
): (piece: Uint8Array) => void {
  const data = new Uint8Array(frameBytes(width, height));
  const frame: Frame = { width, height, data };
  let filled = 0;
  return (piece) => {
    let read = 0;
    while (read < piece.length) {
      const length = Math.min(data.length - filled, piece.length - read);
      data.set(piece.subarray(read, read + length), filled);
      read += length;
      filled += length;
      if (filled < data.length) return;
      filled = 0;
      cut(frame);
    }
  };
}
