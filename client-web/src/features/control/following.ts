// Whether the customer's computer does what this hand does, as far as it says so. One lane's answers; no words of its own.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Cancel, Clock } from '../../../../link/deps.ts';
import type { ControlAnswer, DropReason } from '../../../../shared/channel/control.ts';

/** `still`: nothing was done yet. `waits`: no answer for a while. Else why something was not done. */
export type Following = 'still' | 'follows' | 'waits' | DropReason;

export interface Follower {
  readonly word: ReadonlySignal<Following>;
  /** This number was sent. */
  said(n: number): void;
  heard(answer: ControlAnswer): void;
  close(): void;
}

/** The host answers five times a second. */
const PATIENCE_MS = 1_500;
/** So long a reason stands, so that it can be read and does not flicker with every answer in between. */
const REASON_MS = 1_500;

export function openFollower(clock: Clock): Follower {
  const word = signal<Following>('still');
  let last = 0;
  let answered = 0;
  let patience: Cancel | null = null;
  let reason: Cancel | null = null;

  const look = (upTo: number) => {
    patience = null;
    if (answered < upTo) word.value = 'waits';
    if (answered < last) wait();
  };
  const wait = () => {
    const upTo = last;
    patience ??= clock.after(PATIENCE_MS, () => look(upTo));
  };
  const stopReason = () => {
    reason?.();
    reason = null;
  };
  return {
    word,
    said(n) {
      last = n;
      wait();
    },
    heard(answer) {
      if (answer.k === 'ack') {
        answered = Math.max(answered, answer.n);
        if (!reason) word.value = 'follows';
        return;
      }
      stopReason();
      word.value = answer.why;
      reason = clock.after(REASON_MS, () => {
        reason = null;
        word.value = answered < last ? 'waits' : 'follows';
      });
    },
    close() {
      patience?.();
      stopReason();
    },
  };
}
