// The transport over Node's WebRTC: a source for screens, whose encoder prefers sharp text to even motion.
import wrtc from 'wrtc';
import type { MediaTransport } from './transport.ts';

/** A transport whose track is live until `close`. */
export function wrtcTransport(): MediaTransport {
  const source = new wrtc.nonstandard.RTCVideoSource({ isScreencast: true });
  const track = source.createTrack();
  return {
    stream: new wrtc.MediaStream([track]),
    take({ width, height, data }) {
      if (track.readyState === 'ended') return false;
      source.onFrame({ width, height, data });
      return true;
    },
    close: () => track.stop(),
  };
}
