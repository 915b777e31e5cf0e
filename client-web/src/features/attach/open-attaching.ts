// Attaching in a real page: to the broker, with what proves whose request it is.
import { HOLDER_HEADER, requestFile } from '../../../../shared/protocol/request-files.ts';
import { post, putBytes } from '../../link/api.ts';
import { browser } from '../../link/browser.ts';
import { holderOf, type KeptRequest } from '../request/kept.ts';
import { type Attaching, openAttaching } from './attaching.ts';

export function attachingTo(request: KeptRequest, onDone: () => void): Attaching {
  const proof = { [HOLDER_HEADER]: `${request.request}.${request.secret}` };
  return openAttaching({
    after: browser.after,
    announce: (file) => post('/api/request/files', { ...holderOf(request), ...file }, requestFile),
    put: (id, at, bytes) =>
      putBytes(`/api/request/files/${id}?at=${at}`, { bytes, headers: proof }, requestFile),
    onDone,
  });
}
