// The banner on the screen: pinned to the top of the monitor that is shown, above everything, with a Stop that works for
// every press, whoever made it, because stopping is never harmful.
import type { Monitor } from '../screen/monitors.ts';
import { type BannerView, drawBanner } from './banner-view.ts';
import { BORDER } from './border.ts';
import type { WindowDesk } from './desk.ts';
import { areaAt } from './drawing.ts';
import { wordsIn } from './words.ts';
import { openWindow } from './x-window.ts';

export interface BannerHandlers {
  /** Pressed: end everything that lives, now. */
  stop(): void;
  /** The banner was taken away. What it warns of must end with it. */
  gone(): void;
}

export interface Banner {
  /** Shows what is true now: once a second while time runs. */
  update(view: BannerView): void;
  close(): void;
}

/** Left free at both sides of the monitor, in units. */
const MARGIN = 24;

export async function openBanner(
  desk: WindowDesk,
  shown: { readonly view: BannerView; readonly monitor: Monitor },
  handlers: BannerHandlers,
): Promise<Banner> {
  const { display, painter, scale, onTop } = desk;
  const { monitor } = shown;
  const draw = (view: BannerView) => drawBanner(view, monitor.width / scale - 2 * MARGIN, painter.measure);
  const placeOf = ({ width, height }: { width: number; height: number }) => ({
    x: monitor.x + Math.round((monitor.width - width) / 2),
    // Just inside the red line.
    y: monitor.y + BORDER * scale,
    width,
    height,
  });
  let drawing = draw(shown.view);
  let picture = painter.paint(drawing, scale);
  const window = await openWindow(
    display,
    {
      kind: 'pinned',
      title: wordsIn(shown.view.language).banner,
      place: placeOf(picture),
      ground: 0xffffff,
      input: 'taken',
    },
    {
      input({ kind, isDown, x, y }) {
        // At the press, not at the release: nothing is undone by letting go elsewhere.
        if (kind === 'pointer' && isDown && areaAt(drawing, x / scale, y / scale) === 'stop') handlers.stop();
      },
      gone: () => {
        release();
        handlers.gone();
      },
    },
  );
  const release = onTop.add(window.id);
  window.show(picture);
  return {
    update(view) {
      drawing = draw(view);
      const before = picture;
      picture = painter.paint(drawing, scale);
      if (before.width !== picture.width) window.place(placeOf(picture));
      window.show(picture);
    },
    close() {
      release();
      window.close();
    },
  };
}
