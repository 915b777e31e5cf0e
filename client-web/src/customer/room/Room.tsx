// The customer's room after the code: who is asking, then the board, the chat, and whatever is asked; at the end, the
// receipt. Everything seen or stopped here goes through the view flow.
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type * as z from 'zod/mini';
import { customerKeyName, keyNamed } from '../../../../link/device-keys.ts';
import { forgetSession, noteSession } from '../../../../link/leftovers.ts';
import { meetAsCustomer } from '../../../../link/meet-customer.ts';
import { loadPair } from '../../../../link/pair.ts';
import type { SessionStatus } from '../../../../link/session.ts';
import { isBrokersCode, partsOf } from '../../../../shared/code/code.ts';
import type { BrokerKey } from '../../../../shared/consent/broker-word.ts';
import type { SigningKey } from '../../../../shared/consent/jws.ts';
import { isRefusal } from '../../../../shared/errors.ts';
import type { Card } from '../../../../shared/people/card.ts';
import { back as backSchema, joined as joinedSchema } from '../../../../shared/protocol/http.ts';
import { ComplaintButton } from '../../features/complaint/ComplaintButton.tsx';
import { type Complaint, openComplaint } from '../../features/complaint/complaint.ts';
import { openViewFlow, type ViewFlow } from '../../features/consent/view-flow.ts';
import { errors } from '../../features/errors.text.ts';
import { type Help, holdSession, openHelp } from '../../features/help.ts';
import { screenCapturer } from '../../features/screen/capture.ts';
import { fetchBrokerKeys } from '../../link/broker-keys.ts';
import { browser, browserStorage } from '../../link/browser.ts';
import { resumeTicket } from '../../link/resume.ts';
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { Notice } from '../../view/Notice.tsx';
import '../../view/dialog.css';
import '../../view/room.css';
import './room.css';
import { VERSION } from '../../version.ts';
import { type Aids, openAids } from './aids.ts';
import { openCard } from './card.ts';
import { EndPage } from './EndPage.tsx';
import { HowItBegan } from './HowItBegan.tsx';
import { NotMatched } from './NotMatched.tsx';
import { OpenRoom } from './OpenRoom.tsx';
import { type OwnAnswers, openOwnAnswers } from './own-answers.ts';
import { Return } from './Return.tsx';
import { requestOf } from './request-of.ts';
import { words } from './room.text.ts';
import { StopPage } from './StopPage.tsx';
import { listenForStopKeys } from './stop-keys.ts';
import { Unanswered } from './Unanswered.tsx';
import { Who } from './Who.tsx';

export type Membership = z.infer<typeof joinedSchema>;

interface RoomProps {
  /** What the broker said to the code, or what this tab remembered of it. */
  joined: unknown;
  code: string | null;
  onLeave: () => void;
}

type Place =
  | { readonly at: 'loading' | 'elsewhere' | 'unreachable' }
  | {
      readonly at: 'here';
      readonly help: Help;
      readonly flow: ViewFlow;
      readonly aids: Aids;
      readonly own: OwnAnswers;
      readonly card: ReadonlySignal<Card | null>;
      readonly report: Complaint;
    };

/** How the customer comes: with digits, back after a reload, or at a technician's invitation. */
type Way = { readonly by: 'code'; readonly code: string } | { readonly by: 'reload' | 'invitation' };

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
  const leave = () => {
    void forgetSession(me.sid, browserStorage);
    onLeave();
  };
  useEffect(() => {
    let close = () => {};
    void enter(me, way).then((entered) => {
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
          <Notice kind="info">{place.at === 'elsewhere' ? words().otherTab : words().offline}</Notice>
        )}
      </CustomerShell>
    );
  const { at: _here, ...inside } = place;
  return <Inside me={me} way={way} {...inside} onLeave={leave} />;
}

interface InsideProps {
  me: Membership;
  way: Way;
  help: Help;
  flow: ViewFlow;
  aids: Aids;
  own: OwnAnswers;
  card: ReadonlySignal<Card | null>;
  report: Complaint;
  onLeave: () => void;
}

function Inside({ me, way, help, flow, aids, own, card, report, onLeave }: InsideProps) {
  const { session } = help;
  const status = session.status.value;
  const state = session.state.value;
  if (state.phase === 'ended')
    return <EndPage events={session.events.value} me={me} report={report} onDone={onLeave} />;
  const { value: met } = help.meeting.stage;
  const isMismatch = status.kind === 'closed' && status.code === 'CODE_NOT_MATCHED';
  // By how this page came, not by what the broker tells: it must not talk a wrong code away.
  if (isMismatch && met.at !== 'failed' && way.by === 'invitation')
    return <Unanswered me={me} onLeave={onLeave} />;
  if (met.at === 'failed' || isMismatch)
    return (
      <NotMatched
        desk={me.desk.name}
        why={met.at === 'failed' && met.why === 'attestation' ? 'forged' : 'digits'}
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
  if (state.phase === 'meeting')
    return (
      <Doorstep
        me={me}
        help={help}
        own={own}
        card={card.value}
        report={report}
        isInvited={way.by === 'invitation'}
      />
    );
  if (state.phase === 'open')
    return (
      <OpenRoom me={me} help={help} flow={flow} aids={aids} own={own} card={card.value} report={report} />
    );
  return (
    <CustomerShell name={me.desk.name}>
      <p role="status">{words().connecting}</p>
    </CustomerShell>
  );
}

interface DoorstepProps {
  me: Membership;
  help: Help;
  own: OwnAnswers;
  card: Card | null;
  report: Complaint;
  isInvited: boolean;
}

/** Before anybody can ask for anything: how it began, a pause where that sounds like fraud, and who it is. */
function Doorstep({ me, help, own, card, report, isInvited }: DoorstepProps) {
  const [hasPaused, setPaused] = useState(false);
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
  return <Who me={me} help={help} own={own} card={card} isInvited={isInvited} />;
}

function trouble(status: SessionStatus): string {
  if (status.kind !== 'closed') return words().forged;
  return status.code === 'OTHER_TAB' ? words().otherTab : errors()[status.code];
}

async function enter(me: Membership, way: Way): Promise<Place> {
  if (!(await holdSession(me.sid))) return { at: 'elsewhere' };
  await noteSession(me.sid, Date.now(), browserStorage);
  const [brokerKeys, key, own] = await Promise.all([
    fetchBrokerKeys(),
    keyNamed(customerKeyName(me.sid, me.customer), browserStorage),
    openOwnAnswers(me.sid, browserStorage),
  ]);
  if (isRefusal(brokerKeys)) return { at: 'unreachable' };
  const help = await openHelpFor(me, { way, key, brokerKeys, own });
  const card = await openCard({ sid: me.sid, meeting: help.meeting }, browserStorage);
  const who = {
    tech: me.technician.name,
    desk: me.desk.name,
    deskId: me.desk.id,
    /** As it stands on the card at the moment of the answer. */
    get verified() {
      return card.peek()?.company != null;
    },
  };
  const flow = openViewFlow({
    session: help.session,
    speech: help.speech,
    ledger: help.ledger,
    lanes: help.lanes,
    capturer: screenCapturer,
    clock: browser,
    monotonic: () => performance.now(),
    who,
    version: VERSION,
  });
  const aids = openAids(flow, { help, key, resume: me.resume, who, version: VERSION });
  const report = openComplaint({
    holder: me,
    key,
    stop: () => {
      flow.stop('stop');
      aids.host.stop('stop');
    },
    end: () => void help.session.wish({ type: 'end' }),
  });
  return { at: 'here', help, flow, aids, own, card, report };
}

interface Means {
  readonly way: Way;
  readonly key: SigningKey;
  readonly brokerKeys: readonly BrokerKey[];
  readonly own: OwnAnswers;
}

async function openHelpFor(me: Membership, { way, key, brokerKeys, own }: Means): Promise<Help> {
  // The ticket that came with the code opens the first socket; after a reload the key does.
  let first: string | null = way.by === 'code' ? me.ticket : null;
  const announced = { technician: me.technician.name, desk: me.desk.name };
  const secret = way.by === 'code' && !isBrokersCode(way.code) ? partsOf(way.code).secret : null;
  // Without the code, as after a reload, there is nobody new to meet: the pair is kept, or it is over. An invitation has no code that
  // could be lost, so whoever has not met yet still may; whoever has met keeps that pair, whatever the broker says.
  const kept = await loadPair({ sid: me.sid, role: 'customer', mine: key }, browserStorage);
  const isBack = way.by === 'reload' || (way.by === 'invitation' && kept !== null);
  return openHelp({
    sid: me.sid,
    role: 'customer',
    key,
    brokerKeys,
    isBack,
    isLocked: own.isLocked,
    getTicket: async () => {
      const ticket = first;
      first = null;
      return ticket ? { ticket } : resumeTicket({ sid: me.sid, resume: me.resume, key });
    },
    meet: (deps) =>
      isBack
        ? { stage: signal({ at: 'waiting' }), close: () => {} }
        : meetAsCustomer({ ...deps, key, secret, brokerKeys, announced }),
  });
}

function cut({ help, flow, aids }: Pick<InsideProps, 'help' | 'flow' | 'aids'>): void {
  flow.stop('stop');
  aids.host.drop();
  help.lanes.close();
}

/** What goes on while the room is open: the stop keys, the title, the end. */
function attend({ help, flow, aids, own }: Extract<Place, { at: 'here' }>): () => void {
  own.tellAgain(help.session);
  const unlisten = listenForStopKeys(window, () => {
    flow.stop('keys');
    aids.host.stop('keys');
  });
  // Said on the way out, so that the other end need not miss us first.
  const onLeave = () => {
    flow.stop('reload');
    help.lanes.close();
  };
  window.addEventListener('pagehide', onLeave, { once: true });
  const untitle = effect(() => {
    document.title =
      flow.showing.value || aids.host.live.value.length > 0 ? `● ${words().seeScreen}` : 'Permesso';
  });
  // Whoever may be in between gets nothing more, whatever was allowed before.
  const uncut = effect(() => {
    const isDoubted =
      help.comparison.stage.value.at === 'differs' || help.meeting.stage.value.at === 'failed';
    if (isDoubted) untracked(() => cut({ help, flow, aids }));
  });
  return () => {
    window.removeEventListener('pagehide', onLeave);
    uncut();
    unlisten();
    untitle();
    aids.close();
    flow.close();
    help.close();
  };
}
