// The technician's hand on the customer's picture: where it points and what it draws, told to the customer's page or to the host
// while a picture is there. With the picture everything of it goes.
import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import type { Chance, Clock } from '../../../../link/deps.ts';
import type { TalkOf } from '../../../../link/talk.ts';
import { type Drawing, withStroke } from '../../../../shared/channel/drawing.ts';
import { type Pen, POINTS_LIMIT } from '../../../../shared/channel/pointing.ts';
import type { HandLine } from './hand-line.ts';
import { openPace } from './pace.ts';
import type { Share } from './place.ts';

export type Mode = 'off' | 'point' | 'draw';

export interface Hand {
  readonly mode: ReadonlySignal<Mode>;
  readonly pen: Signal<Pen>;
  /** Where it points now; null outside the picture. */
  readonly pointer: ReadonlySignal<Share | null>;
  readonly drawing: ReadonlySignal<Drawing>;
  readonly isDown: ReadonlySignal<boolean>;
  take(mode: Mode): void;
  /** The hand is here; with the pen down it draws. */
  moveTo(at: Share): void;
  /** Puts the pen down; in draw mode only. */
  press(at: Share): void;
  lift(): void;
  /** It has left the picture. */
  leave(): void;
  clear(): void;
  close(): void;
}

export interface HandDeps {
  /** Whoever shows the picture. */
  readonly talk: HandLine;
  /** The picture under its grant; null whenever no live grant covers one. */
  readonly picture: ReadonlySignal<{ readonly gid: string } | null>;
  readonly deps: Clock & Pick<Chance, 'newUuid'>;
}

/** Thirty a second. */
const EVERY_MS = 34;

export function openHand({ talk, picture, deps }: HandDeps): Hand {
  const mode = signal<Mode>('off');
  const pen = signal<Pen>('magenta');
  const pointer = signal<Share | null>(null);
  const drawing = signal<Drawing>([]);
  /** The line that is being drawn. */
  const line = signal<{ readonly id: string; readonly pen: Pen } | null>(null);
  let unsent: (readonly [number, number])[] = [];

  const pointing = openPace(EVERY_MS, () => tellPointer(), deps);
  const stroking = openPace(EVERY_MS, () => tellStroke('more'), deps);
  const tellPointer = () => {
    const at = pointer.peek();
    talk.say(at ? { k: 'point', x: at.x, y: at.y } : { k: 'point-off' });
  };
  const tellStroke = (how: 'more' | 'end') => {
    const now = line.peek();
    if (!now) return;
    const points = unsent;
    unsent = [];
    for (const said of strokeMessages({ ...now, points, isEnd: how === 'end' })) talk.say(said);
  };
  const add = (message: Omit<TalkOf<'stroke'>, 'k'>) => {
    drawing.value = withStroke(drawing.peek(), { k: 'stroke', ...message }) ?? drawing.peek();
  };
  const draw = ({ x, y }: Share) => {
    const now = line.peek();
    if (!now) return;
    add({ ...now, points: [[x, y]], isEnd: false });
    unsent.push([x, y]);
    stroking.want();
  };
  const lift = () => {
    const now = line.peek();
    if (!now) return;
    stroking.drop();
    tellStroke('end');
    add({ ...now, points: [], isEnd: true });
    line.value = null;
  };
  const leave = () => {
    lift();
    if (!pointer.peek()) return;
    pointer.value = null;
    pointing.drop();
    tellPointer();
  };
  const clear = () => {
    line.value = null;
    unsent = [];
    stroking.drop();
    if (drawing.peek().length === 0) return;
    drawing.value = [];
    talk.say({ k: 'strokes-clear' });
  };
  const take = (next: Mode) => {
    leave();
    mode.value = picture.peek() ? next : 'off';
  };

  let gid: string | null = null;
  const stops = [
    effect(() => {
      const now = picture.value?.gid ?? null;
      untracked(() => {
        if (now !== gid) {
          clear();
          take(now === null ? 'off' : mode.peek());
        }
        gid = now;
      });
    }),
    // The other page forgets all of it with each new lane, since it may be another one.
    talk.onUp(() => {
      if (!picture.peek()) return;
      unsent = [];
      for (const { isDone, ...stroke } of drawing.peek())
        for (const said of strokeMessages({ ...stroke, isEnd: isDone })) talk.say(said);
      if (pointer.peek()) tellPointer();
    }),
  ];

  return {
    mode,
    pen,
    pointer,
    drawing,
    isDown: computed(() => line.value !== null),
    take,
    moveTo(at) {
      if (mode.peek() === 'off' || !picture.peek()) return;
      pointer.value = at;
      pointing.want();
      draw(at);
    },
    press(at) {
      if (mode.peek() !== 'draw' || !picture.peek()) return;
      lift();
      line.value = { id: deps.newUuid(), pen: pen.peek() };
      pointer.value = at;
      pointing.want();
      draw(at);
    },
    lift,
    leave,
    clear,
    close() {
      leave();
      clear();
      for (const stop of stops) stop();
    },
  };
}

type Said = Pick<TalkOf<'stroke'>, 'id' | 'pen' | 'isEnd'> & {
  readonly points: readonly (readonly [number, number])[];
};

/** In messages of as many points as one may bring; only the last one ends the line. */
function* strokeMessages({ id, pen, points, isEnd }: Said): Generator<TalkOf<'stroke'>> {
  const parts = Math.max(1, Math.ceil(points.length / POINTS_LIMIT));
  for (let part = 0; part < parts; part++) {
    const some = points.slice(part * POINTS_LIMIT, (part + 1) * POINTS_LIMIT);
    yield {
      k: 'stroke',
      id,
      pen,
      points: some.map(([x, y]) => [x, y]),
      isEnd: isEnd && part === parts - 1,
    };
  }
}
