// Where frames go: a source that takes I420 and shows it as a track. The seam behind which a faster way of sending may
// stand one day; it knows no grant and no connection.
import type { Frame } from './capture.ts';

export interface MediaTransport {
  /** One video track, for the connection's constructor. */
  readonly stream: MediaStream;
  /** Takes a copy of the frame before it returns. @returns false when the track has ended, and the frame was dropped */
  take(frame: Frame): boolean;
  /** Ends the track; the other end sees no further picture. */
  close(): void;
}
