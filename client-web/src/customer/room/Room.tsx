// The customer's room after the code: who is asking, then the board, the chat, and whatever is asked; at the end, the
// receipt. Everything seen or stopped here goes through the view flow.
import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type * as z from 'zod/mini';
import { joined as joinedSchema, ticketed } from '../../../../shared/protocol/http.ts';
import { viewNoticeId } from '../../features/consent/notices.text.ts';
import { openViewFlow, type ViewFlow } from '../../features/consent/view-flow.ts';
import { errors } from '../../features/errors.text.ts';
import { type Help, holdSession, openHelp } from '../../features/help.ts';
import { screenCapturer } from '../../features/screen/capture.ts';
import { post } from '../../link/api.ts';
import { browser } from '../../link/browser.ts';
import type { SessionStatus } from '../../link/session.ts';
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { Notice } from '../../view/Notice.tsx';
import '../../view/dialog.css';
import '../../view/room.css';
import './room.css';
import { EndPage } from './EndPage.tsx';
import { OpenRoom } from './OpenRoom.tsx';
import { words } from './room.text.ts';
import { listenForStopKeys } from './stop-keys.ts';
import { Who } from './Who.tsx';

export type Membership = z.infer<typeof joinedSchema>;

interface RoomProps {
  /** What the broker said to the code, or what this tab remembered of it. */
  joined: unknown;
  onLeave: () => void;
}

type Place =
  | { readonly at: 'loading' | 'elsewhere' }
  | { readonly at: 'here'; readonly help: Help; readonly flow: ViewFlow };

export function Room({ joined, onLeave }: RoomProps) {
  const read = joinedSchema.safeParse(joined);
  useEffect(() => {
    if (!read.success) onLeave();
  }, [read.success]);
  return read.success ? <RoomOf me={read.data} onLeave={onLeave} /> : null;
}

function RoomOf({ me, onLeave }: { me: Membership; onLeave: () => void }) {
  const [place, setPlace] = useState<Place>({ at: 'loading' });
  useEffect(() => {
    let close = () => {};
    void enter(me).then((entered) => {
      setPlace(entered);
      if (entered.at === 'here') close = attend(entered);
    });
    return () => close();
  }, [me.sid]);

  if (place.at !== 'here')
    return (
      <CustomerShell name={me.desk.name}>
        {place.at === 'loading' ? (
          <p role="status">{words().connecting}</p>
        ) : (
          <Notice kind="info">{words().otherTab}</Notice>
        )}
      </CustomerShell>
    );
  return <Inside me={me} help={place.help} flow={place.flow} onLeave={onLeave} />;
}

interface InsideProps {
  me: Membership;
  help: Help;
  flow: ViewFlow;
  onLeave: () => void;
}

function Inside({ me, help, flow, onLeave }: InsideProps) {
  const { session } = help;
  const status = session.status.value;
  const state = session.state.value;
  if (state.phase === 'ended')
    return (
      <EndPage events={session.events.value} name={me.technician.name} desk={me.desk.name} onDone={onLeave} />
    );
  if (status.kind === 'forged-history' || status.kind === 'closed')
    return (
      <CustomerShell name={me.desk.name}>
        <Notice kind="danger" role="alert">
          {trouble(status)}
        </Notice>
        <Button kind="quiet" onClick={onLeave}>
          {words().done}
        </Button>
      </CustomerShell>
    );
  if (state.phase === 'meeting') return <Who me={me} session={session} />;
  if (state.phase === 'open') return <OpenRoom me={me} help={help} flow={flow} />;
  return (
    <CustomerShell name={me.desk.name}>
      <p role="status">{words().connecting}</p>
    </CustomerShell>
  );
}

function trouble(status: SessionStatus): string {
  if (status.kind !== 'closed') return words().forged;
  return status.code === 'OTHER_TAB' ? words().otherTab : errors()[status.code];
}

async function enter(me: Membership): Promise<Place> {
  if (!(await holdSession(me.sid))) return { at: 'elsewhere' };
  // The ticket that came with the code opens the first socket; it may be too old after a reload, then the value does.
  let first: string | null = me.ticket;
  const help = await openHelp({
    sid: me.sid,
    role: 'customer',
    getTicket: async () => {
      const ticket = first;
      first = null;
      return ticket ? { ticket } : post('/api/resume', { sid: me.sid, resume: me.resume }, ticketed);
    },
  });
  const flow = openViewFlow({
    session: help.session,
    lanes: help.lanes,
    capturer: screenCapturer,
    clock: browser,
    monotonic: () => performance.now(),
    notice: viewNoticeId,
  });
  return { at: 'here', help, flow };
}

/** What goes on while the room is open: the stop keys, the title, the end. */
function attend({ help, flow }: Extract<Place, { at: 'here' }>): () => void {
  const unlisten = listenForStopKeys(window, () => flow.stop('keys'));
  // Said on the way out, so that the other end need not miss us first.
  const onLeave = () => {
    flow.stop('reload');
    help.lanes.close();
  };
  window.addEventListener('pagehide', onLeave, { once: true });
  const untitle = effect(() => {
    document.title = flow.showing.value ? `● ${words().seeScreen}` : 'Permesso';
  });
  return () => {
    window.removeEventListener('pagehide', onLeave);
    unlisten();
    untitle();
    flow.close();
    help.close();
  };
}
