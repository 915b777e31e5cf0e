// What the customer said of how this began, in two coarse answers, and what follows: after a risky one only seeing can be allowed,
// for the whole session (security-rules.md 47). It can only narrow; there is no way to take it back.
import * as z from 'zod/mini';
import type { Scope } from './scopes.ts';

/** Who made the first step. `message`: a pop-up, a mail or a text told the customer to call. */
export const contact = z.enum(['customer', 'caller', 'message']);
/** `bait`: a bank, a refund, the police, Microsoft or crypto was mentioned. Which one is nobody's business. */
export const topic = z.enum(['other', 'bait']);

export interface Answers {
  readonly contact: z.infer<typeof contact>;
  readonly topic: z.infer<typeof topic>;
}

/** How nearly every fraud by remote help begins: CISA AA23-025A, and what Italian banks and police warn of. */
export const isRisky = (answers: Answers | null): boolean =>
  answers !== null && (answers.contact !== 'customer' || answers.topic === 'bait');

/** Whether this may still be asked for and allowed. Judged at every end. */
export const isOpenTo = (answers: Answers | null, scope: Scope): boolean =>
  scope === 'view' || !isRisky(answers);

/** Both answers at their worst: a second pair never makes the first one milder. */
export const atWorst = (before: Answers | null, now: Answers): Answers => ({
  contact: before && before.contact !== 'customer' ? before.contact : now.contact,
  topic: before?.topic === 'bait' ? 'bait' : now.topic,
});
