// The question as a drawing: who asks for what, the text that is consented to, the reason in a box of its own, and two
// answers of one size, Refuse first. Pure; what the technician wrote stands nowhere but in its box.
import type { Language } from '../../shared/field.ts';
import type { Scope } from '../../shared/session/scopes.ts';
import { SCOPE_ICON } from './banner-view.ts';
import { type AnswerArea, type AnswerLook, openColumn } from './column.ts';
import type { Drawing, Measure } from './drawing.ts';
import { FONT, ICON } from './theme.ts';
import { wordsIn } from './words.ts';

export interface QuestionView {
  readonly language: Language;
  readonly scope: Scope;
  readonly tech: string;
  readonly desk: string;
  /** The catalogue's text with its facts filled in: what is consented to. */
  readonly notice: string;
  /** What would be seen or used, in words: the monitor's name, say. */
  /** Empty where it is about the whole computer. */
  readonly surface: string;
  readonly minutes: number;
  /** What the technician wrote, or nothing. */
  readonly reason: string;
}

export function drawQuestion(view: QuestionView, look: AnswerLook, measure: Measure): Drawing<AnswerArea> {
  const words = wordsIn(view.language);
  const { scope } = view;
  const column = openColumn(measure);
  column.head(words.asks(view.tech, view.desk), words.asksTo[scope], SCOPE_ICON[scope]);
  column.text(view.notice, { font: FONT.body, isNotice: true });
  column.gap(12);
  if (view.surface) column.fact(ICON.computer, view.surface);
  column.fact(ICON.clock, words.minutes(view.minutes));
  if (view.reason) column.quote(words.why(view.tech), view.reason);
  column.gap(8);
  if (look.needsHold) column.tick(words.single, look);
  column.answers({ refuse: words.refuse, allow: words.allow }, look);
  column.text(look.hint, { font: FONT.small, lines: 2 });
  column.gap(4);
  column.text(words.recorded, { font: FONT.small });
  return column.drawing();
}
