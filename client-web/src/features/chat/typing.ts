// Whether the other end is writing right now: said seldom, and forgotten soon, so that a lost word leaves no mark behind.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from '../../../../link/deps.ts';
import type { TalkLine } from '../../../../link/talk.ts';

export interface Typing {
  /** The other end writes. */
  readonly isOn: ReadonlySignal<boolean>;
  /** A key in the field for a message, here. */
  touch(): void;
  /** A line went off, which ends it at the other end: the next key is a new beginning. */
  rest(): void;
  close(): void;
}

const EVERY_MS = 3_000;
const LASTS_MS = 6_000;

export function openTyping(talk: Pick<TalkLine, 'say' | 'on'>, clock: Clock): Typing {
  const isOn = signal(false);
  let saidAt = Number.NEGATIVE_INFINITY;
  let forget = () => {};
  const off = () => {
    forget();
    isOn.value = false;
  };
  const stops = [
    talk.on('typing', () => {
      forget();
      isOn.value = true;
      forget = clock.after(LASTS_MS, off);
    }),
    // What was being written has come.
    talk.on('chat', off),
  ];
  return {
    isOn,
    touch() {
      if (clock.now() - saidAt < EVERY_MS) return;
      saidAt = clock.now();
      talk.say({ k: 'typing' });
    },
    rest() {
      saidAt = Number.NEGATIVE_INFINITY;
    },
    close() {
      for (const stop of stops) stop();
      off();
    },
  };
}
