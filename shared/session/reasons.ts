// Why things end, in the closed words that statements and events share.
import * as z from 'zod/mini';

/** Why a grant ended by the customer's hand or page. `replaced`: a newer grant of the same scope took its place. */
export const revokeReason = z.enum([
  'stop',
  'keys',
  'surface-changed',
  'capture-ended',
  'reload',
  'replaced',
  'ended',
  /** What was allowed once has been done. */
  'done',
  /** The host was taken out of the session. */
  'host-left',
]);
export type RevokeReason = z.infer<typeof revokeReason>;

/** Why an allowed ask came to nothing at the customer's end. */
export const abortReason = z.enum([
  'picker-cancelled',
  'wider-surface',
  'not-possible',
  'not-recorded',
  /** The host has no such monitor, or its monitors changed before the answer. */
  'screen-gone',
  /** The words on the screen were not the published ones, as when something translates the page. */
  'text-altered',
]);
export type AbortReason = z.infer<typeof abortReason>;

/** Why the host is not part of the session any more. `late`: nobody came with the digits in time, or too many tries failed. */
export const hostLeaving = z.enum(['dismissed', 'left', 'late', 'lost']);
export type HostLeaving = z.infer<typeof hostLeaving>;

/** Why two ends did not come to know each other. `left`: the one who had come went away again. */
export const meetingFailure = z.enum(['mismatch', 'timeout', 'left']);
export type MeetingFailure = z.infer<typeof meetingFailure>;
