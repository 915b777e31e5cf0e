// What the technician points at and draws on the monitor that is shown: held as the page holds it, drawn on the screen itself,
// and gone with the picture or after a while. It knows neither lane nor window.
import type { Clock } from '../link/deps.ts';
import { withStroke } from '../shared/channel/drawing.ts';
import type { Pointing } from '../shared/channel/pointing.ts';
import type { Marked, Marks } from './window/marks.ts';

export interface Pointed {
  hear(said: Pointing): void;
  /** Whoever pointed is away, or may be another one. */
  forget(): void;
  /** Whether marks may be seen has changed. */
  refresh(): void;
  close(): void;
}

export interface PointedOptions {
  /** Asked for with the first mark: most pictures have none. */
  open(): Promise<Marks>;
  /** Nothing is drawn over a question: what it says must be read. */
  mayMark(): boolean;
  readonly clock: Pick<Clock, 'now' | 'after'>;
}

/** What was pointed out is seen by then; what stays only hides. From the last piece of a line on. */
export const FADE_MS = 30_000;

const NOTHING: Marked = { pointer: null, drawing: [] };

export function openPointed({ open, mayMark, clock }: PointedOptions): Pointed {
  let marked = NOTHING;
  let marks: Promise<Marks> | null = null;
  let isOver = false;
  /** When each line last grew. */
  const grewAt = new Map<string, number>();
  let stopFading = () => {};
  const refresh = () => {
    if (isOver || (!marks && marked === NOTHING)) return;
    marks ??= open();
    // A screen that cannot be drawn on is still shown.
    void marks.then((opened) => opened.show(mayMark() ? marked : NOTHING)).catch(() => {});
  };
  const mark = (change: Partial<Marked>) => {
    marked = { ...marked, ...change };
    refresh();
  };
  const fade = () => {
    stopFading();
    const now = clock.now();
    const drawing = marked.drawing.filter(({ id }) => now - (grewAt.get(id) ?? now) < FADE_MS);
    for (const id of [...grewAt.keys()]) if (!drawing.some((each) => each.id === id)) grewAt.delete(id);
    if (drawing.length < marked.drawing.length) mark({ drawing });
    const next = Math.min(...grewAt.values()) + FADE_MS - now;
    stopFading = drawing.length > 0 ? clock.after(next, fade) : () => {};
  };
  const draw = (said: Extract<Pointing, { k: 'stroke' }>) => {
    const drawing = withStroke(marked.drawing, said);
    if (!drawing) return;
    grewAt.set(said.id, clock.now());
    mark({ drawing });
    fade();
  };
  return {
    hear(said) {
      switch (said.k) {
        case 'point':
          return mark({ pointer: { x: said.x, y: said.y } });
        case 'point-off':
          return mark({ pointer: null });
        case 'stroke':
          return draw(said);
        case 'strokes-clear':
          return mark({ drawing: [] });
      }
    },
    forget() {
      marked = NOTHING;
      refresh();
    },
    refresh,
    close() {
      isOver = true;
      stopFading();
      void marks?.then((opened) => opened.close()).catch(() => {});
    },
  };
}
