// A customer who asks for help at a desk's portal, as its page does it.
import { type NewRequest, requestOpened } from '../../shared/protocol/requests.ts';
import { COMPUTER, type Desk } from './actors.ts';
import type { Tab } from './tab.ts';

export const SLUG = 'conti-informatica';
export const WRITTEN: NewRequest = {
  name: 'Carla Neri',
  email: '',
  problem: 'The printer prints nothing',
  steps: '',
  messages: '',
  language: 'it',
  device: COMPUTER,
  screen: null,
};

/** Whoever opened a request, and what they prove it with. */
export interface Asker {
  readonly tab: Tab;
  readonly request: string;
  readonly number: number;
  readonly held: { readonly request: string; readonly secret: string };
}

/** @param but what they write otherwise */
export async function asks(
  desk: Pick<Desk, 'visitor'>,
  but: Partial<NewRequest> = {},
  slug = SLUG,
): Promise<Asker> {
  const { tab } = desk.visitor();
  const answer = await tab.post(`/api/portal/${slug}/requests`, { ...WRITTEN, ...but });
  const { request, secret, number } = requestOpened.parse(answer.json);
  return { tab, request, number, held: { request, secret } };
}
