// Turns a drawing into pixels with Skia, and measures text the same way. It knows no window.
import { createCanvas, GlobalFonts, Path2D, type SKRSContext2D } from '@napi-rs/canvas';
import { isProblem, type Problem, problem } from '../problems.ts';
import type { Drawing, Font, Item, Measure } from './drawing.ts';

export interface Painter {
  readonly measure: Measure;
  /** As `measure`, and 0 where not one pixel would be painted, as of a space. */
  readonly inkWidth: Measure;
  /** Pixels at this scale, four bytes each in the order blue, green, red, unused, as X servers of this kind keep them. */
  paint(drawing: Drawing, scale: number): { width: number; height: number; data: Buffer };
}

/** Plain faces that are common on desktops, the best for small text first. */
const FACES = [
  'Noto Sans',
  'Ubuntu',
  'Cantarell',
  'Open Sans',
  'DejaVu Sans',
  'Liberation Sans',
  'Nimbus Sans',
];
const MONO = ['Noto Sans Mono', 'DejaVu Sans Mono', 'Ubuntu Mono', 'Liberation Mono', 'Nimbus Mono PS'];
/** Of the lines of an icon, on its grid of 24. */
const STROKE = 1.75;
const GRID = 24;

/** A painter with the fonts of this computer, or `no-font`. */
export function openPainter(): Painter | Problem {
  const face = firstOf(FACES);
  if (isProblem(face)) return face;
  const mono = firstOf(MONO);
  const named = (font: Font) =>
    `${font.weight} ${font.size}px "${font.isMono && !isProblem(mono) ? mono : face}", sans-serif`;
  const ruler = createCanvas(1, 1).getContext('2d');
  return {
    measure(text, font) {
      ruler.font = named(font);
      return ruler.measureText(text).width;
    },
    inkWidth(text, font) {
      ruler.font = named(font);
      const box = ruler.measureText(text);
      const wide = box.actualBoundingBoxLeft + box.actualBoundingBoxRight;
      const high = box.actualBoundingBoxAscent + box.actualBoundingBoxDescent;
      return wide > 0 && high > 0 ? box.width : 0;
    },
    paint(drawing, scale) {
      const [width, height] = [drawing.width, drawing.height].map((side) => Math.ceil(side * scale)) as [
        number,
        number,
      ];
      const canvas = createCanvas(width, height);
      const context = canvas.getContext('2d');
      context.fillStyle = drawing.ground;
      context.fillRect(0, 0, width, height);
      context.scale(scale, scale);
      for (const item of drawing.items) put(context, item, named);
      return { width, height, data: toBgrx(canvas.data()) };
    },
  };
}

function firstOf(faces: readonly string[]): string | Problem {
  const known = GlobalFonts.families.map(({ family }) => family);
  const [any] = known;
  if (any === undefined) return problem('no-font');
  return faces.find((face) => known.includes(face)) ?? any;
}

function put(context: SKRSContext2D, item: Item, named: (font: Font) => string): void {
  switch (item.kind) {
    case 'box':
      putBox(context, item);
      return;
    case 'text':
      context.font = named(item.font);
      context.fillStyle = item.colour;
      context.fillText(item.text, item.x, item.y);
      return;
    case 'icon':
      context.save();
      context.translate(item.x, item.y);
      context.scale(item.size / GRID, item.size / GRID);
      context.strokeStyle = item.colour;
      context.lineWidth = STROKE;
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.stroke(new Path2D(item.path));
      context.restore();
      return;
    case 'ring':
      if (item.share <= 0) return;
      context.beginPath();
      context.arc(
        item.x,
        item.y,
        item.radius,
        -Math.PI / 2,
        -Math.PI / 2 + Math.min(1, item.share) * 2 * Math.PI,
      );
      context.strokeStyle = item.colour;
      context.lineWidth = 4;
      context.lineCap = 'butt';
      context.stroke();
  }
}

function putBox(context: SKRSContext2D, item: Extract<Item, { kind: 'box' }>): void {
  const { x, y, width, height, radius, fill, edge } = item;
  if (fill) {
    context.beginPath();
    context.roundRect(x, y, width, height, radius);
    context.fillStyle = fill;
    context.fill();
  }
  if (!edge) return;
  // The edge lies inside its box.
  const half = edge.width / 2;
  context.beginPath();
  context.roundRect(x + half, y + half, width - edge.width, height - edge.width, Math.max(0, radius - half));
  context.strokeStyle = edge.colour;
  context.lineWidth = edge.width;
  context.stroke();
}

/** Skia keeps red first. */
function toBgrx(data: Buffer): Buffer {
  for (let at = 0; at + 3 < data.length; at += 4) {
    const red = data[at] ?? 0;
    data[at] = data[at + 2] ?? 0;
    data[at + 2] = red;
  }
  return data;
}
