// How much one socket may say. Security-rules.md 29, 31: enough for any honest page, too little to hurt a neighbour.

export const MAX_FRAME = 65_536;
/** Messages a second, and how many may come at once: a lane's candidates arrive in a burst. */
const PER_SECOND = 60;
const BURST = 240;
/** Bytes that may wait for a slow reader. */
export const MAX_WAITING = 1_000_000;
/** A connection that sends this many wrong messages is closed. */
export const MAX_WRONG = 5;
export const HELLO_MS = 5_000;
/** How long the other end has to answer a close before it is cut off. */
export const CLOSE_MS = 2_000;
export const PING_MS = 30_000;
/** Open sockets from one address. */
export const PER_ADDRESS = 64;

/** A token bucket. @returns a function that is true while another message is allowed */
export function bucket(now: () => number = Date.now): () => boolean {
  let tokens = BURST;
  let at = now();
  return () => {
    // A clock that was set back takes nothing away.
    const passed = Math.max(0, now() - at);
    at = now();
    tokens = Math.min(BURST, tokens + (passed * PER_SECOND) / 1000);
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
