// What a window shows, as a list of boxes, words and lines in its own units, with the places that take a press. Pure: it
// knows no font and no screen. A unit is one pixel at scale 1.

export interface Font {
  readonly size: number;
  readonly weight: 400 | 600;
  /** Digits of one width. */
  readonly isMono?: boolean;
}

export type Item =
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      readonly fill: string | null;
      readonly edge: { readonly colour: string; readonly width: number } | null;
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      /** Of the line that letters stand on. */
      readonly y: number;
      readonly text: string;
      readonly font: Font;
      readonly colour: string;
      /** Set on the lines of the text that is consented to: what follows each one in the whole. */
      readonly notice?: '' | ' ';
    }
  | {
      readonly kind: 'icon';
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly path: string;
      readonly colour: string;
    }
  | {
      /** Part of a circle, from the top, clockwise. */
      readonly kind: 'ring';
      readonly x: number;
      readonly y: number;
      readonly radius: number;
      /** 0 to 1. */
      readonly share: number;
      readonly colour: string;
    };

/** A place that takes a press. */
export interface Area<Name extends string = string> {
  readonly name: Name;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Drawing<Name extends string = string> {
  readonly width: number;
  readonly height: number;
  readonly ground: string;
  readonly items: readonly Item[];
  readonly areas: readonly Area<Name>[];
}

/** How wide a text is in a font, in units. */
export type Measure = (text: string, font: Font) => number;

export const areaAt = <Name extends string>({ areas }: Drawing<Name>, x: number, y: number): Name | null =>
  areas.find((area) => x >= area.x && y >= area.y && x < area.x + area.width && y < area.y + area.height)
    ?.name ?? null;

/** One line of a text that was broken, and what stood between it and the next. */
export interface Line {
  readonly text: string;
  readonly glue: '' | ' ';
}

/** Breaks a text at its spaces; a word that is too long for any line is cut. The lines with their glue are the text. */
export function wrap(text: string, width: number, fits: (line: string) => number): Line[] {
  const lines: Line[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push({ text: line, glue: ' ' });
    const pieces = cut(word, width, fits);
    for (const piece of pieces.slice(0, -1)) lines.push({ text: piece, glue: '' });
    line = pieces.at(-1) ?? '';
  }
  return [...lines, { text: line, glue: '' }];
}

function cut(word: string, width: number, fits: (line: string) => number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && fits(piece + letter) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}

/** The text shortened to a width, with an ellipsis where something is missing. */
export function shorten(text: string, width: number, fits: (line: string) => number): string {
  if (fits(text) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && fits(`${letters.join('')}…`) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** The text that was consented to, exactly as its lines stand in the drawing. */
export const noticeIn = ({ items }: Drawing): string =>
  items
    .map((item) => (item.kind === 'text' && item.notice !== undefined ? item.text + item.notice : ''))
    .join('');
