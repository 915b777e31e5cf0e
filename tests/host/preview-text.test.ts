// What a preview shows of a text: all of it, in its order, with a mark for what cannot be seen, and nothing outside its box.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../host/problems.ts';
import { type AnswerLook, SHEET_WIDTH } from '../../host/window/column.ts';
import { openPainter } from '../../host/window/paint.ts';
import { hasMarks, linesOf, type PreviewLine } from '../../host/window/preview-text.ts';
import { drawPreview, type PreviewView, ROWS } from '../../host/window/preview-view.ts';
import { FONT } from '../../host/window/theme.ts';
import { wordsIn } from '../../host/window/words.ts';

const SEED = 20_261;
const RUNS = 300;

const painter = openPainter();
if (isProblem(painter)) throw new Error(painter.problem);
const { measure, inkWidth } = painter;
const letters = (piece: string) => [...piece].length;
const hasUnseen = (text: string) => hasMarks(linesOf(text, Number.POSITIVE_INFINITY, letters));
/** Marks in square brackets here, so that a test reads like what is seen. */
const seen = (lines: readonly PreviewLine[]) =>
  lines.map((runs) => runs.map(({ text, isMark }) => (isMark ? `[${text}]` : text)).join(''));

describe('the lines of a preview', () => {
  it('are those of the text, spaces and empty ones too', () => {
    expect(seen(linesOf('  a b\n\nc ', 40, letters))).toEqual(['  a b', '', 'c ']);
  });

  it('go on below where a line is full, with a mark that says so', () => {
    expect(seen(linesOf('abcdefgh', 4, letters))).toEqual(['abcd', '[↳ ]ef', '[↳ ]gh']);
  });

  it('show what turns the direction, takes no room, or only looks like a space', () => {
    const text = 'a\u202eb\u200bc\u2066d\u00a0e\ufefff\tg\u3164h\u2800i\u{e0061}j';
    expect(seen(linesOf(text, 200, letters))).toEqual([
      'a[‹RLO›]b[‹ZWSP›]c[‹LRI›]d[‹NBSP›]e[‹BOM›]f[→   ]g[‹U+3164›]h[‹U+2800›]i[‹U+E0061›]j',
    ]);
    expect(hasUnseen(text)).toBe(true);
    expect(hasUnseen('perché costa 5 €\n漢字　かな')).toBe(false);
  });

  it('name what is a letter by name only, and what this computer paints nothing of', () => {
    const text = 'a\ufffcb\u{1d159}c\u{13441}d\u{16fe4}e';
    expect(seen(linesOf(text, 200, letters))).toEqual(['a[‹U+FFFC›]b[‹U+1D159›]c[‹U+13441›]d[‹U+16FE4›]e']);
    // A font without a picture of Q.
    const blind = (piece: string) => (piece.startsWith('Q') ? 0 : letters(piece));
    const lines = linesOf('aQb Q\u0301', 200, blind);
    expect(seen(lines)).toEqual(['a[‹U+0051›]b [‹U+0051›‹U+0301›]']);
    expect(hasMarks(lines)).toBe(true);
    expect(hasMarks(linesOf('a b', 2, letters))).toBe(false);
  });

  it('know by the painter what is blank', () => {
    for (const blank of [' ', '\u2800', '\u200b', '\u3000', '']) expect(inkWidth(blank, FONT.mono)).toBe(0);
    for (const ink of ['a', '.', '_', '|', '漢', 'e\u0301', '·'])
      expect(inkWidth(ink, FONT.mono)).toBe(measure(ink, FONT.mono));
  });

  it('let letters have two accents, and no tower of them', () => {
    expect(seen(linesOf('e\u0301\u0302\u0303x', 40, letters))).toEqual(['e\u0301\u0302[‹U+0303›]x']);
    expect(seen(linesOf('\u0301x', 40, letters))).toEqual(['[‹U+0301›]x']);
  });

  it('lose nothing and add nothing but marks, whatever the text', () => {
    console.log(`preview lines: seed ${SEED}, ${RUNS} texts`);
    const foreign = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(foreign, (text) => {
        const plain = linesOf(text, 20, letters)
          .flatMap((runs) => runs.filter(({ isMark }) => !isMark).map((run) => run.text))
          .join('');
        const rest = [...text].filter((letter) => plain.includes(letter)).join('');
        const isRest = [...new Set(plain)].every((letter) => !hasUnseen(`a${letter}`));
        // Letters that are marked here and there, an accent too many, say, stand in the text but not among the plain ones.
        return isRest && isWithin(plain, rest);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('take 64 KiB of anything in one go', () => {
    for (const text of [
      'a'.repeat(65_536),
      '\n'.repeat(65_536),
      '漢'.repeat(21_845),
      '\u202e'.repeat(21_845),
    ]) {
      const lines = linesOf(text, SHEET_WIDTH, (piece) => measure(piece, FONT.mono));
      const marks = lines.flat().filter(({ text: piece, isMark }) => isMark && piece !== '↳ ');
      expect(marks.length > 0).toBe(hasUnseen(text));
      expect(lines.length).toBeGreaterThan(300);
    }
  });
});

/** Whether the letters of one text stand in the other in the same order. */
function isWithin(part: string, whole: string): boolean {
  const rest = [...whole];
  return [...part].every((letter) => {
    const at = rest.indexOf(letter);
    rest.splice(0, at + 1);
    return at >= 0;
  });
}

describe('the preview', () => {
  const view: PreviewView = {
    language: 'it',
    kind: 'put',
    tech: 'Maria Rossi',
    desk: 'Conti Informatica',
    text: 'una riga',
  };
  const look: AnswerLook = {
    hint: '',
    isArmed: true,
    needsHold: false,
    isTicked: false,
    focus: 'refuse',
    share: 1,
  };
  const drawn = (text: string, top = 0, change: Partial<PreviewView> = {}) => {
    const lines = linesOf(text, SHEET_WIDTH, (piece) => measure(piece, FONT.mono));
    const part = { lines, top, isMarked: hasUnseen(text) };
    return drawPreview({ ...view, text, ...change }, { part, look }, measure);
  };
  const textsOf = ({ items }: ReturnType<typeof drawn>) =>
    items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));

  it('says who wants what, shows the text, and asks', () => {
    const words = wordsIn('it').previews.put;
    expect(textsOf(drawn('una riga')).join(' ')).toBe(
      `Maria Rossi, Conti Informatica, chiede di ${words.title} ${words.note} una riga ${words.no} ${words.yes} `,
    );
    expect(textsOf(drawn('x', 0, { kind: 'send', language: 'en' }))).toEqual(
      expect.arrayContaining(['HAVE this text from your clipboard', 'Don’t send', 'Send']),
    );
  });

  it('shows twelve lines, says how many are below, and stays of one height while it is scrolled', () => {
    const text = Array.from({ length: 40 }, (_, at) => `line ${at + 1}`).join('\n');
    const [first, last] = [drawn(text), drawn(text, 40 - ROWS)];
    expect(textsOf(first)).toEqual(
      expect.arrayContaining(['line 1', 'line 12', wordsIn('it').moreLines(28)]),
    );
    expect(textsOf(first)).not.toContain('line 13');
    expect(textsOf(last)).toEqual(expect.arrayContaining(['line 29', 'line 40']));
    expect(textsOf(last).join()).not.toContain('altre');
    expect(first.height).toBe(last.height);
    expect(first.areas).toEqual(last.areas);
  });

  it('says what the marks are where there are any', () => {
    expect(textsOf(drawn('a\u202eb'))).toContain(wordsIn('it').marks);
    expect(textsOf(drawn('ab'))).not.toContain(wordsIn('it').marks);
  });

  it('has two answers of one size, the refusing one first, and keeps everything inside', () => {
    const texts = [
      '',
      'W'.repeat(2_000),
      '漢'.repeat(500),
      '\u202e'.repeat(300),
      'שלום '.repeat(100),
      '🙂'.repeat(200),
    ];
    for (const text of texts)
      for (const kind of ['put', 'send', 'facts'] as const)
        for (const language of ['en', 'it'] as const) {
          const drawing = drawn(text, 0, { kind, language, tech: 'W'.repeat(60), desk: 'W'.repeat(60) });
          const [refuse, allow] = drawing.areas;
          expect([refuse?.name, allow?.name]).toEqual(['refuse', 'allow']);
          expect([refuse?.width, refuse?.height]).toEqual([allow?.width, allow?.height]);
          const wide = drawing.items.filter(
            (item) => item.kind === 'text' && item.x + measure(item.text, item.font) > drawing.width,
          );
          expect(wide).toEqual([]);
        }
  });
});
