// The queue's single keys, while the page shows it and nobody types. They can be switched off, for people whose voice or tremor
// presses keys (WCAG 2.2, 2.1.4).
import { effect, type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { keep, readKept } from './kept.ts';
import { deedOf, TYPED_INTO } from './keys.ts';

export interface QueueKeys {
  readonly areOn: Signal<boolean>;
  readonly isHelpOpen: Signal<boolean>;
  /** Where the list says how to move its focus. */
  readonly onMover: (move: (by: number) => void) => void;
}

const KEPT = 'queue.keys';

/** @param isHere the queue stands in the page */
export function useQueueKeys(isHere: boolean): QueueKeys {
  const areOn = useSignal(readKept(KEPT) !== 'off');
  const isHelpOpen = useSignal(false);
  const move = useRef<(by: number) => void>(() => {});
  useEffect(() => effect(() => keep(KEPT, areOn.value ? 'on' : 'off')), []);
  useEffect(() => {
    if (!isHere) return;
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest(TYPED_INTO) !== null;
      const deed = areOn.peek() ? deedOf(event, { isTyping }) : null;
      if (deed === null) return;
      event.preventDefault();
      if (deed === 'search') document.querySelector<HTMLElement>('.queue input[type="search"]')?.focus();
      else if (deed === 'help') isHelpOpen.value = true;
      else move.current(deed === 'down' ? 1 : -1);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isHere]);
  return {
    areOn,
    isHelpOpen,
    onMover: (how) => {
      move.current = how;
    },
  };
}
