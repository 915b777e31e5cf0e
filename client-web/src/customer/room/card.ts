// The card of whoever asks, on this page: from the meeting, or as it was kept before a reload.
import { computed, type ReadonlySignal } from '@preact/signals';
import type { Storage } from '../../../../link/deps.ts';
import type { Meeting } from '../../../../link/meet.ts';
import { keptWord } from '../../../../link/word-kept.ts';
import { type Card, cardOf } from '../../../../shared/people/card.ts';

/** @returns a card once the desk's word has been verified; null before */
export async function openCard(
  { sid, meeting }: { readonly sid: string; readonly meeting: Meeting },
  storage: Storage,
): Promise<ReadonlySignal<Card | null>> {
  const kept = await keptWord(sid, storage);
  return computed(() => {
    const stage = meeting.stage.value;
    const word = stage.at === 'met' ? stage.word : kept;
    return word && cardOf(word, location);
  });
}
