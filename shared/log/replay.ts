// Whether what a session recorded can have happened that way: its events are folded again with the very function that the
// broker and the pages use. It trusts neither the broker's clock nor its rules; signatures over statements are not read here.
import type { SessionEvent } from '../session/events.ts';
import { apply, liveGrant, NEW, type SessionState } from '../session/state.ts';
import { type Finding, remark, tampered } from './finding.ts';

/** A session's event with its place in the log. */
export interface Recorded {
  readonly index: number;
  readonly event: SessionEvent;
  /** The leaf commits to a detail, whether or not that still exists. */
  readonly hasDetail: boolean;
}

/** How far the broker's clock may be set back, and how late it may write down that a permission is over. */
const CLOCK_SLACK_MS = 120_000;

/**
 * Replays one session. @param events all of it, in the order of the log, with details where they still exist
 * @returns the first thing that cannot have happened, since nothing after it can be judged; and what is worth knowing
 */
export function replaySession(events: readonly Recorded[]): Finding[] {
  let state: SessionState = NEW;
  let latest = 0;
  for (const { index, event } of events) {
    const next = after(state, event, latest);
    if (typeof next === 'string')
      return [tampered(`entry ${index}`, `(${event.type} of session ${event.sid}) ${next}`)];
    state = next;
    latest = Math.max(latest, event.at);
  }
  if (state.phase === 'ended') return [];
  const sid = events[0]?.event.sid;
  return [remark(`session ${sid}`, 'has no end here: it was going on, or its last entries are left out')];
}

/** The state after one more event, or why that event cannot come next. @param latest the latest time so far */
function after(state: SessionState, event: SessionEvent, latest: number): SessionState | string {
  if (event.seq !== state.seq + 1) return `has number ${event.seq} where ${state.seq + 1} must stand`;
  if (event.at < latest - CLOCK_SLACK_MS) return 'is older than what came before it';
  if (state.phase === 'ended') return 'comes after the end';
  if (state.phase !== 'new' && event.sid !== state.sid) return 'belongs to another session';
  if (event.type === 'scope.started') {
    const grant = liveGrant(state, event.scope, event.at - CLOCK_SLACK_MS);
    if (grant?.gid !== event.gid) return 'started without a permission that was live';
  }
  try {
    return apply(state, event);
  } catch (error) {
    return `cannot follow: ${error instanceof Error ? error.message : error}`;
  }
}
