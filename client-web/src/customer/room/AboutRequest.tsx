// What a session's request asks of its customer while the two are in the session.
import { useEffect, useMemo } from 'preact/hooks';
import type { KeptRequest } from '../../features/request/kept.ts';
import { openWatch } from '../../features/request/open-watch.ts';
import { WorksNow } from '../../features/request/WorksNow.tsx';

export function AboutRequest({ request }: { request: KeptRequest }) {
  const watch = useMemo(() => openWatch(request), [request.request]);
  useEffect(() => watch.close, [watch]);
  const seen = watch.seen.value;
  return seen && <WorksNow request={request} watch={watch} seen={seen} />;
}
