// The watch of a request in a real page: the broker's answers decoded, the browser's clock and network.
import { waiting } from '../../../../shared/protocol/requests.ts';
import { post } from '../../link/api.ts';
import { browser } from '../../link/browser.ts';
import { holderOf, type KeptRequest } from './kept.ts';
import { hearNews } from './news.ts';
import { type RequestWatch, watchRequest } from './watch.ts';

export function openWatch(request: KeptRequest): RequestWatch {
  const through = { clock: browser, fetch: globalThis.fetch.bind(globalThis) };
  return watchRequest({
    now: browser.now,
    after: browser.after,
    onWake: browser.onWake,
    look: () => post('/api/request/look', holderOf(request), waiting),
    hear: (onNews, until) => hearNews(request, { onNews, until }, through),
  });
}
