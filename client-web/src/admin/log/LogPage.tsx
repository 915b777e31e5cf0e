// The log: the list, and one session opened from it. The list stays as it is behind an open session, so that coming
// back loses neither place nor focus and is not one more look into the log.
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { type Me, sessionRows } from '../../../../shared/protocol/http.ts';
import { get } from '../../features/account/session.ts';
import { go } from '../place.ts';
import { logRoute, type Route } from '../route.ts';
import { writeFilters } from './filters.ts';
import { LogList } from './LogList.tsx';
import { SessionPage } from './SessionPage.tsx';
import { sessionList } from './sessions.ts';
import './log.css';

interface LogPageProps {
  me: Me;
  route: Extract<Route, { place: 'log' }>;
}

export function LogPage({ me, route: { sid, filters } }: LogPageProps) {
  const list = useMemo(() => sessionList((path) => get(path, sessionRows)), []);
  const wanted = writeFilters(filters).toString();
  const listed = list.state.value;
  const lastOpen = useLastOpen(sid);

  // `me` is listed because somebody who signed in again wants what was refused before.
  useEffect(() => {
    const { filters: has, problem } = list.state.peek();
    const isSame = has !== null && writeFilters(has).toString() === wanted;
    const isRefused = problem?.refused === 'NOT_SIGNED_IN';
    if (sid === null && (!isSame || isRefused)) void list.read(filters);
  }, [sid, wanted, me]);

  const morePressed = async () => {
    const before = list.state.peek().rows.length;
    await list.more();
    // The last page takes the button away; the reader goes on at the first row it brought.
    if (list.state.peek().next === null)
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(`[data-row="${before}"] .table-open`)?.focus(),
      );
  };

  return (
    <>
      <div hidden={sid !== null}>
        <LogList
          me={me}
          listed={listed}
          filters={filters}
          isShown={sid === null}
          lastOpen={lastOpen}
          onRead={() => void list.read(filters)}
          onMore={() => void list.more()}
          onMorePressed={() => void morePressed()}
          onOpen={(row) => go(logRoute(filters, row.sid))}
        />
      </div>
      {sid !== null && <SessionPage key={sid} me={me} sid={sid} filters={filters} />}
    </>
  );
}

/** Remembers what was opened; back in the list, the place and the focus are where they were. */
function useLastOpen(sid: string | null): string | null {
  const last = useRef<string | null>(null);
  const top = useRef(0);
  const wasOpen = useRef(sid !== null);
  if (sid !== null) last.current = sid;

  useLayoutEffect(() => {
    const content = document.getElementById('content');
    if (content === null) return;
    const remember = () => {
      if (sid === null) top.current = content.scrollTop;
    };
    content.scrollTop = sid === null ? top.current : 0;
    content.addEventListener('scroll', remember, { passive: true });
    if (sid === null && wasOpen.current)
      content.querySelector<HTMLElement>('tr[aria-current] .table-open')?.focus({ preventScroll: true });
    wasOpen.current = sid !== null;
    return () => content.removeEventListener('scroll', remember);
  }, [sid]);
  return last.current;
}
