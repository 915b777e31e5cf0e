// The browser's own picker, and a watch over what it gave. It knows nothing of consent; the flow beside it decides what
// may be done with a capture.
import { isWithin, type Surface } from '../../../../shared/session/scopes.ts';
import { type CaptureZoom, type ZoomController, zoomOf } from '../zoom/capture-zoom.ts';

/** A picked picture, held locally and attached to nothing until its owner says so. */
export interface Capture {
  readonly stream: MediaStream;
  readonly surface: Surface;
  /** True where the browser does not tell what was picked; then it counts as a whole screen. */
  readonly isGuess: boolean;
  /** Only for a tab, in a browser that lets the capturing page zoom it. */
  readonly zoom?: CaptureZoom;
  stop(): void;
  /** Calls once when the picture ends by itself or is no longer what was picked. @returns a function that stops watching */
  watch(onEnd: (why: 'capture-ended' | 'surface-changed') => void): () => void;
}

export type Picked = Capture | { readonly failed: 'picker-cancelled' | 'not-possible' };

export interface Capturer {
  /** Must be called inside the handler of a person's own click: browsers refuse the picker otherwise. */
  pick(asked: Surface): Promise<Picked>;
  /** What somebody else is shown already, once more: it ends with it, and stopping it stops nothing of theirs. */
  same(capture: Capture): Picked;
}

/** False on phones and tablets, whose browsers cannot show their screen. */
export const canShowScreen = (): boolean => typeof navigator.mediaDevices?.getDisplayMedia === 'function';

export const screenCapturer: Capturer = {
  same: ({ stream }) => {
    const [track] = stream.getVideoTracks();
    return track?.readyState === 'live'
      ? captureOf(stream.clone(), undefined)
      : { failed: 'picker-cancelled' };
  },
  pick: async (asked) => {
    if (!canShowScreen()) return { failed: 'not-possible' };
    try {
      const wished = wish(asked);
      return captureOf(await navigator.mediaDevices.getDisplayMedia(wished), wished.controller);
    } catch (error) {
      const isNo = (error as Error).name === 'NotAllowedError' || (error as Error).name === 'AbortError';
      return { failed: isNo ? 'picker-cancelled' : 'not-possible' };
    }
  },
};

/** Options the standard types do not know yet; browsers that do not know them either ignore them. */
interface Wish extends DisplayMediaStreamOptions {
  surfaceSwitching: 'exclude';
  selfBrowserSurface: 'exclude';
  systemAudio: 'exclude';
  monitorTypeSurfaces: 'include' | 'exclude';
  controller?: FocusController;
}

/** Chromium's handle on a capture. Without it the browser would jump to the picked tab, away from the preview. */
interface FocusController extends ZoomController {
  setFocusBehavior?(behavior: 'no-focus-change'): void;
}
declare global {
  interface Window {
    CaptureController?: new () => FocusController;
  }
}

function staysHere(): { controller?: FocusController } {
  if (!window.CaptureController) return {};
  const controller = new window.CaptureController();
  controller.setFocusBehavior?.('no-focus-change');
  return { controller };
}

const DISPLAY: Readonly<Record<Surface, string>> = { tab: 'browser', window: 'window', monitor: 'monitor' };

function wish(asked: Surface): Wish {
  return {
    video: { displaySurface: DISPLAY[asked], frameRate: { ideal: 30, max: 30 } },
    audio: false,
    surfaceSwitching: 'exclude',
    selfBrowserSurface: 'exclude',
    systemAudio: 'exclude',
    monitorTypeSurfaces: isWithin('monitor', asked) ? 'include' : 'exclude',
    ...staysHere(),
  };
}

const SURFACE: Readonly<Record<string, Surface>> = { browser: 'tab', window: 'window', monitor: 'monitor' };

const surfaceOf = (track: MediaStreamTrack): Surface | undefined =>
  SURFACE[track.getSettings().displaySurface ?? ''];

function captureOf(stream: MediaStream, controller: FocusController | undefined): Capture {
  const [track] = stream.getVideoTracks();
  if (!track) throw new Error('a capture without a picture');
  // Text is what help is about; `motion` would blur it.
  track.contentHint = 'detail';
  const surface = surfaceOf(track);
  const { label } = track;
  const zoom = surface === 'tab' && controller ? zoomOf(controller) : null;
  return {
    stream,
    surface: surface ?? 'monitor',
    isGuess: surface === undefined,
    ...(zoom ? { zoom } : {}),
    stop: () => {
      for (const each of stream.getTracks()) each.stop();
    },
    watch: (onEnd) => {
      let isOver = false;
      const check = () => {
        if (isOver) return;
        if (track.readyState === 'ended') finish('capture-ended');
        else if (surfaceOf(track) !== surface || track.label !== label) finish('surface-changed');
      };
      const timer = setInterval(check, 1_000);
      const unwatch = () => {
        isOver = true;
        clearInterval(timer);
        track.removeEventListener('ended', check);
        track.removeEventListener('configurationchange', check);
      };
      const finish = (why: 'capture-ended' | 'surface-changed') => {
        unwatch();
        onEnd(why);
      };
      track.addEventListener('ended', check);
      track.addEventListener('configurationchange', check);
      // What was picked may have changed while the preview was looked at.
      queueMicrotask(check);
      return unwatch;
    },
  };
}
