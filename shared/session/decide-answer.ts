// The customer tells how this began. What the answer locks ends in the same breath; a milder answer afterwards changes nothing.
import { type Refusal, refuse } from '../errors.ts';
import { atWorst, isOpenTo } from './caution.ts';
import type { CommandOf } from './commands.ts';
import { endGrant } from './decide-consent.ts';
import type { Draft } from './events.ts';
import type { OpenSession, SessionState } from './state.ts';

export function answer(state: SessionState, said: CommandOf<'answer'>): Draft[] | Refusal {
  if (state.phase !== 'meeting' && state.phase !== 'open') return refuse('NOT_NOW');
  const { contact, topic } = atWorst(state.answers, said);
  if (state.answers?.contact === contact && state.answers.topic === topic) return [];
  const told: Draft = { type: 'customer.answered', contact, topic, detail: null };
  return state.phase === 'open' ? [...locked(state, { contact, topic }), told] : [told];
}

/** What is asked or allowed now and cannot stand after such an answer. */
function locked({ ask, grants }: OpenSession, answers: Parameters<typeof isOpenTo>[0]): Draft[] {
  const isOver = ask !== null && !isOpenTo(answers, ask.scope);
  const withdrawn: Draft[] = isOver
    ? [
        {
          type: 'consent.withdrawn',
          askId: ask.askId,
          scope: ask.scope,
          statement: null,
          detail: null,
        },
      ]
    : [];
  const ended = Object.values(grants).filter(({ scope }) => !isOpenTo(answers, scope));
  return [...withdrawn, ...ended.flatMap((grant) => endGrant(grant, { how: 'revoked', why: 'stop' }))];
}
