// Two real lanes joined in this process.
import { type Lane, type LaneOptions, openLane } from '../../../link/lane.ts';
import type { LaneKind } from '../../../shared/protocol/lane-kind.ts';
import type { LaneData } from '../../../shared/protocol/signal.ts';
import { realClock } from './clock.ts';
import { nodeRtc } from './kit.ts';

export interface Pair {
  readonly a: Lane;
  readonly b: Lane;
  /** Both are up. */
  readonly up: Promise<void>;
  readonly signals: LaneData[];
}

/** `a` begins. `alter` may change or take away what goes from a to b. */
export function joined(
  kind: LaneKind,
  alter: (data: LaneData) => LaneData | null = (data) => data,
  more: Partial<LaneOptions> = {},
): Pair {
  const signals: LaneData[] = [];
  const base = { kind, iceServers: [], rtc: nodeRtc, clock: realClock };
  const a: Lane = openLane({
    ...base,
    ...more,
    isInitiator: true,
    signal(data) {
      signals.push(data);
      const altered = alter(data);
      if (altered) queueMicrotask(() => b.signal(altered));
    },
  });
  const b: Lane = openLane({
    ...base,
    isInitiator: false,
    signal: (data) => queueMicrotask(() => a.signal(data)),
  });
  // As the keeper does it: a goodbye on a busy connection can be lost.
  a.on({ close: (reason) => reason !== 'there' && b.signal({ type: 'close' }) });
  b.on({ close: (reason) => reason !== 'there' && a.signal({ type: 'close' }) });
  return { a, b, up: Promise.all([isUp(a), isUp(b)]).then(() => {}), signals };
}

const isUp = (lane: Lane) => new Promise<void>((resolve) => lane.on({ connect: resolve }));

export const closed = (lane: Lane) =>
  new Promise<string>((resolve) => {
    lane.on({ close: resolve });
  });

/** The next messages, in order. */
export function messages(lane: Lane, count: number): Promise<(string | Uint8Array)[]> {
  const heard: (string | Uint8Array)[] = [];
  return new Promise((resolve) => {
    lane.on({
      data(message) {
        heard.push(message);
        if (heard.length === count) resolve(heard);
      },
    });
  });
}
