// Puts a stream on a video element and watches its pictures come, so that a frozen one is noticed.
import { signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

export interface Frames {
  /** Milliseconds since the last new picture; null before the first of this stream. */
  readonly sinceFrame: number | null;
  readonly isMuted: boolean;
  /** The picture's own width in pixels. */
  readonly width: number;
}

/** Ticks once a second for everybody who shows an age. */
const second = signal(0);
setInterval(() => {
  second.value += 1;
}, 1_000);

/** @param onDrawn told how many more pictures were drawn since it was told last */
export function useFrames(
  video: RefObject<HTMLVideoElement | null>,
  stream: MediaStream | null,
  onDrawn: (frames: number) => void,
): Frames {
  const lastFrame = useSignal<number | null>(null);
  const isMuted = useSignal(false);
  const width = useSignal(0);
  void second.value;

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = stream;
    lastFrame.value = null;
    isMuted.value = false;
    if (!stream) return;
    const [track] = stream.getVideoTracks();
    let isOver = false;
    let drawn: number | null = null;
    const onFrame: VideoFrameRequestCallback = (_now, { presentedFrames }) => {
      if (isOver) return;
      // The browser counts those that it drew between two calls as well.
      onDrawn(drawn === null ? 1 : presentedFrames - drawn);
      drawn = presentedFrames;
      // Written once a second at most: a signal write draws the page anew.
      const now = performance.now();
      if (lastFrame.peek() === null || now - (lastFrame.peek() ?? 0) > 500) lastFrame.value = now;
      if (width.peek() !== element.videoWidth) width.value = element.videoWidth;
      element.requestVideoFrameCallback(onFrame);
    };
    element.requestVideoFrameCallback(onFrame);
    const onMute = () => {
      isMuted.value = track?.muted ?? false;
    };
    track?.addEventListener('mute', onMute);
    track?.addEventListener('unmute', onMute);
    return () => {
      isOver = true;
      track?.removeEventListener('mute', onMute);
      track?.removeEventListener('unmute', onMute);
      element.srcObject = null;
    };
  }, [stream]);

  const last = lastFrame.value;
  return {
    sinceFrame: last === null ? null : performance.now() - last,
    isMuted: isMuted.value,
    width: width.value,
  };
}
