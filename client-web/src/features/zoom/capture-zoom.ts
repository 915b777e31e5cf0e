// The zoom of a captured tab, where the browser has it (Captured Surface Control; Chromium's alone as yet). The browser asks
// its person once, in a click of their own; afterwards it obeys this page. It knows nothing of grants.
import type { Cancel } from '../../../../link/deps.ts';

/** The part of Chromium's CaptureController that zooms. */
export interface ZoomController {
  /** In percent; null before the capture. */
  readonly zoomLevel?: number | null;
  getSupportedZoomLevels?(): number[];
  increaseZoomLevel?(): Promise<void>;
  decreaseZoomLevel?(): Promise<void>;
  resetZoomLevel?(): Promise<void>;
  addEventListener?(type: 'zoomlevelchange', listener: () => void): void;
  removeEventListener?(type: 'zoomlevelchange', listener: () => void): void;
}

export type ZoomWay = 'in' | 'out' | 'plain';

export interface Zoomed {
  /** In percent. */
  readonly level: number;
  readonly canGrow: boolean;
  readonly canShrink: boolean;
}

export interface CaptureZoom {
  now(): Zoomed;
  /** One step, or back to 100 %. The first time it must be called inside a click. @returns false where the browser was told no */
  step(way: ZoomWay): Promise<boolean>;
  /** Also when the person zooms the tab themselves. */
  onChange(act: () => void): Cancel;
}

/** @returns null where this browser cannot */
export function zoomOf(controller: ZoomController): CaptureZoom | null {
  const { increaseZoomLevel, decreaseZoomLevel, resetZoomLevel } = controller;
  if (!increaseZoomLevel || !decreaseZoomLevel || !resetZoomLevel) return null;
  const steps: Readonly<Record<ZoomWay, () => Promise<void>>> = {
    in: increaseZoomLevel,
    out: decreaseZoomLevel,
    plain: resetZoomLevel,
  };
  return {
    now: () => {
      const level = controller.zoomLevel ?? 100;
      const levels = controller.getSupportedZoomLevels?.() ?? [];
      return {
        level: Math.round(level),
        canGrow: levels.some((each) => each > level),
        canShrink: levels.some((each) => each < level),
      };
    },
    step: (way) =>
      steps[way].call(controller).then(
        () => true,
        () => false,
      ),
    onChange: (act) => {
      controller.addEventListener?.('zoomlevelchange', act);
      return () => controller.removeEventListener?.('zoomlevelchange', act);
    },
  };
}
