// Tables that spreadsheets open: RFC 4180, and never a formula out of somebody's words.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvLine, isoTime } from '../../shared/csv.ts';

/** What a reader of RFC 4180 gets back from one line. */
function cellsOf(line: string): string[] {
  const body = line.replace(/\r\n$/, '');
  return [...body.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell = '']) => cell.replaceAll('""', '"'));
}

describe('a cell', () => {
  it('keeps commas, quotes and line ends inside itself', () => {
    expect(csvCell('a,"b"\r\nc')).toBe('"a,""b""\r\nc"');
    expect(csvLine(['a', 7, null])).toBe('"a","7",""\r\n');
  });

  for (const start of ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
    it(`that begins with ${JSON.stringify(start)} is text and not a formula`, () => {
      expect(csvCell(`${start}1+1`).startsWith(`"'${start}`)).toBe(true);
    });

  it('is no formula behind spaces and quotes either', () => {
    expect(csvCell(' =1')).toBe('"\' =1"');
    expect(csvCell('"=1')).toBe('"\'""=1"');
  });

  it('cannot begin a second cell where semicolons divide', () => {
    expect(csvCell('printer;=HYPERLINK("https://evil.example")')).toContain(";'=HYPERLINK");
    expect(csvCell('printer\n=1+1')).toContain("\n'=1+1");
  });

  it('leaves other words and numbers as they are', () => {
    for (const text of ['Maria Rossi', 'a-b', '2026-11-22T09:41:07.123Z', 'a = b', "l'errore"])
      expect(csvCell(text)).toBe(`"${text}"`);
    expect(csvCell(-5)).toBe('"-5"');
  });
});

describe('any line', () => {
  it('reads back cell by cell, with apostrophes added and nothing else changed', () => {
    const seed = Date.now();
    console.info(`csv: seed ${seed}, 500 lines`);
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', ';', '=', '-', '\r', '\n', "'", ' ', '＝'),
    });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (cells) => {
        const read = cellsOf(csvLine(cells));
        expect(read.map((text) => text.replaceAll("'", ''))).toEqual(
          cells.map((text) => text.replaceAll("'", '')),
        );
        expect(read.some((text) => /(?:^|;)[=+\-@＝]/.test(text))).toBe(false);
      }),
      { seed, numRuns: 500 },
    );
  });
});

describe('a time', () => {
  it('is the same for every reader, and empty where there is none', () => {
    expect(isoTime(Date.UTC(2026, 10, 22, 9, 41, 7, 123))).toBe('2026-11-22T09:41:07.123Z');
    expect(isoTime(null)).toBe('');
  });
});
