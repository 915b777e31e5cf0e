// What stands on a picture: hands are lent, and recordings made, of what is seen. The customer was asked about that monitor, so they end
// with the picture, and when it goes to another one (security-rules.md 7, 8). The host's own rule, whatever the broker does.
import { effect, untracked } from '@preact/signals-core';
import { screenOf } from '../shared/session/scopes.ts';
import type { Deed } from './deed.ts';

export interface Standing {
  /** A question about hands or a recording is put: it speaks of the monitor that is seen now. */
  asked(askId: string): void;
  /** That question still speaks of what is seen. */
  holds(askId: string): boolean;
  close(): void;
}

/** Nothing seen: the primary monitor is meant. */
const PRIMARY = 1;

/** @param standing deeds that end with the picture */
export function openStanding(view: Pick<Deed, 'live'>, standing: readonly Pick<Deed, 'stop'>[]): Standing {
  const seen = (): number | null => {
    const grant = view.live.peek();
    return grant && screenOf(grant);
  };
  const askedOn = new Map<string, number>();
  let before = seen();
  const stop = effect(() => {
    void view.live.value;
    untracked(() => {
      const now = seen();
      const isGone = now === null && before !== null;
      const isElsewhere = now !== null && now !== (before ?? PRIMARY);
      before = now;
      if (isGone || isElsewhere) for (const deed of standing) deed.stop('surface-changed');
    });
  });
  return {
    asked: (askId) => void askedOn.set(askId, seen() ?? PRIMARY),
    holds: (askId) => askedOn.get(askId) === (seen() ?? PRIMARY),
    close: stop,
  };
}
