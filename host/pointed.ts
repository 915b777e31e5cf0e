// What the technician points at and draws on the monitor that is shown: held as the page holds it, drawn on the screen itself,
// and gone with the picture. It knows neither lane nor window.
import { type Drawing, withStroke } from '../shared/channel/drawing.ts';
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
}

const NOTHING: Marked = { pointer: null, drawing: [] };

export function openPointed({ open, mayMark }: PointedOptions): Pointed {
  let marked = NOTHING;
  let marks: Promise<Marks> | null = null;
  let isOver = false;
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
  const draw = (drawing: Drawing | null) => {
    if (drawing) mark({ drawing });
  };
  return {
    hear(said) {
      switch (said.k) {
        case 'point':
          return mark({ pointer: { x: said.x, y: said.y } });
        case 'point-off':
          return mark({ pointer: null });
        case 'stroke':
          return draw(withStroke(marked.drawing, said));
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
      void marks?.then((opened) => opened.close()).catch(() => {});
    },
  };
}
