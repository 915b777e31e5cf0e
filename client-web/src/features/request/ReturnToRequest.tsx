// At the end of a session that belongs to a request of this tab: what becomes of the request, and the way back to where it waits.
import { useEffect, useMemo } from 'preact/hooks';
import type { Ending } from '../../../../shared/session/outcome.ts';
import { Notice } from '../../view/Notice.tsx';
import { type AfterSession, afterSession } from './after-session.ts';
import type { KeptRequest } from './kept.ts';
import { openWatch } from './open-watch.ts';
import { words } from './request.text.ts';

interface ReturnToRequestProps {
  request: KeptRequest;
  technician: string;
  /** How the session ended; null where that is not known. */
  ending: Ending | null;
  /** The tab is on its way to the waiting room. */
  onGo: () => void;
}

export function ReturnToRequest({ request, technician, ending, onGo }: ReturnToRequestProps) {
  // Live: a technician who gives back or closes ends the session a moment before.
  const watch = useMemo(() => openWatch(request), [request.request]);
  useEffect(() => watch.close, [watch]);
  const seen = watch.seen.value;
  const after = afterSession(seen, { ending, technician });
  const isOpenToRating = after.is === 'closed' && seen?.rating === null;
  return (
    <>
      <Notice kind="info" title={words().yours} role="status">
        <p>{told(after)}</p>
        {seen?.outcome && <p>{words().outcome[seen.outcome]}</p>}
      </Notice>
      <a class="button button-primary button-wide" href={`/d/${request.slug}`} onClick={onGo}>
        {isOpenToRating ? words().rate : words().back}
      </a>
    </>
  );
}

function told(after: AfterSession): string {
  switch (after.is) {
    case 'unknown':
      return words().goesOn;
    case 'closed':
      return words().closed;
    default:
      return words()[after.is](after.name);
  }
}
