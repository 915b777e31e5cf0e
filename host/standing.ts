// What stands on a picture: hands are lent, and recordings made, of what is seen. The customer was asked about that monitor, so they end
// with the picture, and when it goes to another one (security-rules.md 7, 8). The host's own rule, whatever the broker does.
import { effect, untracked } from '@preact/signals-core';
import type { Clock } from '../link/deps.ts';
import { screenOf } from '../shared/session/scopes.ts';
import type { Deed } from './deed.ts';

export interface Standing {
  /** The monitor on which everything stands: the one that is seen, or was until a moment ago; the primary one before. */
  screen(): number;
  /** A question about hands or a recording is put: it speaks of that monitor. */
  asked(askId: string): void;
  /** That question still speaks of it. */
  holds(askId: string): boolean;
  close(): void;
}

export interface StandingOptions {
  readonly view: Pick<Deed, 'live'>;
  /**
   * The monitor of the permission to see as the broker tells it, before this host has proven it to itself; `soon` between one that was
   * replaced and the one that takes its place; null for none. Read in an effect.
   */
  told(): number | 'soon' | null;
  /** Deeds that end with the picture. */
  readonly deeds: readonly Pick<Deed, 'stop'>[];
  readonly clock: Pick<Clock, 'after'>;
}

const PRIMARY = 1;
/** How long more time for the same monitor may take to be proven, while nothing is seen. */
const COMING_MS = 5_000;

export function openStanding({ view, told, deeds, clock }: StandingOptions): Standing {
  const askedOn = new Map<string, number>();
  /** Null while nothing is seen. */
  let on: number | null = null;
  let stopWaiting = () => {};
  const move = (to: number | null) => {
    const isOther = to === null ? on !== null : to !== (on ?? PRIMARY);
    on = to;
    if (isOther) for (const deed of deeds) deed.stop('surface-changed');
  };
  const stop = effect(() => {
    const seen = view.live.value;
    const coming = told();
    untracked(() => {
      stopWaiting();
      if (seen) return move(screenOf(seen));
      // More time for the same monitor: the old permission ends before the new one is told and proven.
      const isRenewed = on !== null && (coming === 'soon' || coming === on);
      if (isRenewed) stopWaiting = clock.after(COMING_MS, () => move(null));
      else move(null);
    });
  });
  const screen = () => on ?? PRIMARY;
  return {
    screen,
    asked: (askId) => void askedOn.set(askId, screen()),
    holds: (askId) => askedOn.get(askId) === screen(),
    close() {
      stop();
      stopWaiting();
    },
  };
}
