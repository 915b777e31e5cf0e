// The customer's room after the code: who is asking, then the board, the chat, and whatever is asked; at the end, the
// receipt. Everything seen or stopped here goes through the view flow.
import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { forgetSession } from '../../../../link/leftovers.ts';
import type { SessionStatus } from '../../../../link/session.ts';
import { back as backSchema, joined as joinedSchema } from '../../../../shared/protocol/http.ts';
import { ComplaintButton } from '../../features/complaint/ComplaintButton.tsx';
import { errors } from '../../features/errors.text.ts';
import { browserStorage } from '../../link/browser.ts';
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { Notice } from '../../view/Notice.tsx';
import '../../view/dialog.css';
import '../../view/room.css';
import './room.css';
import { type Company, openCompany } from './company.ts';
import { EndPage } from './EndPage.tsx';
import { HowItBegan } from './HowItBegan.tsx';
import { forgetCompany } from './kept-company.ts';
import { NotMatched } from './NotMatched.tsx';
import { OpenRoom } from './OpenRoom.tsx';
import { Return } from './Return.tsx';
import { requestOf } from './request-of.ts';
import { words } from './room.text.ts';
import { StopPage } from './StopPage.tsx';
import { type Membership, openStay, type Stay, type Way } from './stay.ts';
import { listenForStopKeys } from './stop-keys.ts';
import { Unanswered } from './Unanswered.tsx';
import { Who } from './Who.tsx';

interface RoomProps {
  /** What the broker said to the code, or what this tab remembered of it. */
  joined: unknown;
  code: string | null;
  onLeave: () => void;
}

type Place =
  | { readonly at: 'loading' | 'elsewhere' | 'unreachable' }
  | { readonly at: 'here'; readonly company: Company };

export function Room({ joined, code, onLeave }: RoomProps) {
  const read = joinedSchema.safeParse(joined);
  const returning = backSchema.safeParse(joined);
  useEffect(() => {
    if (!read.success && !returning.success) onLeave();
  }, [read.success]);
  if (returning.success) return <Return back={returning.data.back} onLeave={onLeave} />;
  return read.success ? <RoomOf me={read.data} way={wayOf(read.data, code)} onLeave={onLeave} /> : null;
}

/** An invitation is what this tab remembers of its own request, never what the broker says: it would do without the digits. */
function wayOf({ sid }: Membership, code: string | null): Way {
  if (code !== null) return { by: 'code', code };
  return { by: requestOf(sid) ? 'invitation' : 'reload' };
}

interface RoomOfProps {
  me: Membership;
  way: Way;
  onLeave: () => void;
}

function RoomOf({ me, way, onLeave }: RoomOfProps) {
  const [place, setPlace] = useState<Place>({ at: 'loading' });
  useEffect(() => {
    let close = () => {};
    void enter(me, way).then((entered) => {
      setPlace(entered);
      if (entered.at === 'here') close = attend(entered.company);
    });
    return () => close();
  }, [me.sid]);

  if (place.at !== 'here')
    return (
      <CustomerShell name={me.desk.name}>
        {place.at === 'loading' ? (
          <p role="status">{words().connecting}</p>
        ) : (
          <Notice kind="info">{place.at === 'elsewhere' ? words().otherTab : words().offline}</Notice>
        )}
      </CustomerShell>
    );
  const { company } = place;
  const leave = () => {
    for (const { sid } of [company.main.peek().me, ...company.before.peek()])
      void forgetSession(sid, browserStorage);
    forgetCompany();
    onLeave();
  };
  return <Inside company={company} onLeave={leave} />;
}

function Inside({ company, onLeave }: { company: Company; onLeave: () => void }) {
  const stay = company.main.value;
  const { me, help } = stay;
  const { phase } = help.session.state.value;
  // Somebody else is there still: in a moment the customer is with them alone.
  if (phase === 'ended' && company.beside.value) return <Connecting me={me} />;
  if (phase === 'ended') return <EndPage company={company} onDone={onLeave} />;
  const { status, isMismatch, failed } = howItStands(stay);
  // By how this page came, not by what the broker tells: it must not talk a wrong code away.
  if (isMismatch && !failed && stay.way.by === 'invitation') return <Unanswered me={me} onLeave={onLeave} />;
  if (failed || isMismatch)
    return (
      <NotMatched
        desk={me.desk.name}
        why={failed === 'attestation' ? 'forged' : 'digits'}
        onLeave={onLeave}
      />
    );
  if (help.comparison.stage.value.at === 'differs')
    return <NotMatched desk={me.desk.name} why="words" onLeave={onLeave} />;
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
  // Also where a broker says that the customer has gone on already: nobody is in the room who was not asked how it began.
  if (phase === 'meeting' || (phase === 'open' && stay.own.answers.value === null))
    return <Doorstep stay={stay} />;
  if (phase === 'open') return <OpenRoom company={company} />;
  return <Connecting me={me} />;
}

/** Before anybody can ask for anything: how it began, a pause where that sounds like fraud, and who it is. */
function Doorstep({ stay }: { stay: Stay }) {
  const [hasPaused, setPaused] = useState(false);
  const { me, way, own, report, help } = stay;
  const { session } = help;
  if (own.answers.value === null)
    return <HowItBegan desk={me.desk.name} onAnswer={(answers) => own.give(answers, session)} />;
  if (own.isRisky.value && !hasPaused)
    return (
      <StopPage
        desk={me.desk.name}
        onLeave={() => void session.wish({ type: 'end' })}
        onGo={() => setPaused(true)}
      >
        <ComplaintButton report={report} isLive />
      </StopPage>
    );
  return <Who stay={stay} isInvited={way.by === 'invitation'} />;
}

const Connecting = ({ me }: { me: Membership }) => (
  <CustomerShell name={me.desk.name}>
    <p role="status">{words().connecting}</p>
  </CustomerShell>
);

function howItStands({ help }: Stay) {
  const status = help.session.status.value;
  const met = help.meeting.stage.value;
  return {
    status,
    isMismatch: status.kind === 'closed' && status.code === 'CODE_NOT_MATCHED',
    failed: met.at === 'failed' ? met.why : null,
  };
}

function trouble(status: SessionStatus): string {
  if (status.kind !== 'closed') return words().forged;
  return status.code === 'OTHER_TAB' ? words().otherTab : errors()[status.code];
}

async function enter(me: Membership, way: Way): Promise<Place> {
  const stay = await openStay(me, way);
  return typeof stay === 'string' ? { at: stay } : { at: 'here', company: await openCompany(stay) };
}

/** What goes on while the room is open: the stop keys, the title, the end. */
function attend(company: Company): () => void {
  const unlisten = listenForStopKeys(window, () => company.stopAll('keys'));
  // Said on the way out, so that the other ends need not miss us first.
  const onLeave = () => {
    for (const { flow, help } of company.there.peek()) {
      flow.stop('reload');
      help.lanes.close();
    }
  };
  window.addEventListener('pagehide', onLeave, { once: true });
  const untitle = effect(() => {
    const isLive = company.there.value.some((stay) => stay.isLive());
    document.title = isLive ? `● ${words().seeScreen}` : 'Permesso';
  });
  return () => {
    window.removeEventListener('pagehide', onLeave);
    unlisten();
    untitle();
    company.close();
  };
}
