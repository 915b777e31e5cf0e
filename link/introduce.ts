// What follows when the two ends have met: each goes by the pair from now on, and the technician says so to everybody.
import { effect, type Signal, untracked } from '@preact/signals-core';
import type { Meeting } from './meet.ts';
import type { Pair } from './pair.ts';
import type { Speech } from './speech.ts';

export interface Introduction {
  readonly meeting: Meeting;
  readonly pair: Signal<Pair | null>;
  readonly speech: Speech;
}

/** @returns a function that ends it */
export function introduce({ meeting, pair, speech }: Introduction): () => void {
  return effect(() => {
    const { value: stage } = meeting.stage;
    if (stage.at !== 'met') return;
    const { role, other, mine, level } = stage.pair;
    untracked(() => {
      pair.value = stage.pair;
      if (role === 'technician')
        void speech.say({ type: 'peer', ckt: other, tkt: mine.thumbprint, auth: level });
    });
  });
}
