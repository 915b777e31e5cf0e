// Whether this technician could take a request now: what they chose, busy by itself with as many sessions as they can hold, and away by
// itself when no hand touches any of this browser's pages of the desk. The broker keeps it in memory only, so it is told anew whenever the queue's line opens.
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
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
  /** Busy because of their sessions, not because they said so. */
  readonly isFull: ReadonlySignal<boolean>;
  /** Sessions from which on they are busy. */
  readonly most: ReadonlySignal<number>;
  setMost(sessions: number): void;
  /** So many sessions go on. */
  holds(sessions: number): void;
  choose(availability: Availability): void;
  /** Tells the broker what holds. */
  tell(): Promise<void>;
  close(): void;
}

const KEPT = 'queue.availability';
const MOST = 'queue.most';
const USUAL_MOST = 3;
/** What may be chosen: from one session on, up to as many as nobody holds at once. */
export const MOST_SESSIONS = [1, 2, 3, 4, 5, 8, 99] as const;

function readMost(): number {
  const kept = Number(readKept(MOST));
  return MOST_SESSIONS.find((each) => each === kept) ?? USUAL_MOST;
}

const HANDS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
/** Other pages of this browser hear of a hand so often at most. */
const HAND_EVERY_MS = 30_000;

export function openPresence(): Presence {
  const kept = availability.safeParse(readKept(KEPT, 'sessionStorage'));
  const chosen = signal<Availability>(kept.success ? kept.data : 'available');
  const isIdle = signal(false);
  const most = signal(readMost());
  const live = signal(0);
  const isFull = computed(() => chosen.value === 'available' && live.value >= most.value);
  const now = computed<Availability>(() => (isIdle.value ? 'away' : isFull.value ? 'busy' : chosen.value));
  const tell = async (): Promise<void> => {
    await put('/api/me/availability', { availability: now.peek() }, nothing);
  };
  const setIdle = (is: boolean) => {
    isIdle.value = is;
  };
  // The line of the queue tells the first time.
  let told = now.peek();
  const untell = effect(() => {
    if (now.value === told) return;
    told = now.value;
    void tell();
  });
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
    isFull,
    most,
    setMost: (sessions) => {
      most.value = sessions;
      keep(MOST, String(sessions));
    },
    holds: (sessions) => {
      live.value = sessions;
    },
    choose: (availability) => {
      chosen.value = availability;
      keep(KEPT, availability, 'sessionStorage');
    },
    tell,
    close: () => {
      for (const hand of HANDS) window.removeEventListener(hand, onHand, { capture: true });
      untell();
      hands.close();
      timer.close();
    },
  };
}
