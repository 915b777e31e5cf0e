// The days that a report is about, by the reader's own clock. Pure.

export const SPANS = [7, 30, 90, 365] as const;
export type SpanDays = (typeof SPANS)[number];

/** The query of a report over the last so many whole days, today among them. @param now a moment of the reader's clock */
export function spanQuery(days: SpanDays, now: Date): string {
  const to = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  const from = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1 - days);
  return new URLSearchParams({
    from: String(Math.max(0, from.getTime())),
    to: String(to.getTime()),
    offset: String(-now.getTimezoneOffset()),
  }).toString();
}
