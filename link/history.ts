// The events of one session as they arrive, and their fold. It notices gaps and forgeries; what to do about them is the
// caller's business.
import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { SessionEvent } from '../shared/session/events.ts';
import { apply, fold, NEW, type SessionState } from '../shared/session/state.ts';

/** `gap`: events are missing, ask again from `lastSeq()`. `forged`: no honest broker could have told this. */
export type Added = 'ok' | 'gap' | 'forged';

export interface History {
  readonly state: ReadonlySignal<SessionState>;
  readonly events: ReadonlySignal<readonly SessionEvent[]>;
  /** What to name in `hello`: the last event we have, or 0 when only the whole history will do. */
  lastSeq(): number;
  /** What a welcome brought: the events after `lastSeq()`, or all of them where the broker knows better. */
  resume(told: readonly SessionEvent[]): Added;
  /** One event as it happens. */
  add(event: SessionEvent): Added;
}

export function openHistory(sid: string): History {
  const state = signal<SessionState>(NEW);
  const events = signal<readonly SessionEvent[]>([]);
  let needsAll = false;

  const refold = (whole: readonly SessionEvent[]) => {
    state.value = fold(whole);
    events.value = whole;
    needsAll = false;
  };
  const append = (told: readonly SessionEvent[]) => {
    const fresh = told.filter((event) => event.seq > state.value.seq);
    if (fresh.length === 0) return;
    state.value = fresh.reduce(apply, state.value);
    events.value = [...events.value, ...fresh];
  };
  const guarded = (told: readonly SessionEvent[], act: () => Added): Added => {
    if (told.some((event) => event.sid !== sid)) return 'forged';
    try {
      return act();
    } catch {
      return 'forged';
    }
  };

  return {
    state,
    events,
    lastSeq: () => (needsAll ? 0 : state.value.seq),
    resume: (told) =>
      guarded(told, () => {
        const first = told[0]?.seq ?? state.value.seq + 1;
        if (first === 1) refold(told);
        else if (first > state.value.seq + 1) {
          needsAll = true;
          return 'gap';
        } else append(told);
        return 'ok';
      }),
    add: (event) =>
      guarded([event], () => {
        if (event.seq > state.value.seq + 1) return 'gap';
        append([event]);
        return 'ok';
      }),
  };
}
