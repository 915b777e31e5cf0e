// Whether this technician could take a request now: what they chose, and away by itself when no hand touches any of this browser's
// pages of the desk. The broker keeps it in memory only, so it is told anew whenever the queue's line opens.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { type Availability, availability } from '../../../../shared/protocol/requests.ts';
import { put } from '../../features/account/session.ts';
import { nothing } from '../../link/api.ts';
import { browser } from '../../link/browser.ts';
import { awayTimer } from './away.ts';
import { keep, readKept } from './kept.ts';

export interface Presence {
  /** What holds now. */
  readonly now: ReadonlySignal<Availability>;
  /** Away because nobody was here, not because they said so. */
  readonly isIdle: ReadonlySignal<boolean>;
  choose(availability: Availability): void;
  /** Tells the broker what holds. */
  tell(): Promise<void>;
  close(): void;
}

const KEPT = 'queue.availability';
const HANDS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
/** Other pages of this browser hear of a hand so often at most. */
const HAND_EVERY_MS = 30_000;

export function openPresence(): Presence {
  const kept = availability.safeParse(readKept(KEPT, 'sessionStorage'));
  const chosen = signal<Availability>(kept.success ? kept.data : 'available');
  const isIdle = signal(false);
  const now = computed<Availability>(() => (isIdle.value ? 'away' : chosen.value));
  const tell = async (): Promise<void> => {
    await put('/api/me/availability', { availability: now.peek() }, nothing);
  };
  const setIdle = (is: boolean) => {
    isIdle.value = is;
    void tell();
  };
  const timer = awayTimer({ clock: browser, onAway: () => setIdle(true), onBack: () => setIdle(false) });
  const hands = new BroadcastChannel('permesso.hand');
  hands.onmessage = () => timer.hand();
  let toldAt = 0;
  const onHand = () => {
    timer.hand();
    if (browser.now() - toldAt < HAND_EVERY_MS) return;
    toldAt = browser.now();
    hands.postMessage(null);
  };
  for (const hand of HANDS) window.addEventListener(hand, onHand, { passive: true, capture: true });

  return {
    now,
    isIdle,
    choose: (availability) => {
      chosen.value = availability;
      keep(KEPT, availability, 'sessionStorage');
      void tell();
    },
    tell,
    close: () => {
      for (const hand of HANDS) window.removeEventListener(hand, onHand, { capture: true });
      hands.close();
      timer.close();
    },
  };
}
