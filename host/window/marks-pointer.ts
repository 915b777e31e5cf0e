// The technician's pointer on the customer's screen: a dot with a name beside it, that moves and takes no press.

import type { Shape } from 'x11';
import type { Monitor } from '../screen/monitors.ts';
import type { WindowDesk } from './desk.ts';
import { type Corner, DOT_RADIUS, drawPointer, lineSpans, type Pixel } from './marks-shape.ts';
import { openWindow, SHAPE, type Span } from './x-window.ts';

export interface Pointer {
  /** @param at shares of the monitor; null for nowhere */
  show(at: Pixel | null): void;
  close(): void;
}

/** From here on the name stands on the other side, as on the page. */
const TURNS = { x: 0.6, y: 0.8 };

export async function openPointer(
  { display, painter, onTop, scale }: WindowDesk,
  shape: Shape,
  { monitor, name }: { readonly monitor: Monitor; readonly name: string },
): Promise<Pointer> {
  const looks = new Map<string, Look>();
  const lookFor = (corner: Corner): Look => {
    const known = looks.get(JSON.stringify(corner));
    if (known) return known;
    const { drawing, middle, label } = drawPointer(name, corner, painter.measure);
    const centre = { x: middle.x * scale, y: middle.y * scale };
    const [x, y, width, height] = label;
    const named: Span = [x * scale, y * scale, width * scale, height * scale];
    const region = [...lineSpans([centre], DOT_RADIUS * scale), named];
    const look = { picture: painter.paint(drawing, scale), centre, region };
    looks.set(JSON.stringify(corner), look);
    return look;
  };
  let look = lookFor({ isLeft: false, isAbove: false });
  let isShown = false;
  let isGone = false;
  const { width, height } = look.picture;
  const wish = { kind: 'pinned', title: 'Permesso', input: 'passes-through', ground: 0, region: [] } as const;
  const window = await openWindow(
    display,
    { ...wish, place: { x: monitor.x, y: monitor.y, width, height } },
    {
      gone: () => {
        isGone = true;
        release();
      },
    },
  );
  const release = onTop.addBelow(window.id);
  const reshape = (region: readonly Span[]) =>
    shape.Rectangles(SHAPE.set, SHAPE.bounding, window.id, 0, 0, region);
  return {
    show(at) {
      if (isGone) return;
      if (!at) {
        if (isShown) reshape([]);
        isShown = false;
        return;
      }
      const next = lookFor({ isLeft: at.x > TURNS.x, isAbove: at.y > TURNS.y });
      window.place({
        x: monitor.x + Math.round(at.x * (monitor.width - 1) - next.centre.x),
        y: monitor.y + Math.round(at.y * (monitor.height - 1) - next.centre.y),
        width,
        height,
      });
      if (isShown && next === look) return;
      look = next;
      isShown = true;
      reshape(look.region);
      window.show(look.picture);
    },
    close() {
      isGone = true;
      release();
      window.close();
    },
  };
}

interface Look {
  readonly picture: { readonly width: number; readonly height: number; readonly data: Buffer };
  /** Of the dot, in pixels of the window. */
  readonly centre: Pixel;
  readonly region: readonly Span[];
}
