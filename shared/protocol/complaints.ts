// Complaints over HTTP: the customer's way in, and the admins' list.
import * as z from 'zod/mini';
import { MOST_JWS } from '../consent/limits.ts';
import { count, id, instant, text } from '../field.ts';
import { complaintDecision, complaintReason } from '../people/complaining.ts';
import { person, receiptOf } from './http.ts';

export const MOST_WORDS = 2_000;

/** POST /api/complaint: by whoever holds the value that the code earned, until thirty days after the end. Ends the session. */
export const newComplaint = z.extend(receiptOf, {
  /** While the session goes on: a `resume` statement over a fresh challenge. */
  proof: z.optional(text(MOST_JWS, 1)),
  reasons: z.array(complaintReason).check(z.minLength(1), z.maxLength(complaintReason.options.length)),
  /** Empty where the customer wrote nothing. */
  words: text(MOST_WORDS),
});
export type NewComplaint = z.infer<typeof newComplaint>;

/** GET /api/complaints: those of the desk, the newest first. */
export const complaintRow = z.strictObject({
  complaint: id,
  sid: id,
  at: instant,
  technician: person,
  reasons: z.array(complaintReason),
  isRisky: z.boolean(),
  /** Null where the customer wrote nothing, or it has been erased. */
  words: z.nullable(text(MOST_WORDS)),
  decision: z.nullable(z.strictObject({ what: complaintDecision, at: instant, by: text(60) })),
});
export type ComplaintRow = z.infer<typeof complaintRow>;
export const complaintRows = z.strictObject({ rows: z.array(complaintRow), isCut: z.boolean(), open: count });
export type ComplaintRows = z.infer<typeof complaintRows>;

/** POST /api/complaints/:id/decide: about every open report of that person at this desk. */
export const decideComplaints = z.strictObject({ decision: complaintDecision });
