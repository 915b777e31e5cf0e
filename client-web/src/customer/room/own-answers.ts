// What this customer answered of how it began, as this page itself keeps it: a broker that hides the answer widens nothing. It only
// ever becomes worse, through reloads too.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import * as z from 'zod/mini';
import type { Storage } from '../../../../link/deps.ts';
import type { Session } from '../../../../link/session.ts';
import {
  type Answers,
  atWorst,
  contact,
  isOpenTo,
  isRisky,
  topic,
} from '../../../../shared/session/caution.ts';
import type { Scope } from '../../../../shared/session/scopes.ts';

export interface OwnAnswers {
  /** Null until something was answered. */
  readonly answers: ReadonlySignal<Answers | null>;
  readonly isRisky: ReadonlySignal<boolean>;
  /** For the one place that signs: what is never allowed in this session, whatever anybody tells. */
  isLocked(scope: Scope): boolean;
  /** Kept here first, then told. */
  give(answers: Answers, session: Pick<Session, 'wish'>): void;
  /** Told once more when this page comes back: the broker may have met somebody else in between. */
  tellAgain(session: Pick<Session, 'wish'>): void;
}

const stored = z.strictObject({ contact, topic });
const nameOf = (sid: string): string => `answers.${sid}`;

export async function openOwnAnswers(sid: string, storage: Storage): Promise<OwnAnswers> {
  const read = stored.safeParse(await storage.get(nameOf(sid)).catch(() => undefined));
  const answers = signal<Answers | null>(read.success ? read.data : null);
  const tell = (session: Pick<Session, 'wish'>) => {
    const known = answers.peek();
    if (known) void session.wish({ type: 'answer', ...known });
  };
  return {
    answers,
    isRisky: computed(() => isRisky(answers.value)),
    isLocked: (scope) => !isOpenTo(answers.peek(), scope),
    give: (said, session) => {
      const worst = atWorst(answers.peek(), said);
      answers.value = worst;
      void storage.set(nameOf(sid), worst).catch(() => {});
      tell(session);
    },
    tellAgain: tell,
  };
}
