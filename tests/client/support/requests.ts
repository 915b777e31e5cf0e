// Rows of a queue as a broker would tell them: number 1 is the oldest, one a minute.
import type { RequestRow } from '../../../shared/protocol/requests.ts';

const START = Date.UTC(2026, 0, 15, 9, 0, 0);

export const rowAt = (number: number, part: Partial<RequestRow> = {}): RequestRow => ({
  id: String(number).padStart(22, '0'),
  number,
  state: 'new',
  name: `Customer ${number}`,
  title: `Problem ${number}`,
  desk: { name: 'Conti Informatica', slug: 'conti-informatica' },
  assignee: null,
  openedAt: START + number * 60_000,
  changedAt: START + number * 60_000,
  outcome: null,
  unread: 0,
  answerBy: null,
  ...part,
});

/** So many, the newest first. */
export const rowsFor = (count: number): RequestRow[] =>
  Array.from({ length: count }, (_, index) => rowAt(count - index));
