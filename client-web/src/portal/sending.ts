// Sends a request, and remembers in this tab what leads back to it. Loaded while the form is filled in, since it brings the schemas.
import { isRefusal } from '../../../shared/errors.ts';
import { requestOpened } from '../../../shared/protocol/requests.ts';
import { thisDevice } from '../customer/device.ts';
import { keepRequest } from '../features/request/kept.ts';
import { post, type Refused } from '../link/api.ts';
import { language } from '../view/i18n.ts';
import { type Draft, forgetDraft } from './draft.ts';
import { type Problems, problemsOf, trimmed } from './problems.ts';

export type Sent =
  | { readonly at: 'sent' }
  | { readonly at: 'wrong'; readonly problems: Problems }
  | { readonly at: 'refused'; readonly refused: Refused };

/** Once it is sent the draft is gone and the request is kept. */
export async function sendRequest(slug: string, draft: Draft): Promise<Sent> {
  const problems = problemsOf(draft);
  if (Object.keys(problems).length > 0) return { at: 'wrong', problems };
  const { width, height } = screen;
  const body = {
    ...trimmed(draft),
    language: language.value,
    device: thisDevice(),
    screen: { width: Math.round(width), height: Math.round(height) },
  };
  const opened = await post(`/api/portal/${encodeURIComponent(slug)}/requests`, body, requestOpened);
  if (isRefusal(opened)) return { at: 'refused', refused: opened };
  keepRequest({ ...opened, slug, sid: null });
  forgetDraft();
  return { at: 'sent' };
}
