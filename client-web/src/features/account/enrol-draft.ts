// What somebody has typed to set up their account, and what is still wrong with it. Draws nothing; the broker checks all
// of it again.
import { isShowable } from '../../../../shared/people/names.ts';
import { isEmail, lengthOf, SHORTEST } from './refusals.ts';

export interface Draft {
  readonly desk: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}
export type Slips = Partial<Record<keyof Draft, true>>;

export const emptyDraft: Draft = { desk: '', name: '', email: '', password: '' };

/** Which fields cannot be sent yet. Desk, name and e-mail count for the first account only. */
export function slipsOf(draft: Draft, isFirst: boolean): Slips {
  const slips: Slips = {};
  if (isFirst && !isShowable(tidy(draft.desk))) slips.desk = true;
  if (isFirst && !isShowable(tidy(draft.name))) slips.name = true;
  if (isFirst && !isEmail(draft.email)) slips.email = true;
  if (lengthOf(draft.password) < SHORTEST) slips.password = true;
  return slips;
}

/** Names as they are kept: no space too many, accents in one piece. */
export const tidy = (name: string): string => name.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
