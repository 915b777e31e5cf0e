// What a customer may report of a session, when that stops an account, and what an admin may decide: security-rules.md 50.
import * as z from 'zod/mini';

/** As customers would say it. */
export const complaintReason = z.enum([
  /** Asked for money, a card, a code of the bank. */
  'money',
  /** Hurried, frightened or threatened. */
  'pressure',
  /** Was not who they said they were. */
  'pretended',
  /** Wanted it kept secret, or the telephone never put down. */
  'secrecy',
  /** Looked at or did what had not been agreed. */
  'beyond',
  'other',
]);
export type ComplaintReason = z.infer<typeof complaintReason>;

export const complaintDecision = z.enum(['cleared', 'closed']);
export type ComplaintDecision = z.infer<typeof complaintDecision>;

/** A report that nobody has decided about yet. */
export interface OpenComplaint {
  /** Whose it is, as far as can be told: two sessions about one request are one customer's. */
  readonly customer: string;
  /** What the customer had answered at the beginning. */
  readonly isRisky: boolean;
}

/** Two that do not come from one customer, or one whose session began as frauds begin. */
export const isEnoughToFreeze = (reports: readonly OpenComplaint[]): boolean =>
  reports.some(({ isRisky }) => isRisky) || new Set(reports.map(({ customer }) => customer)).size >= 2;
