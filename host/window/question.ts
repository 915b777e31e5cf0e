// The consent question on the screen: the published text with its facts filled in, and what was read of it when it was answered. It
// does not know what an answer opens.
import type { Monitor } from '../screen/monitors.ts';
import { type IsPhysical, openAsking, type Said } from './asking.ts';
import type { WindowDesk } from './desk.ts';
import { noticeIn } from './drawing.ts';
import type { HandRules } from './question-hand.ts';
import { drawQuestion, type QuestionView } from './question-view.ts';
import { wordsIn } from './words.ts';

export interface QuestionWish {
  readonly view: QuestionView;
  /** Where it stands, in the middle. */
  readonly monitor: Monitor;
  readonly rules: HandRules;
}

export interface Answered extends Omit<Said, 'drawn'> {
  /** The text that was drawn, character by character: what the grant's hash is made of. */
  readonly textShown: string;
}

export interface Question {
  /** Resolves once; `null` when it was withdrawn before. */
  readonly answered: Promise<Answered | null>;
  withdraw(): void;
}

export async function openQuestion(
  desk: WindowDesk,
  { view, monitor, rules }: QuestionWish,
  isPhysical: IsPhysical,
): Promise<Question> {
  const { language } = view;
  const { measure } = desk.painter;
  const wish = {
    language,
    title: wordsIn(language).question,
    monitor,
    rules,
    draw: (look: Parameters<typeof drawQuestion>[1]) => drawQuestion(view, look, measure),
  };
  const { answered, withdraw } = await openAsking(desk, wish, isPhysical);
  const told = answered.then((said) => {
    if (!said) return null;
    const { drawn, ...answer } = said;
    return { ...answer, textShown: noticeIn(drawn) };
  });
  return { answered: told, withdraw };
}
