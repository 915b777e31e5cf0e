// The pointer and the lines over a picture, at the same place of it at either end. It only draws; a screen reader is told
// in words elsewhere.
import type { Drawing, Stroke } from '../../../../shared/channel/drawing.ts';
import type { Area, Share } from './place.ts';
import './pointing.css';

/** Units of the drawing across and down; the browser stretches them over the picture. */
const UNITS = 1_000;

interface MarksProps {
  area: Area | null;
  pointer: Share | null;
  drawing: Drawing;
  /** Who points, on a label at the pointer; none where it is oneself. */
  name?: string | undefined;
}

export function Marks({ area, pointer, drawing, name }: MarksProps) {
  if (!area) return null;
  const { left, top, width, height } = area;
  return (
    <div
      class="marks"
      aria-hidden="true"
      style={{ left: `${left}px`, top: `${top}px`, inlineSize: `${width}px`, blockSize: `${height}px` }}
    >
      <svg viewBox={`0 0 ${UNITS} ${UNITS}`} preserveAspectRatio="none" role="presentation">
        {drawing.map((stroke) => (
          <g key={stroke.id} class={`mark-${stroke.pen}`}>
            <polyline class="mark-edge" points={pointsOf(stroke)} />
            <polyline class="mark-line" points={pointsOf(stroke)} />
          </g>
        ))}
      </svg>
      {pointer && (
        <span
          class={`mark-dot${pointer.x > 0.6 ? ' mark-dot-left' : ''}${pointer.y > 0.8 ? ' mark-dot-above' : ''}`}
          style={{ left: `${pointer.x * 100}%`, top: `${pointer.y * 100}%` }}
        >
          {name !== undefined && <bdi class="mark-name">{name}</bdi>}
        </span>
      )}
    </div>
  );
}

/** A single point is said twice, or nothing would be drawn. */
function pointsOf({ points }: Stroke): string {
  const all = points.map(([x, y]) => `${x * UNITS},${y * UNITS}`);
  return (all.length === 1 ? [...all, ...all] : all).join(' ');
}
