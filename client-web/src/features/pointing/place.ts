// Where a place on the page lies in the picture, and back. A picture keeps its proportions inside its box, so it leaves
// bars at two sides of it; those belong to nobody. Pure numbers; it knows no element.

/** In CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Area extends Size {
  readonly left: number;
  readonly top: number;
}

/** A place in the picture: shares of its width and height, each 0 to 1, from the upper left corner. */
export interface Share {
  readonly x: number;
  readonly y: number;
}

/**
 * The part of its box that a picture fills under `object-fit: contain`.
 * @param picture the picture's own size; only its proportions matter
 * @returns null while one of the two has no size
 */
export function areaOf(box: Size, picture: Size): Area | null {
  if (!(box.width > 0 && box.height > 0 && picture.width > 0 && picture.height > 0)) return null;
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return { left: (box.width - width) / 2, top: (box.height - height) / 2, width, height };
}

/** @param at pixels from the box's upper left corner. @returns null beside the picture */
export function shareAt(area: Area, at: Share): Share | null {
  const x = (at.x - area.left) / area.width;
  const y = (at.y - area.top) / area.height;
  return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? rounded({ x, y }) : null;
}

/** The nearest place in the picture: a line that is drawn out of it ends at its edge. */
export function nearestShare(area: Area, at: Share): Share {
  return within({ x: (at.x - area.left) / area.width, y: (at.y - area.top) / area.height });
}

/** Moved by shares, and kept inside. */
export const movedBy = (from: Share, by: Share): Share => within({ x: from.x + by.x, y: from.y + by.y });

const within = ({ x, y }: Share): Share =>
  rounded({ x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) });

/** A ten-thousandth is finer than a pixel of any screen, and short to send. */
const rounded = ({ x, y }: Share): Share => ({
  x: Math.round(x * 10_000) / 10_000,
  y: Math.round(y * 10_000) / 10_000,
});
