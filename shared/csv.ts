// Tables as RFC 4180 text that spreadsheets take for text and never for formulas. It knows no columns; the exports do.

/** Tells spreadsheets that UTF-8 follows. */
export const CSV_START = '\ufeff';

// What a spreadsheet takes for the beginning of a formula, also in the full-width letters of East Asian keyboards. Where
// commas divide decimals, `;` begins a new cell whatever the quotes say: a technician could hide one inside a reason.
const FORMULA = /(^|[;\t\r\n])(?=["' ]*[=+\-@\t\r＝＋－＠])/g;

/** One cell, always in quotes. An apostrophe stands before whatever a spreadsheet would calculate. */
export function csvCell(value: string | number | null): string {
  if (typeof value === 'number') return `"${value}"`;
  return `"${(value ?? '').replace(FORMULA, "$1'").replaceAll('"', '""')}"`;
}

/** One line with its end. */
export const csvLine = (cells: ReadonlyArray<string | number | null>): string =>
  `${cells.map(csvCell).join(',')}\r\n`;

/** A moment as 2026-11-22T09:41:07.123Z, the same for every reader. */
export const isoTime = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());
