// The lanes the other end began and we answer, at most one a purpose. Whether a lane may exist is asked of the caller for
// each offer; the newest offer for a purpose replaces the lane before it.
import type { Cancel, Clock } from './deps.ts';
import { UP_WITHIN_MS } from './kept.ts';
import type { Heard, Lane } from './lane.ts';

/** Ids of past lanes that are remembered, so that an old offer cannot bring one back. */
const MOST_RETIRED = 500;
/** New lanes answered for one purpose within this time. */
const BUSY_MS = 10_000;
const MOST_BEGUN = 6;

export interface AnsweredOptions {
  mayAnswer(offer: Heard): boolean;
  answer(offer: Heard): Lane;
  onUp(offer: Heard, lane: Lane): void;
  onDown(offer: Heard): void;
  readonly clock: Clock;
}

export interface Answered {
  /** @returns false when nothing allowed or asked for this signal */
  take(signal: Heard): boolean;
  /** Closes every lane whose reason is gone. */
  review(): void;
  /** Signals may have been lost, and the way itself: lanes that are not up and whole will be begun anew by the other end. */
  dropBroken(): void;
  close(): void;
}

interface Entry {
  readonly offer: Heard;
  readonly lane: Lane;
  isUp: boolean;
  stop: Cancel;
}

export function openAnswered({ mayAnswer, answer, onUp, onDown, clock }: AnsweredOptions): Answered {
  const entries = new Map<string, Entry>();
  const retired = new Set<string>();
  /** When lanes of each purpose were last begun. */
  const begun = new Map<string, readonly number[]>();
  const purpose = ({ kind, ref }: Heard) => `${kind} ${ref ?? ''}`;

  const remove = (entry: Entry) => {
    const key = purpose(entry.offer);
    if (entries.get(key) !== entry) return;
    entries.delete(key);
    entry.stop();
    entry.lane.close();
    if (entry.isUp) onDown(entry.offer);
  };
  const retire = (id: string) => {
    retired.add(id);
    const [oldest] = retired;
    if (retired.size > MOST_RETIRED && oldest !== undefined) retired.delete(oldest);
  };
  /** An end that offers without pause would use up the answering end's own message budget. */
  const mayBegin = (key: string): boolean => {
    const since = clock.now() - BUSY_MS;
    const recent = (begun.get(key) ?? []).filter((at) => at > since);
    if (recent.length >= MOST_BEGUN) return false;
    begun.set(key, [...recent, clock.now()]);
    return true;
  };
  const begin = (offer: Heard) => {
    const before = entries.get(purpose(offer));
    if (before) remove(before);
    retire(offer.lane);
    const lane = answer(offer);
    const entry: Entry = { offer, lane, isUp: false, stop: () => {} };
    entries.set(purpose(offer), entry);
    entry.stop = clock.after(UP_WITHIN_MS, () => remove(entry));
    lane.on({
      connect() {
        entry.stop();
        entry.isUp = true;
        onUp(offer, lane);
      },
      close: () => remove(entry),
    });
    lane.signal(offer.data);
  };

  return {
    take(signal) {
      const entry = entries.get(purpose(signal));
      if (entry && entry.offer.lane === signal.lane) {
        entry.lane.signal(signal.data);
        return true;
      }
      if (signal.data.type !== 'offer' || retired.has(signal.lane) || !mayAnswer(signal)) return false;
      if (!mayBegin(purpose(signal))) return false;
      begin(signal);
      return true;
    },
    review() {
      for (const entry of [...entries.values()]) if (!mayAnswer(entry.offer)) remove(entry);
    },
    dropBroken() {
      for (const entry of [...entries.values()]) if (!entry.isUp || !entry.lane.isWhole()) remove(entry);
    },
    close() {
      for (const entry of [...entries.values()]) remove(entry);
    },
  };
}
