// GET /api/reports: how a desk's work went in a span of days, from its requests and its consent log. Every figure says of what it is
// one; lengths are milliseconds, medians and the ninth tenth where one long case would bend a mean.
import * as z from 'zod/mini';
import { count, id, instant, text } from '../field.ts';
import { outcome } from './requests.ts';

export const LONGEST_REPORT_MS = 367 * 24 * 3_600_000;

const span = {
  from: z.coerce.number().check(z.int(), z.minimum(0)),
  to: z.coerce.number().check(z.int(), z.maximum(8.64e15)),
  /** Where a day begins, in minutes east of UTC. */
  offset: z.coerce.number().check(z.int(), z.minimum(-840), z.maximum(840)),
};
const isSpan = ({ from, to }: { from: number; to: number }) => from < to && to - from <= LONGEST_REPORT_MS;

export const reportQuery = z.strictObject(span).check(z.refine(isSpan));
/** GET /api/reports/export */
export const reportExportQuery = z
  .strictObject({ ...span, format: z.enum(['csv', 'json']) })
  .check(z.refine(isSpan));
export type ReportQuery = z.infer<typeof reportQuery>;

/** Of so many cases; null where there was none. */
const spread = z.strictObject({ cases: count, median: z.nullable(count), p90: z.nullable(count) });
export type Spread = z.infer<typeof spread>;

export const technicianReport = z.strictObject({
  id,
  name: text(60),
  /** Requests taken, and those of them closed by this technician. */
  taken: count,
  closed: count,
  sessions: count,
  /** Questions to customers, and what came of them; the rest was withdrawn or could not be carried out. */
  asked: count,
  granted: count,
  denied: count,
  unanswered: count,
  /** Permissions that the customer ended before their time, other than by giving a new one. */
  revoked: count,
  /** From the question to the answer. */
  answer: spread,
  ratings: count,
  /** From 1 to 5, in hundredths; null without a rating. */
  ratingMean: z.nullable(count),
});
export type TechnicianReport = z.infer<typeof technicianReport>;

export const report = z.strictObject({
  requests: z.strictObject({
    opened: count,
    closed: count,
    /** Open right now, whenever they were opened. */
    waiting: count,
    /** From opening to the first time that somebody took it. */
    wait: spread,
    /** From then to the end. */
    handling: spread,
    outcomes: z.record(outcome, count),
    /** How many gave 1, 2, 3, 4 and 5. */
    ratings: z.tuple([count, count, count, count, count]),
    days: z.array(z.strictObject({ at: instant, opened: count, closed: count })),
  }),
  sessions: count,
  technicians: z.array(technicianReport),
  /** The last words of customers, newest first. */
  feedback: z.array(
    z.strictObject({
      request: id,
      number: count,
      rating: count,
      words: text(2_000),
      technician: z.nullable(text(60)),
      at: instant,
    }),
  ),
});
export type Report = z.infer<typeof report>;
