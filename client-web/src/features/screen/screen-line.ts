// What the technician's page and the host say to each other beside the picture: which monitors there are, how the picture is taken,
// how long an answer takes, and where the technician points. It knows no page; without a host none of it is there.
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Cancel, Clock } from '../../../../link/deps.ts';
import type { Lane } from '../../../../link/lane.ts';
import { openTalkGuard } from '../../../../link/talk-guard.ts';
import type { Pointing } from '../../../../shared/channel/pointing.ts';
import {
  type QualityWish,
  readScreenTold,
  type ScreenAsked,
  type ScreenTold,
} from '../../../../shared/channel/screen.ts';

type ToldOf<K extends ScreenTold['k']> = Extract<ScreenTold, { k: K }>;

export interface ScreenLine {
  /** A host shows the picture, and can be spoken to. */
  readonly isUp: ReadonlySignal<boolean>;
  /** All monitors there and the one that is shown; null before the host has told. */
  readonly screens: ReadonlySignal<ToldOf<'screens'> | null>;
  readonly size: ReadonlySignal<ToldOf<'rung'> | null>;
  /** From a question to its answer; null before the first. */
  readonly latencyMs: ReadonlySignal<number | null>;
  readonly wish: ReadonlySignal<QualityWish>;
  prefer(wish: QualityWish): void;
  /** @returns false when nobody hears it */
  say(message: Pointing): boolean;
  /** Runs for each new lane, and at once when one is up. */
  onUp(handler: () => void): Cancel;
  close(): void;
}

const PING_MS = 2_000;

/** @param lane the screen lane while it is up and the host's */
export function openScreenLine(lane: ReadonlySignal<Lane | null>, clock: Clock): ScreenLine {
  const screens = signal<ToldOf<'screens'> | null>(null);
  const size = signal<ToldOf<'rung'> | null>(null);
  const latencyMs = signal<number | null>(null);
  const wish = signal<QualityWish>('auto');
  const current = signal<Lane | null>(null);
  const upHandlers = new Set<() => void>();

  const send = (message: ScreenAsked): boolean => {
    const to = current.peek();
    if (!to) return false;
    void to.send(JSON.stringify(message));
    return true;
  };
  /** Hears one lane to its end. @returns how to stop */
  const enter = (to: Lane): Cancel => {
    const guard = openTalkGuard(clock);
    let n = 0;
    let sentAt: number | null = null;
    let stopPinging: Cancel = () => {};
    const since = (then: number) => Math.max(0, clock.now() - then);
    const ping = () => {
      stopPinging = clock.after(PING_MS, ping);
      // One that is not answered is waited for, and its waiting counts.
      if (sentAt !== null) {
        latencyMs.value = since(sentAt);
        return;
      }
      n += 1;
      sentAt = clock.now();
      send({ k: 'ping', n });
    };
    const take = (message: ScreenTold) => {
      if (message.k === 'screens') screens.value = message;
      else if (message.k === 'rung') size.value = message;
      else if (message.n === n && sentAt !== null) {
        latencyMs.value = since(sentAt);
        sentAt = null;
      }
    };
    current.value = to;
    if (wish.peek() !== 'auto') send({ k: 'quality', wish: wish.peek() });
    for (const handler of [...upHandlers]) handler();
    ping();
    const deafen = to.on({
      data(raw) {
        if (current.peek() !== to) return;
        const message = typeof raw === 'string' ? readScreenTold(raw) : null;
        // No honest host: what it shows is not to be trusted either.
        if (guard.count(message !== null)) return to.close();
        if (message) take(message);
      },
    });
    return () => {
      deafen();
      stopPinging();
    };
  };
  let leave: Cancel = () => {};
  const stop = effect(() => {
    const next = lane.value;
    untracked(() => {
      leave();
      current.value = null;
      screens.value = null;
      size.value = null;
      latencyMs.value = null;
      leave = next ? enter(next) : () => {};
    });
  });
  return {
    isUp: computed(() => current.value !== null),
    screens,
    size,
    latencyMs,
    wish,
    prefer(next) {
      wish.value = next;
      send({ k: 'quality', wish: next });
    },
    say: send,
    onUp(handler) {
      upHandlers.add(handler);
      if (current.peek()) handler();
      return () => upHandlers.delete(handler);
    },
    close() {
      stop();
      leave();
      current.value = null;
    },
  };
}

/** How long the customer's computer takes to answer, in a word for people. */
export type LatencyWord = 'fast' | 'noticeable' | 'slow';
export const latencyWord = (ms: number): LatencyWord =>
  ms <= 150 ? 'fast' : ms <= 400 ? 'noticeable' : 'slow';
