// A desk's portal: whose it is, whether somebody is there, a warning of swindlers, and the form. Once a request is open, the
// waiting room takes its place.
import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Portal } from '../../../shared/protocol/requests.ts';
import { words as door } from '../customer/door.text.ts';
import { hasRequest } from '../features/request/has-request.ts';
import { Button } from '../view/Button.tsx';
import { CustomerShell } from '../view/CustomerShell.tsx';
import { useTitle } from '../view/document-title.ts';
import { Notice } from '../view/Notice.tsx';
import { DeskNow } from './DeskNow.tsx';
import { words } from './portal.text.ts';
import { RequestForm } from './RequestForm.tsx';
import { useDesk } from './use-desk.ts';

type WaitingRoom = typeof import('./waiting/WaitingRoom.tsx').WaitingRoom;
const waitingRoom = () => import('./waiting/WaitingRoom.tsx');

export function PortalPage({ slug }: { slug: string }) {
  const isWaiting = useSignal(hasRequest());
  const room = useRoom(isWaiting.value);
  if (!isWaiting.value)
    return (
      <Front
        slug={slug}
        onSent={() => {
          isWaiting.value = true;
        }}
      />
    );
  if (typeof room === 'string')
    return (
      <CustomerShell name="Permesso">
        {room === 'loading' ? <p role="status">{words().loadingRoom}</p> : <NotLoaded />}
      </CustomerShell>
    );
  const { Room } = room;
  return (
    <Room
      slug={slug}
      onDone={() => {
        isWaiting.value = false;
      }}
    />
  );
}

/** The room comes while the form is filled in, so that the form itself is there first. */
function useRoom(isWanted: boolean): 'loading' | 'failed' | { readonly Room: WaitingRoom } {
  const [room, setRoom] = useState<'loading' | 'failed' | { readonly Room: WaitingRoom }>('loading');
  useEffect(() => {
    waitingRoom().then(
      ({ WaitingRoom: Room }) => setRoom({ Room }),
      () => setRoom('failed'),
    );
  }, [isWanted]);
  return room;
}

const NotLoaded = () => (
  <>
    <Notice kind="danger" role="alert">
      {door().failed}
    </Notice>
    <Button onClick={() => location.reload()}>{door().reload}</Button>
  </>
);

interface FrontProps {
  slug: string;
  onSent: () => void;
}

function Front({ slug, onSent }: FrontProps) {
  useTitle(words().title);
  const { desk, load } = useDesk(slug);
  const now = desk.value;
  if (now.at === 'here') return <AtDesk portal={now.portal} onSent={onSent} />;
  return (
    <CustomerShell name="Permesso">
      {now.at === 'loading' && <p role="status">{words().loading}</p>}
      {now.at === 'nowhere' && (
        <>
          <h1>{words().noDeskTitle}</h1>
          <p>{words().noDesk}</p>
          <p>
            <a href="/">{words().haveCode}</a>
          </p>
        </>
      )}
      {now.at === 'unreachable' && (
        <>
          <Notice kind="info" role="status">
            {words().notLoaded}
          </Notice>
          <Button onClick={() => void load()}>{words().again}</Button>
        </>
      )}
    </CustomerShell>
  );
}

interface AtDeskProps {
  portal: Portal;
  onSent: () => void;
}

function AtDesk({ portal, onSent }: AtDeskProps) {
  const { desk } = portal;
  return (
    <CustomerShell name={desk.name} footer={<a href="/">{words().haveCode}</a>}>
      {desk.hasLogo && <img class="desk-logo" src={`/api/portal/${desk.slug}/logo`} alt={desk.name} />}
      <h1>{words().heading(desk.name)}</h1>
      <p>{portal.opening.isOpen ? words().intro : words().introClosed}</p>
      <DeskNow {...portal} phone={desk.phone} />
      <Notice kind="info" title={door().scamTitle}>
        {door().scam}
      </Notice>
      <RequestForm slug={desk.slug} onSent={onSent} />
    </CustomerShell>
  );
}
