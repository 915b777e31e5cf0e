// The column that the host's asking windows are built of, from top to bottom: a head, texts, facts, a sheet of foreign text, and two
// answers of one size, the refusing one first. Pure; it does not know what is asked.
import { type Drawing, type Font, type Item, type Measure, wrap } from './drawing.ts';
import type { PreviewLine } from './preview-text.ts';
import { box, COLOUR, FONT, ICON, LEADING } from './theme.ts';

/** `single` is the tick box that allows a key where the pointer has to be held. */
export type AnswerArea = 'refuse' | 'single' | 'allow';

/** What changes while the window stands. */
export interface AnswerLook {
  readonly hint: string;
  readonly isArmed: boolean;
  readonly needsHold: boolean;
  readonly isTicked: boolean;
  readonly focus: AnswerArea;
  /** Of the waiting time while not armed, or of the hold: 0 to 1. */
  readonly share: number;
}

const WIDTH = 560;
const PAD = 28;
const INNER = WIDTH - 2 * PAD;
const BUTTON = { width: 244, height: 56 };
const SHEET_PAD = 12;
/** Room for a line of foreign text on a sheet, in units. */
export const SHEET_WIDTH = INNER - 2 * SHEET_PAD;
const SHEET_LINE = FONT.mono.size * LEADING;

interface TextLook {
  readonly font: Font;
  readonly isNotice?: true;
  /** Room kept for as many lines, so that nothing moves when the words change. */
  readonly lines?: number;
}

export function openColumn(measure: Measure) {
  const items: Item[] = [];
  const areas: Drawing<AnswerArea>['areas'][number][] = [];
  let y = 0;

  const text = (words: string, { font, isNotice, lines = 1 }: TextLook, left = PAD, width = INNER) => {
    const broken = wrap(words, width, (line) => measure(line, font));
    for (const { text: line, glue } of broken) {
      y += font.size * LEADING;
      const colour = font.size < FONT.body.size ? COLOUR.soft : COLOUR.ink;
      const base = y - font.size * 0.4;
      items.push({
        kind: 'text',
        x: left,
        y: base,
        text: line,
        font,
        colour,
        ...(isNotice ? { notice: glue } : {}),
      });
    }
    y += Math.max(0, lines - broken.length) * font.size * LEADING;
  };

  const head = (who: string, what: string, icon: string) => {
    const at = items.length;
    y = 16;
    text(who, { font: FONT.strong }, PAD + 52, INNER - 52);
    text(what, { font: FONT.title }, PAD + 52, INNER - 52);
    y += 14;
    items.splice(
      at,
      0,
      box({ x: 0, y: 0, width: WIDTH, height: y }, { fill: COLOUR.askWash }),
      box({ x: 0, y: 0, width: WIDTH, height: 5 }, { fill: COLOUR.ask }),
      { kind: 'icon', x: PAD, y: y / 2 - 15, size: 34, path: icon, colour: COLOUR.askInk },
    );
    y += 16;
  };

  const fact = (icon: string, words: string) => {
    items.push({ kind: 'icon', x: PAD, y: y + 3, size: 20, path: icon, colour: COLOUR.soft });
    text(words, { font: FONT.body }, PAD + 30, INNER - 30);
    y += 2;
  };

  const quote = (label: string, words: string) => {
    y += 10;
    text(label, { font: FONT.smallStrong });
    y += 4;
    const top = y;
    const at = items.length;
    y += 8;
    text(`“${words}”`, { font: FONT.body }, PAD + 16, INNER - 32);
    y += 8;
    const frame = { x: PAD, y: top, width: INNER, height: y - top };
    items.splice(at, 0, box(frame, { fill: COLOUR.sunk, edge: COLOUR.line, radius: 6 }));
    y += 4;
  };

  /** Foreign text, line by line, in a box that keeps room for `rows` of them. */
  const sheet = (lines: readonly PreviewLine[], rows: number) => {
    const frame = { x: PAD, y, width: INNER, height: rows * SHEET_LINE + 2 * SHEET_PAD };
    items.push(box(frame, { fill: COLOUR.sunk, edge: COLOUR.edge, radius: 6 }));
    lines.forEach((runs, at) => {
      let x = PAD + SHEET_PAD;
      const base = y + SHEET_PAD + (at + 1) * SHEET_LINE - FONT.mono.size * 0.4;
      for (const { text: words, isMark } of runs) {
        const colour = isMark ? COLOUR.stop : COLOUR.ink;
        items.push({ kind: 'text', x, y: base, text: words, font: FONT.mono, colour });
        x += measure(words, FONT.mono);
      }
    });
    y += frame.height;
  };

  const tick = (words: string, look: AnswerLook) => {
    y += 6;
    const top = y;
    y += 6;
    const square = { x: PAD, y: y + 2, width: 20, height: 20 };
    items.push(box(square, { fill: COLOUR.paper, edge: COLOUR.edge, edgeWidth: 2, radius: 3 }));
    if (look.isTicked)
      items.push({
        kind: 'icon',
        x: square.x + 1,
        y: square.y + 1,
        size: 18,
        path: ICON.check,
        colour: COLOUR.teal,
      });
    text(words, { font: FONT.small }, PAD + 32, INNER - 32);
    y += 8;
    const area = { x: PAD - 8, y: top, width: INNER + 16, height: y - top };
    if (look.focus === 'single') items.push(box(area, { edge: COLOUR.ink, edgeWidth: 2, radius: 6 }));
    areas.push({ name: 'single', ...area });
  };

  const answers = (labels: { refuse: string; allow: string }, look: AnswerLook) => {
    y += 12;
    const refuse = { x: PAD, y, ...BUTTON };
    const allow = { x: WIDTH - PAD - BUTTON.width, y, ...BUTTON };
    button(refuse, labels.refuse, { isFocused: look.focus === 'refuse', isReady: true });
    button(allow, labels.allow, { isFocused: look.focus === 'allow', isReady: look.isArmed });
    const ring = { kind: 'ring', x: allow.x + 30, y: allow.y + BUTTON.height / 2, radius: 9 } as const;
    items.push({ ...ring, share: 1, colour: COLOUR.line });
    items.push({ ...ring, share: look.share, colour: look.isArmed ? COLOUR.stop : COLOUR.teal });
    areas.push({ name: 'refuse', ...refuse }, { name: 'allow', ...allow });
    y += BUTTON.height + 12;
  };

  const button = (
    at: { x: number; y: number; width: number; height: number },
    label: string,
    { isFocused, isReady }: { isFocused: boolean; isReady: boolean },
  ) => {
    const outer = { x: at.x - 5, y: at.y - 5, width: at.width + 10, height: at.height + 10 };
    if (isFocused) items.push(box(outer, { edge: COLOUR.ink, edgeWidth: 2, radius: 11 }));
    const edge = isReady ? COLOUR.teal : COLOUR.edge;
    items.push(box(at, { fill: isReady ? COLOUR.tealWash : COLOUR.ground, edge, edgeWidth: 2, radius: 8 }));
    const x = at.x + (at.width - measure(label, FONT.strong)) / 2;
    const colour = isReady ? COLOUR.ink : COLOUR.soft;
    items.push({ kind: 'text', x, y: at.y + at.height / 2 + 6, text: label, font: FONT.strong, colour });
  };

  return {
    head,
    text: (words: string, look: TextLook) => text(words, look),
    gap(pixels: number) {
      y += pixels;
    },
    fact,
    quote,
    sheet,
    tick,
    answers,
    drawing: (): Drawing<AnswerArea> => ({
      width: WIDTH,
      height: Math.ceil(y + 20),
      ground: COLOUR.paper,
      items,
      areas,
    }),
  };
}
