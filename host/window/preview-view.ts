// The preview as a drawing: who wants what, the text itself in a box of its own, what is below it, and two answers, the refusing one
// first. Pure.
import type { Language } from '../../shared/field.ts';
import { type AnswerArea, type AnswerLook, openColumn } from './column.ts';
import type { Drawing, Measure } from './drawing.ts';
import type { PreviewLine } from './preview-text.ts';
import { FONT, ICON } from './theme.ts';
import { wordsIn } from './words.ts';

/** What happens with the text: it goes onto the clipboard, it leaves the clipboard, or it is facts of this computer. */
export type PreviewKind = 'put' | 'send' | 'facts';

export interface PreviewView {
  readonly language: Language;
  readonly kind: PreviewKind;
  readonly tech: string;
  readonly desk: string;
  /** Whoever wrote it: shown as it is, but for marks. */
  readonly text: string;
}

/** The part of the text that is looked at. */
export interface PreviewPart {
  readonly lines: readonly PreviewLine[];
  /** The first line that is seen. */
  readonly top: number;
  /** Whether some of the lines hold marks. */
  readonly isMarked: boolean;
}

/** Lines that are seen at once. */
export const ROWS = 12;

const ICONS: Readonly<Record<PreviewKind, string>> = {
  put: ICON.clipboard,
  send: ICON.clipboard,
  facts: ICON.computer,
};

export function drawPreview(
  { language, kind, tech, desk }: PreviewView,
  { part, look }: { readonly part: PreviewPart; readonly look: AnswerLook },
  measure: Measure,
): Drawing<AnswerArea> {
  const words = wordsIn(language);
  const { title, note, no, yes } = words.previews[kind];
  const { lines, top, isMarked } = part;
  const column = openColumn(measure);
  column.head(words.asks(tech, desk), title, ICONS[kind]);
  column.text(note, { font: FONT.body });
  column.gap(8);
  column.sheet(lines.slice(top, top + ROWS), Math.min(ROWS, lines.length));
  column.gap(4);
  const below = lines.length - top - ROWS;
  if (lines.length > ROWS) column.text(below > 0 ? words.moreLines(below) : '', { font: FONT.small });
  if (isMarked) column.text(words.marks, { font: FONT.small });
  column.answers({ refuse: no, allow: yes }, look);
  column.text(look.hint, { font: FONT.small, lines: 2 });
  return column.drawing();
}
