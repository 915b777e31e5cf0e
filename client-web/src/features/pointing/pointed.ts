// What the technician points at and draws, at the customer's end: taken only while something is shown here, and gone with it.
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { TalkLine } from '../../../../link/talk.ts';
import { type Drawing, withStroke } from '../../../../shared/channel/drawing.ts';
import type { Share } from './place.ts';

export interface Pointed {
  readonly pointer: ReadonlySignal<Share | null>;
  readonly drawing: ReadonlySignal<Drawing>;
  /** Well-formed messages that made no sense: without a picture, or more of a line that was done. */
  readonly strange: ReadonlySignal<number>;
  close(): void;
}

export interface PointedDeps {
  readonly talk: TalkLine;
  /** What this page shows now, under which grant: the gate at this end. */
  readonly showing: ReadonlySignal<{ readonly grant: { readonly gid: string } } | null>;
}

export function openPointed({ talk, showing }: PointedDeps): Pointed {
  const pointer = signal<Share | null>(null);
  const drawing = signal<Drawing>([]);
  const strange = signal(0);
  const forget = () => {
    pointer.value = null;
    drawing.value = [];
  };
  /** Runs `act` for what may be said now, and counts the rest. */
  const whileShown = (act: () => void) => {
    if (showing.peek()) act();
    else strange.value += 1;
  };

  let gid: string | null = null;
  const stops = [
    effect(() => {
      const now = showing.value?.grant.gid ?? null;
      if (now !== gid) untracked(forget);
      gid = now;
    }),
    effect(() => {
      // Whoever pointed is away.
      if (!talk.isUp.value) pointer.value = null;
    }),
    talk.onUp(forget),
    talk.on('point', ({ x, y }) =>
      whileShown(() => {
        pointer.value = { x, y };
      }),
    ),
    talk.on('point-off', () => {
      pointer.value = null;
    }),
    talk.on('stroke', (said) =>
      whileShown(() => {
        const next = withStroke(drawing.peek(), said);
        if (next) drawing.value = next;
        else strange.value += 1;
      }),
    ),
    talk.on('strokes-clear', () => {
      drawing.value = [];
    }),
  ];
  return {
    pointer,
    drawing,
    strange,
    close() {
      for (const stop of stops) stop();
    },
  };
}
