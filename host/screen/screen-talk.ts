// What host and technician say beside the picture, while one permission to see lives: each new lane is told all of it again.
// It knows neither ladder nor marks; what makes no sense is counted, and ends the permission where it goes on.
import { effect, type ReadonlySignal, untracked } from '@preact/signals-core';
import type { Clock } from '../../link/deps.ts';
import type { Lane } from '../../link/lane.ts';
import { openTalkGuard } from '../../link/talk-guard.ts';
import type { Pointing } from '../../shared/channel/pointing.ts';
import {
  type QualityWish,
  readScreenAsked,
  type ScreenInfo,
  type ScreenTold,
} from '../../shared/channel/screen.ts';
import type { CaptureSize } from './capture.ts';

export interface ScreenTalkOptions {
  /** The screen lane while it is up. */
  readonly lane: ReadonlySignal<Lane | null>;
  readonly clock: Pick<Clock, 'now'>;
  /** The monitors of this moment, and the one that is shown. */
  screens(): { readonly screens: readonly ScreenInfo[]; readonly shown: number };
  /** What is taken now; null before the first frame. */
  size(): CaptureSize | null;
  wished(wish: QualityWish): void;
  pointed(said: Pointing): void;
  /** Whoever pointed is away, or may be another one. */
  forget(): void;
  /** Five messages in a row without sense, a hundred in all, or far too many at once: no honest page. */
  nonsense(dropped: Nonsense): void;
}

/** What was not followed: messages without sense, and those beyond what is heard at once. */
export interface Nonsense {
  readonly malformed: number;
  readonly rate: number;
}

export interface ScreenTalk {
  /** The picture is taken in another size, or at another pace. */
  tellSize(): void;
  /** A monitor came or went; the one that is shown is as it was. */
  tellScreens(): void;
  close(): void;
}

export function openScreenTalk(options: ScreenTalkOptions): ScreenTalk {
  const { lane, screens, size, wished, pointed, forget, nonsense } = options;
  // Of the whole permission: a new lane brings no new patience.
  const guard = openTalkGuard(options.clock);
  let malformed = 0;
  const say = (message: ScreenTold) => void lane.peek()?.send(JSON.stringify(message));
  const tellSize = () => {
    const now = size();
    if (now) say({ k: 'rung', ...now });
  };
  const tellScreens = () => {
    const { screens: all, shown } = screens();
    say({ k: 'screens', screens: [...all], shown });
  };
  const hear = (raw: string | Uint8Array) => {
    const message = typeof raw === 'string' ? readScreenAsked(raw) : null;
    if (!message) malformed += 1;
    const shut = guard.count(message !== null);
    if (shut) return nonsense({ malformed, rate: shut === 'flood' ? 1 : 0 });
    if (!message) return;
    if (message.k === 'ping') say({ k: 'pong', n: message.n });
    else if (message.k === 'quality') wished(message.wish);
    else pointed(message);
  };
  let deafen = () => {};
  const stop = effect(() => {
    const now = lane.value;
    untracked(() => {
      deafen();
      forget();
      deafen = now ? now.on({ data: hear }) : () => {};
      tellScreens();
      tellSize();
    });
  });
  return {
    tellSize,
    tellScreens,
    close() {
      stop();
      deafen();
    },
  };
}
