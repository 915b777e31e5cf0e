// The window in which the customer types the ten digits of the pairing, as a drawing. Pure.
import { CODE_LENGTH } from '../../shared/code/code.ts';
import type { Language } from '../../shared/field.ts';
import { type Drawing, type Item, type Measure, wrap } from './drawing.ts';
import { box, COLOUR, FONT, LEADING } from './theme.ts';
import { wordsIn } from './words.ts';

export interface CodeView {
  readonly language: Language;
  readonly digits: string;
  /** What is to be said of them, `null` for nothing yet. */
  readonly note: { readonly text: string; readonly isWrong: boolean } | null;
  readonly isWhole: boolean;
  readonly focus: CodeArea;
}

export type CodeArea = 'field' | 'cancel' | 'connect';

const WIDTH = 580;
const PAD = 28;
const CELL = { width: 38, height: 52 };
/** Read in groups of three, three and four. */
const GAP_AFTER = [3, 6];
const BUTTON = { width: 160, height: 48 };

export function drawCode(view: CodeView, measure: Measure): Drawing<CodeArea> {
  const words = wordsIn(view.language);
  const items: Item[] = [];
  const line = (text: string, y: number, font: typeof FONT.title | typeof FONT.body) =>
    items.push({ kind: 'text', x: PAD, y, text, font, colour: COLOUR.ink });
  line(words.codeTitle, 48, FONT.title);
  line(words.codeHint, 80, FONT.body);

  const field = { x: PAD, y: 104, width: WIDTH - 2 * PAD, height: CELL.height };
  let x = PAD;
  for (let at = 0; at < CODE_LENGTH; at++) {
    if (GAP_AFTER.includes(at)) x += 18;
    const isNext = at === Math.min(view.digits.length, CODE_LENGTH - 1) && view.focus === 'field';
    const edge = view.note?.isWrong ? COLOUR.stop : isNext ? COLOUR.teal : COLOUR.edge;
    items.push(
      box({ x, y: field.y, ...CELL }, { fill: COLOUR.paper, edge, edgeWidth: isNext ? 3 : 2, radius: 6 }),
    );
    const digit = view.digits[at];
    if (digit) {
      const left = x + (CELL.width - measure(digit, FONT.digits)) / 2;
      items.push({
        kind: 'text',
        x: left,
        y: field.y + 37,
        text: digit,
        font: FONT.digits,
        colour: COLOUR.ink,
      });
    }
    x += CELL.width + 6;
  }

  const note = view.note?.text ?? '';
  const colour = view.note?.isWrong ? COLOUR.stop : COLOUR.soft;
  wrap(note, WIDTH - 2 * PAD, (text) => measure(text, FONT.body)).forEach(({ text }, at) => {
    items.push({
      kind: 'text',
      x: PAD,
      y: 188 + at * FONT.body.size * LEADING,
      text,
      font: FONT.body,
      colour,
    });
  });

  const cancel = { x: PAD, y: 232, ...BUTTON };
  const connect = { x: WIDTH - PAD - BUTTON.width, y: 232, ...BUTTON };
  button(cancel, words.cancel, true);
  button(connect, words.connect, view.isWhole);
  const focused = { cancel, connect }[view.focus === 'field' ? 'cancel' : view.focus];
  if (view.focus !== 'field') {
    const outer = {
      x: focused.x - 5,
      y: focused.y - 5,
      width: BUTTON.width + 10,
      height: BUTTON.height + 10,
    };
    items.push(box(outer, { edge: COLOUR.ink, edgeWidth: 2, radius: 11 }));
  }
  return {
    width: WIDTH,
    height: 304,
    ground: COLOUR.ground,
    items,
    areas: [
      { name: 'field', ...field },
      { name: 'cancel', ...cancel },
      { name: 'connect', ...connect },
    ],
  };

  function button(
    at: { x: number; y: number; width: number; height: number },
    label: string,
    isReady: boolean,
  ) {
    const edge = isReady ? COLOUR.teal : COLOUR.edge;
    items.push(box(at, { fill: isReady ? COLOUR.tealWash : COLOUR.ground, edge, edgeWidth: 2, radius: 8 }));
    const left = at.x + (at.width - measure(label, FONT.strong)) / 2;
    const ink = isReady ? COLOUR.ink : COLOUR.soft;
    items.push({
      kind: 'text',
      x: left,
      y: at.y + at.height / 2 + 6,
      text: label,
      font: FONT.strong,
      colour: ink,
    });
  }
}
