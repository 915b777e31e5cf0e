// What is said on the talk lane, decoded and handed to whoever asked for that kind of message. It outlives the lane
// beneath it, closes one on which the other end has fallen silent, and stops listening to an end that makes no sense.
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals-core';
import { readTalk, type Side, type Talk } from '../shared/channel/talk.ts';
import type { Cancel, Clock } from './deps.ts';
import type { Lane } from './lane.ts';
import { type Cut, openTalkGuard } from './talk-guard.ts';

export type TalkOf<K extends Talk['k']> = Extract<Talk, { k: K }>;

export interface TalkLine {
  readonly isUp: ReadonlySignal<boolean>;
  /** Messages that had no form we know. */
  readonly malformed: ReadonlySignal<number>;
  /** Why this page listens to the other no more, until it is loaded anew; null while all is well. */
  readonly cut: ReadonlySignal<Cut | null>;
  /** @returns false when there is no lane now */
  say(message: Talk): boolean;
  on<K extends Talk['k']>(kind: K, handler: (message: TalkOf<K>) => void): Cancel;
  /** Runs for each new lane, and at once when one is up. */
  onUp(handler: () => void): Cancel;
  close(): void;
}

const BEAT_MS = 5_000;
/** Three beats missed: the other page is gone or frozen, whatever the connection still believes. */
const SILENCE_MS = 15_000;
/** Messages kept for a handler that comes late, as when a page still loads its history. */
const MOST_EARLY = 200;

type Handler = (message: Talk) => void;

/** Of use to somebody who asks for it later. */
const isLasting = ({ k }: Talk): boolean => k !== 'beat' && k !== 'typing' && k !== 'point' && k !== 'point-off';

/** @param other who speaks at the other end */
export function openTalk(lane: ReadonlySignal<Lane | null>, clock: Clock, other: Side): TalkLine {
  const isUp = signal(false);
  const malformed = signal(0);
  const cut = signal<Cut | null>(null);
  const guard = openTalkGuard(clock);
  const handlers = new Map<Talk['k'], Set<Handler>>();
  const upHandlers = new Set<() => void>();
  let early: Talk[] = [];
  let current: Lane | null = null;
  let leave: Cancel = () => {};

  const hear = (raw: string | Uint8Array) => {
    const message = typeof raw === 'string' ? readTalk(raw, other) : null;
    if (!message) malformed.value += 1;
    const why = guard.count(message !== null);
    if (why) return stopHearing(why);
    if (!message) return;
    const listening = handlers.get(message.k);
    if (listening?.size) for (const handler of [...listening]) handler(message);
    else if (isLasting(message) && early.length < MOST_EARLY) early.push(message);
  };
  const stopHearing = (why: Cut) => {
    const heard = current;
    cut.value = why;
    leave();
    heard?.close();
  };
  const say = (message: Talk): boolean => {
    if (!current) return false;
    void current.send(JSON.stringify(message));
    return true;
  };
  const enter = (next: Lane) => {
    if (cut.peek()) {
      // Not closed: the other end would only begin anew, without pause. Unanswered, it tries a few times a minute.
      const stopDropping = next.on({ data() {} });
      leave = () => {
        stopDropping();
        leave = () => {};
      };
      return;
    }
    current = next;
    early = [];
    let stopBeat: Cancel = () => {};
    let stopSilence: Cancel = () => {};
    const beat = () => {
      say({ k: 'beat' });
      stopBeat = clock.after(BEAT_MS, beat);
    };
    const listen = () => {
      stopSilence();
      stopSilence = clock.after(SILENCE_MS, () => next.close());
    };
    beat();
    listen();
    isUp.value = true;
    // Ours first: the answers to them must find their handlers.
    for (const handler of [...upHandlers]) handler();
    let stopData: Cancel = () => {};
    leave = () => {
      stopBeat();
      stopSilence();
      stopData();
      current = null;
      isUp.value = false;
      leave = () => {};
    };
    const undata = next.on({
      data(message) {
        if (current !== next) return;
        listen();
        hear(message);
      },
    });
    // It may be over already: what the lane had kept for us was heard just now.
    if (current === next) stopData = undata;
    else undata();
  };
  const stop = effect(() => {
    const next = lane.value;
    untracked(() => {
      leave();
      if (next) enter(next);
    });
  });

  return {
    isUp,
    malformed,
    cut,
    say,
    on<K extends Talk['k']>(kind: K, handler: (message: TalkOf<K>) => void) {
      const listening = handlers.get(kind) ?? new Set();
      handlers.set(kind, listening);
      // Only messages of this kind are ever handed to this set.
      const added = handler as Handler;
      listening.add(added);
      const kept = early.filter((message) => message.k === kind);
      early = early.filter((message) => message.k !== kind);
      for (const message of kept) added(message);
      return () => listening.delete(added);
    },
    onUp(handler) {
      upHandlers.add(handler);
      if (current) handler();
      return () => upHandlers.delete(handler);
    },
    close() {
      stop();
      leave();
    },
  };
}
