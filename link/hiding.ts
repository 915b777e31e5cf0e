// "Hide my address": while it is on, the lanes of this end go through a relay alone, and the other end hears of no address but the relay's.
// Here stands what that means for what is signalled, and whether it works; who chooses it is a page's affair.
import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { IceServer } from '../shared/protocol/down.ts';
import type { LaneData } from '../shared/protocol/signal.ts';
import type { Clock } from './deps.ts';
import type { Lane } from './lane.ts';

/** A hidden lane that is not up by then is told of; shorter than one try of a lane lasts. */
const SLOW_MS = 8_000;
const RELAYED = / typ relay(?: |$)/i;
const RELATED = / raddr \S+ rport \d+/i;
const OWN_ADDRESS = /^(c=|a=rtcp:\d+ )IN IP[46] \S+$/gm;

/** There is a relay among these. */
export const hasRelay = (servers: readonly IceServer[]): boolean =>
  servers.some(({ urls }) => [urls].flat().some((url) => /^turns?:/i.test(url)));

/**
 * What may be said of a hidden end. Browsers gather nothing but the relay's addresses then; this does not count on it.
 * @returns null for a candidate that is not the relay's. What was behind the relay (`raddr`) is left out of those that are.
 */
export function withoutAddress(data: LaneData): LaneData | null {
  if (data.type === 'candidate') {
    const { candidate } = data.candidate;
    if (!RELAYED.test(candidate)) return null;
    return {
      ...data,
      candidate: { ...data.candidate, candidate: candidate.replace(RELATED, ' raddr 0.0.0.0 rport 0') },
    };
  }
  if (data.type === 'close') return data;
  return { ...data, sdp: data.sdp.replace(OWN_ADDRESS, '$1IN IP4 0.0.0.0') };
}

export interface HiddenLanes {
  /** A hidden lane has been tried for a while and is not up: the relay is out of reach, or leads nowhere. */
  readonly isStuck: ReadonlySignal<boolean>;
  /** Looks after a lane that has just been begun. */
  follow(lane: Pick<Lane, 'on'>): void;
}

export function openHiddenLanes(isHidden: ReadonlySignal<boolean>, clock: Clock): HiddenLanes {
  const isStuck = signal(false);
  return {
    isStuck,
    follow(lane) {
      if (!isHidden.peek()) return;
      const stop = clock.after(SLOW_MS, () => {
        isStuck.value = isHidden.peek();
      });
      lane.on({
        connect() {
          stop();
          isStuck.value = false;
        },
        close: stop,
      });
    },
  };
}
