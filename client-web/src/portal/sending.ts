// Sends a request, and remembers in this tab what leads back to it. Loaded while the form is filled in, since it brings the schemas.
import { isRefusal } from '../../../shared/errors.ts';
import { requestOpened } from '../../../shared/protocol/requests.ts';
import { thisDevice } from '../customer/device.ts';
import { keepRequest } from '../features/request/kept.ts';
import { post, type Refused } from '../link/api.ts';
import { language } from '../view/i18n.ts';
import { forgetPage } from './came-from.ts';
import { type Draft, forgetDraft } from './draft.ts';
import { type Problems, problemsOf, trimmed } from './problems.ts';

export type Sent =
  | { readonly at: 'sent' }
  | { readonly at: 'wrong'; readonly problems: Problems }
  | { readonly at: 'refused'; readonly refused: Refused };

/** @param page where the customer came from, and left it in. Once it is sent the draft is gone and the request is kept. */
export async function sendRequest(slug: string, draft: Draft, page: string | null): Promise<Sent> {
  const problems = problemsOf(draft);
  if (Object.keys(problems).length > 0) return { at: 'wrong', problems };
  const { width, height } = screen;
  const body = {
    ...trimmed(draft),
    language: language.value,
    device: thisDevice(),
    screen: { width: Math.round(width), height: Math.round(height) },
    ...(page === null ? {} : { page }),
  };
  const opened = await post(`/api/portal/${encodeURIComponent(slug)}/requests`, body, requestOpened);
  if (isRefusal(opened)) return { at: 'refused', refused: opened };
  keepRequest({ ...opened, slug, sid: null });
  forgetDraft();
  forgetPage();
  return { at: 'sent' };
}
