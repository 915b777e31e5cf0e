// Reports over HTTP: the customer's way in, and the admins' list.
import * as z from 'zod/mini';
import { MOST_JWS } from '../consent/limits.ts';
import { count, id, instant, text } from '../field.ts';
import { reportDecision, reportReason } from '../people/reporting.ts';
import { person, receiptOf } from './http.ts';

export const MOST_WORDS = 2_000;

/** POST /api/report: by whoever holds the value that the code earned, until thirty days after the end. Ends the session. */
export const newReport = z.extend(receiptOf, {
  /** While the session goes on: a `resume` statement over a fresh challenge. */
  proof: z.optional(text(MOST_JWS, 1)),
  reasons: z.array(reportReason).check(z.minLength(1), z.maxLength(reportReason.options.length)),
  /** Empty where the customer wrote nothing. */
  words: text(MOST_WORDS),
});
export type NewReport = z.infer<typeof newReport>;

/** GET /api/reports: those of the desk, the newest first. */
export const reportRow = z.strictObject({
  report: id,
  sid: id,
  at: instant,
  technician: person,
  reasons: z.array(reportReason),
  isRisky: z.boolean(),
  /** Null where the customer wrote nothing, or it has been erased. */
  words: z.nullable(text(MOST_WORDS)),
  decision: z.nullable(z.strictObject({ what: reportDecision, at: instant, by: text(60) })),
});
export type ReportRow = z.infer<typeof reportRow>;
export const reportRows = z.strictObject({ rows: z.array(reportRow), isCut: z.boolean(), open: count });
export type ReportRows = z.infer<typeof reportRows>;

/** POST /api/reports/:id/decide: about every open report of that person at this desk. */
export const decideReports = z.strictObject({ decision: reportDecision });
