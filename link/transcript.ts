// Sends this page's own lines to the broker, one after another, where the desk keeps conversations and this page has said so. It sends
// nothing else, and nothing at all where the first event of the session did not say that they are kept.
import { effect, type ReadonlySignal, untracked } from '@preact/signals-core';
import type { KeptLine } from '../shared/protocol/transcript.ts';
import { MOST_KEPT } from '../shared/protocol/transcript.ts';
import type { Session } from './session.ts';

export interface TranscriptOptions {
  readonly session: Pick<Session, 'state' | 'status' | 'welcomes' | 'kept' | 'keep'>;
  /** Lines that were written here, in order. */
  readonly mine: ReadonlySignal<readonly KeptLine[]>;
}

/** @returns a function that ends it */
export function sendTranscript({ session, mine }: TranscriptOptions): () => void {
  /** What was asked last, and over which connection: an answer that was lost with it is asked for again. */
  let asked = '';
  return effect(() => {
    const state = session.state.value;
    const isKept = state.phase === 'open' && state.keepsTranscript;
    const { value: upTo } = session.kept;
    const { value: welcome } = session.welcomes;
    const next = upTo === null ? null : mine.value.find(({ n }) => n > upTo);
    if (!isKept || session.status.value.kind !== 'online' || next === undefined) return;
    if (next && next.n > MOST_KEPT) return;
    const name = `${welcome}.${next?.n ?? 'how far'}`;
    if (name === asked) return;
    asked = name;
    untracked(() => session.keep(next));
  });
}
