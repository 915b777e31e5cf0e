// One conversation of a customer with two technicians, as a star: each of the two has a chat of their own with the customer's page, which
// passes on what either writes, by name. The two never speak to each other directly.
import { computed, effect, untracked } from '@preact/signals';
import type { Chat } from './chat.ts';

export interface StarOptions {
  /** With whom it began; what the customer writes goes there. */
  readonly first: Chat;
  /** With the colleague. */
  readonly second: Chat;
  readonly names: { readonly first: string; readonly second: string };
  /** How many lines of the first conversation the colleague may not read: those from before the customer met them, or none. */
  readonly since: number;
}

/** Both as one, for the customer's eyes. Nothing is passed on after `close`. */
export function openStar({ first, second, names, since }: StarOptions): Chat {
  const stops = [
    effect(() => {
      const lines = first.lines.value.slice(since);
      untracked(() => {
        const theirs = new Set(
          second.lines
            .peek()
            .filter(({ mine }) => !mine)
            .map(({ id }) => id),
        );
        for (const { id, text, at, mine, by } of lines.filter((line) => !theirs.has(line.id)))
          second.pass({ id, text, at, by: by ?? (mine ? undefined : names.first) });
      });
    }),
    effect(() => {
      const lines = second.lines.value.filter(({ mine }) => !mine);
      untracked(() => {
        for (const { id, text, at } of lines) first.pass({ id, text, at, by: names.second });
      });
    }),
  ];
  return {
    ...first,
    unread: computed(() => first.unread.value + second.unread.value),
    markRead() {
      first.markRead();
      second.markRead();
    },
    close() {
      for (const stop of stops) stop();
    },
  };
}
