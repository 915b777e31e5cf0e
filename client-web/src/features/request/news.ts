// The broker's wake-ups for one request, as a stream that stays open: something changed, look again. It does not know what.
import type { Clock } from '../../../../link/deps.ts';
import { eventBlocks } from './event-blocks.ts';
import type { KeptRequest } from './kept.ts';
import { holderOf } from './kept.ts';

/** The broker says a word every twenty seconds; a line that is silent for longer than three of them is dead. */
const SILENCE_MS = 65_000;

export interface NewsDeps {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
}

/**
 * @param onNews called once the stream is open, since something may have changed before, and with each wake-up
 * @param until ends it
 * @returns resolves when the stream is over, for whatever reason
 */
export async function hearNews(
  request: KeptRequest,
  { onNews, until }: { readonly onNews: () => void; readonly until: AbortSignal },
  { clock, fetch }: NewsDeps,
): Promise<void> {
  const line = new AbortController();
  const hangUp = () => line.abort();
  let stopWaiting = clock.after(SILENCE_MS, hangUp);
  until.addEventListener('abort', hangUp);
  try {
    const answer = await fetch('/api/request/events', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(holderOf(request)),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: line.signal,
    });
    if (!answer.ok || !answer.body) return;
    onNews();
    const take = eventBlocks(onNews);
    const words = new TextDecoder();
    const reader = answer.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      stopWaiting();
      stopWaiting = clock.after(SILENCE_MS, hangUp);
      take(words.decode(value, { stream: true }));
    }
  } catch {
    // The line broke or was hung up: whoever listens opens another.
  } finally {
    stopWaiting();
    until.removeEventListener('abort', hangUp);
    // Also where the answer was a refusal that nobody reads.
    line.abort();
  }
}
