// Who listens to a lane. Messages nobody listens to yet are kept; facts (up, a stream, closed) are told again to
// whoever comes late, so that nobody has to win a race to hear them.
import type { Cancel } from './deps.ts';
import type { CloseReason, LaneHandlers } from './lane.ts';

/** More than any honest end says before we answer: messages, and bytes of them. */
const MOST_EARLY = 500;
const MOST_EARLY_BYTES = 8 * 1024 * 1024;

export interface Listeners extends LaneHandlers {
  on(handlers: Partial<LaneHandlers>): Cancel;
}

export function openListeners(onFlood: () => void): Listeners {
  const all = new Set<Partial<LaneHandlers>>();
  const streams: MediaStream[] = [];
  let early: (string | Uint8Array)[] = [];
  let earlyBytes = 0;
  let isUp = false;
  let closed: CloseReason | null = null;
  const hasReader = () => [...all].some((handlers) => handlers.data);

  return {
    on(handlers) {
      all.add(handlers);
      if (isUp && !closed) handlers.connect?.();
      for (const stream of streams) handlers.stream?.(stream);
      if (handlers.data) {
        const kept = early;
        early = [];
        for (const message of kept) handlers.data(message);
      }
      if (closed) handlers.close?.(closed);
      return () => all.delete(handlers);
    },
    connect() {
      isUp = true;
      for (const handlers of [...all]) handlers.connect?.();
    },
    data(message) {
      if (closed) return;
      if (hasReader()) {
        for (const handlers of [...all]) handlers.data?.(message);
        return;
      }
      early.push(message);
      earlyBytes += message.length;
      if (early.length > MOST_EARLY || earlyBytes > MOST_EARLY_BYTES) onFlood();
    },
    stream(stream) {
      if (closed) return;
      streams.push(stream);
      for (const handlers of [...all]) handlers.stream?.(stream);
    },
    close(reason) {
      closed = reason;
      streams.length = 0;
      for (const handlers of [...all]) handlers.close?.(reason);
    },
  };
}
