// What is said on the control lane and what comes back: numbered from 1 on each lane. It does not know what was meant by it.
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Clock } from '../../../../link/deps.ts';
import type { Lane } from '../../../../link/lane.ts';
import { readControlAnswer } from '../../../../shared/channel/control.ts';
import type { Act } from './acts.ts';
import { type Follower, type Following, openFollower } from './following.ts';

export interface Sender {
  readonly following: ReadonlySignal<Following>;
  /** Goes nowhere while there is no lane: what was meant for one moment must not happen in another. */
  say(act: Act): void;
  close(): void;
}

interface SenderOptions {
  readonly lane: ReadonlySignal<Lane | null>;
  readonly clock: Clock;
}

export function openSender({ lane, clock }: SenderOptions): Sender {
  const follower = signal<Follower | null>(null);
  let n = 0;
  let off = () => {};
  const listen = (to: Lane): (() => void) => {
    const one = openFollower(clock);
    n = 0;
    follower.value = one;
    const deafen = to.on({
      data(raw) {
        const answer = typeof raw === 'string' ? readControlAnswer(raw) : null;
        if (answer) one.heard(answer);
      },
    });
    return () => {
      deafen();
      one.close();
      follower.value = null;
    };
  };
  const stop = effect(() => {
    const now = lane.value;
    untracked(() => {
      off();
      off = now ? listen(now) : () => {};
    });
  });
  return {
    following: computed<Following>(() => follower.value?.word.value ?? 'still'),
    say(act: Act) {
      const to = lane.peek();
      if (!to) return;
      n += 1;
      void to.send(JSON.stringify({ ...act, n }));
      follower.peek()?.said(n);
    },
    close() {
      stop();
      off();
    },
  };
}
