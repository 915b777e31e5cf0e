// Whether the way between the two ends holds. Browsers say `disconnected` when the other end has not answered for some seconds (RFC 7675,
// 5.1), and may find it again by themselves; they say `failed` only much later. In between somebody looks at a picture that stands still.
import type { Cancel, Clock } from './deps.ts';

/** So long it may be without an answer after a browser has noticed. */
const LOST_MS = 5_000;

export interface Way {
  /** False while the other end does not answer. */
  isWhole(): boolean;
  close(): void;
}

type Watched = Pick<RTCPeerConnection, 'iceConnectionState' | 'addEventListener' | 'removeEventListener'>;

/** @param onLost told once, when the way has not come back in time */
export function watchWay(pc: Watched | null, clock: Pick<Clock, 'after'>, onLost: () => void): Way {
  let stop: Cancel = () => {};
  const look = () => {
    stop();
    stop = pc?.iceConnectionState === 'disconnected' ? clock.after(LOST_MS, onLost) : () => {};
  };
  pc?.addEventListener('iceconnectionstatechange', look);
  return {
    isWhole: () => pc?.iceConnectionState !== 'disconnected',
    close() {
      stop();
      pc?.removeEventListener('iceconnectionstatechange', look);
    },
  };
}
