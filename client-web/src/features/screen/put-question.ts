// Puts a question to the customer under the technician's signature, or says why not.
import type { Session } from '../../../../link/session.ts';
import type { Speech } from '../../../../link/speech.ts';
import type { StatementOf } from '../../../../shared/consent/statements.ts';
import { isRefusal, refuse } from '../../../../shared/errors.ts';
import { askProblem } from '../../../../shared/session/decide-consent.ts';
import { browser } from '../../link/browser.ts';
import { errors } from '../errors.text.ts';

export type Question = Pick<StatementOf<'ask'>, 'scope' | 'surface' | 'screen' | 'minutes' | 'reason'>;

/** @returns the sentence that says why not, null when it is on its way */
export async function putQuestion(
  session: Session,
  speech: Speech,
  question: Question,
): Promise<(() => string) | null> {
  const state = session.state.peek();
  const wanted = { type: 'ask', askId: browser.newUuid(), ...question } as const;
  // What the broker would refuse is not signed in the first place.
  const problem = state.phase === 'open' ? askProblem(state, wanted, session.now()) : 'NOT_NOW';
  const answer = problem ? refuse(problem) : await speech.say(wanted);
  return isRefusal(answer) ? () => errors()[answer.refused] : null;
}
