// Taking the picture of one monitor, as an interface: frames come in one reused buffer, and a frame that nobody takes is
// dropped. It knows neither the program that grabs nor where frames go.

import type { Problem } from '../problems.ts';
import type { Monitor } from './monitors.ts';

/** One picture, I420: all of Y, then U, then V, the last two at half the width and height. Width and height are even. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Valid only while the call that brings it lasts. */
  readonly data: Uint8Array;
}

export interface CaptureSize {
  readonly width: number;
  readonly height: number;
  /** Frames a second. */
  readonly fps: number;
}

export interface CaptureHandlers {
  /** @returns true when the frame was used; it is counted as dropped otherwise */
  frame(frame: Frame): boolean;
  /** The capture ended although nobody stopped it. */
  ended(problem: Problem): void;
}

export interface FrameCounts {
  readonly captured: number;
  readonly dropped: number;
}

export interface Capture {
  /**
   * Shows exactly this monitor's rectangle, scaled to the size; a capture that runs is replaced.
   * @returns null with the first frame, or why there is none
   */
  start(monitor: Monitor, size: CaptureSize): Promise<Problem | null>;
  /** Ends at once, and resolves when the program that grabbed is gone. */
  stop(): Promise<void>;
  /** What is taken now, as it comes out: fitted to the monitor; null while nothing is. */
  size(): CaptureSize | null;
  /** Since the last start. */
  counts(): FrameCounts;
}

/** Bytes of one I420 frame. */
export const frameBytes = (width: number, height: number): number => (width * height * 3) / 2;

/** The largest even size with the proportions of `of` that fits into `within`; never larger than the monitor itself. */
export function fitInto(
  of: { readonly width: number; readonly height: number },
  within: { readonly width: number; readonly height: number },
): { width: number; height: number } {
  const scale = Math.min(1, within.width / of.width, within.height / of.height);
  const even = (pixels: number) => Math.max(2, 2 * Math.round((pixels * scale) / 2 - 0.25));
  return { width: even(of.width), height: even(of.height) };
}
