// A foreign text as the lines of a preview: whole, in its order, broken where a line is full, and with a mark wherever a character
// cannot be seen or would move others (CVE-2021-42574). Pure; it knows no font.

/** A piece of a line. Marks are ours, not the text's. */
export interface Run {
  readonly text: string;
  readonly isMark: boolean;
}
export type PreviewLine = readonly Run[];

// What has no shape of its own, turns the direction, or only looks like a space. Besides: an empty Braille cell, the place of an
// object, a note without a head, blank hieroglyphs, and the filler of the Khitan script, which are letters by name only.
const UNSEEN =
  /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\uFFFC\u{1D159}\u{13441}\u{13442}\u{16FE4}]|(?![ \u3000])\p{Zs}/u;
/** Gaps that everybody takes for what they are. */
const SPACES: ReadonlySet<string> = new Set([' ', '\u3000']);
const COMBINING = /\p{M}/u;
/** More of them on one letter would climb over other lines. */
const MOST_COMBINING = 2;
const TAB = '→   ';
const GOES_ON = '↳ ';

/** As Unicode abbreviates them. */
const NAMES: Readonly<Record<number, string>> = {
  160: 'NBSP',
  173: 'SHY',
  1564: 'ALM',
  8203: 'ZWSP',
  8204: 'ZWNJ',
  8205: 'ZWJ',
  8206: 'LRM',
  8207: 'RLM',
  8234: 'LRE',
  8235: 'RLE',
  8236: 'PDF',
  8237: 'LRO',
  8238: 'RLO',
  8239: 'NNBSP',
  8288: 'WJ',
  8294: 'LRI',
  8295: 'RLI',
  8296: 'FSI',
  8297: 'PDI',
  65279: 'BOM',
};

/**
 * The lines of a text.
 * @param width room for one line
 * @param widthOf how wide a letter is, or a mark, and 0 where nothing of it is painted; asked once for each
 */
export function linesOf(text: string, width: number, widthOf: (piece: string) => number): PreviewLine[] {
  const known = new Map<string, number>();
  const measured = (piece: string): number => {
    const before = known.get(piece);
    if (before !== undefined) return before;
    const now = widthOf(piece);
    known.set(piece, now);
    return now;
  };
  return text.split('\n').flatMap((line) => broken(line, width, measured));
}

/** Whether something stands in these lines that is not in the text. */
export const hasMarks = (lines: readonly PreviewLine[]): boolean =>
  lines.some((runs) => runs.some(({ text, isMark }) => isMark && text !== GOES_ON));

function broken(text: string, width: number, widthOf: (piece: string) => number): PreviewLine[] {
  const lines: Run[][] = [];
  let line: Run[] = [];
  let filled = 0;
  const add = (piece: string, isMark: boolean) => {
    const last = line.at(-1);
    if (last?.isMark === isMark) line[line.length - 1] = { text: last.text + piece, isMark };
    else line.push({ text: piece, isMark });
    filled += widthOf(piece);
  };
  for (const { piece, isMark } of [...piecesOf(text)].flatMap((each) => painted(each, widthOf))) {
    if (filled + widthOf(piece) > width && filled > 0) {
      lines.push(line);
      line = [];
      filled = 0;
      add(GOES_ON, true);
    }
    add(piece, isMark);
  }
  return [...lines, line];
}

interface Piece {
  readonly piece: string;
  readonly isMark: boolean;
}

/** A letter that this computer's font paints nothing of, whatever Unicode says of it, is named as well. */
function painted(each: Piece, widthOf: (piece: string) => number): Piece[] {
  if (each.isMark || SPACES.has(each.piece) || widthOf(each.piece) > 0) return [each];
  return [...each.piece].map((point) => ({ piece: numbered(point), isMark: true }));
}

/** Letters with what combines with them, which must not be parted. */
function* piecesOf(text: string): Generator<Piece> {
  let letter = '';
  let combined = 0;
  for (const point of text) {
    const mark = markFor(point);
    if (mark === null && COMBINING.test(point) && letter !== '' && combined < MOST_COMBINING) {
      letter += point;
      combined += 1;
      continue;
    }
    if (letter !== '') yield { piece: letter, isMark: false };
    letter = '';
    combined = 0;
    if (mark !== null) yield { piece: mark, isMark: true };
    else if (COMBINING.test(point)) yield { piece: numbered(point), isMark: true };
    else letter = point;
  }
  if (letter !== '') yield { piece: letter, isMark: false };
}

function markFor(point: string): string | null {
  if (point === '\t') return TAB;
  if (point === '\n' || !UNSEEN.test(point)) return null;
  const name = NAMES[point.codePointAt(0) ?? 0];
  return name === undefined ? numbered(point) : `‹${name}›`;
}

const numbered = (point: string): string =>
  `‹U+${(point.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`;
