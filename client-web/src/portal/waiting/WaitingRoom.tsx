// The waiting room: how the request stands, whoever has taken it, what is written meanwhile, and at the end how it was. It follows
// the broker by itself; nothing opens without a press.
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Waiting } from '../../../../shared/protocol/requests.ts';
import { forgetRequest, type KeptRequest, keptRequest } from '../../features/request/kept.ts';
import { openWatch } from '../../features/request/open-watch.ts';
import { WorksNow } from '../../features/request/WorksNow.tsx';
import type { Reach, RequestWatch } from '../../features/request/watch.ts';
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { useTitle } from '../../view/document-title.ts';
import { Notice } from '../../view/Notice.tsx';
import '../../view/dialog.css';
import { Closed } from './Closed.tsx';
import { Files } from './Files.tsx';
import { Lines } from './Lines.tsx';
import { Standing } from './Standing.tsx';
import { Withdraw } from './Withdraw.tsx';
import { words } from './waiting.text.ts';

interface WaitingRoomProps {
  /** Of the desk whose portal this is. */
  slug: string;
  /** Nobody waits here: the form takes this place. */
  onDone: () => void;
}

export function WaitingRoom({ slug, onDone }: WaitingRoomProps) {
  const request = useMemo(() => keptAt(slug), [slug]);
  useEffect(() => {
    if (request === null) onDone();
  }, [request]);
  if (request === null) return null;
  const done = () => {
    forgetRequest();
    onDone();
  };
  return <Room request={request} onDone={done} />;
}

/** The request of this tab, where it is one to this desk. */
function keptAt(slug: string): KeptRequest | null {
  const kept = keptRequest();
  return kept?.slug === slug ? kept : null;
}

interface RoomProps {
  request: KeptRequest;
  /** The customer wants to begin anew. */
  onDone: () => void;
}

function Room({ request, onDone }: RoomProps) {
  const watch = useMemo(() => openWatch(request), [request.request]);
  useEffect(() => watch.close, [watch]);
  const seen = watch.seen.value;
  useTitle(
    seen?.isInvited && seen.assignee !== null
      ? words().titleInvited(seen.assignee)
      : words().title(request.number),
  );
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone.
  useEffect(() => heading.current?.focus(), []);
  return (
    <CustomerShell name={seen?.desk.name ?? 'Permesso'}>
      <h1 ref={heading} tabIndex={-1}>
        {words().heading(request.number)}
      </h1>
      <Trouble reach={watch.reach.value} onDone={onDone} />
      {seen === null && watch.reach.value === 'here' && <p role="status">{words().loading}</p>}
      {seen && <Known request={request} watch={watch} seen={seen} onDone={onDone} />}
    </CustomerShell>
  );
}

interface KnownProps {
  request: KeptRequest;
  watch: RequestWatch;
  seen: Waiting;
  onDone: () => void;
}

function Known({ request, watch, seen, onDone }: KnownProps) {
  if (seen.state === 'completed')
    return (
      <>
        <Closed request={request} watch={watch} seen={seen} onDone={onDone} />
        <Lines request={request} watch={watch} seen={seen} />
        <Files request={request} watch={watch} seen={seen} />
      </>
    );
  return (
    <>
      <WorksNow request={request} watch={watch} seen={seen} />
      <Standing request={request} watch={watch} seen={seen} />
      <Lines request={request} watch={watch} seen={seen} />
      <Files request={request} watch={watch} seen={seen} />
      <Withdraw request={request} watch={watch} />
    </>
  );
}

function Trouble({ reach, onDone }: { reach: Reach; onDone: () => void }) {
  if (reach === 'here') return null;
  if (reach === 'away')
    return (
      <Notice kind="quiet" role="status">
        {words().away}
      </Notice>
    );
  return (
    <>
      <Notice kind="info" role="alert">
        {words().gone}
      </Notice>
      <Button kind="primary" onClick={onDone}>
        {words().anew}
      </Button>
    </>
  );
}
