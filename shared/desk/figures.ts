// GET /api/log/figures: a few numbers of the whole desk, read from its log. They name nobody, so reading them is not recorded.
import * as z from 'zod/mini';
import { count } from '../field.ts';
import { laneKind } from '../protocol/lane-kind.ts';

export const figures = z.strictObject({
  /** Sessions that are not over, by phase. */
  sessions: z.strictObject({ waiting: count, meeting: count, open: count }),
  liveGrants: count,
  /** Events that were ever appended, of sessions and of the desk. */
  events: count,
  /** Pictures that reached a technician's page without a permission. It must be zero. */
  strayFrames: count,
  /** Statements that somebody refused, by the side they were said to be of. */
  refusedStatements: z.strictObject({ technician: count, customer: count, broker: count }),
  /** Connections that somebody refused, by kind. */
  refusedLanes: z.record(laneKind, count),
});
export type Figures = z.infer<typeof figures>;
