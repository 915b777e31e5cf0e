// The room while the session is open: the permission board, what is asked, the conversation.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Scope } from '../../../../shared/session/scopes.ts';
import type { Grant } from '../../../../shared/session/state.ts';
import { ChatPanel } from '../../features/chat/ChatPanel.tsx';
import { ChecklistPanel } from '../../features/checklist/ChecklistPanel.tsx';
import { ComplaintButton } from '../../features/complaint/ComplaintButton.tsx';
import type { ViewFlow } from '../../features/consent/view-flow.ts';
import { FilePanel } from '../../features/files/FilePanel.tsx';
import { type Help, isTranscriptKept } from '../../features/help.ts';
import { HostCard } from '../../features/host/HostCard.tsx';
import type { HostLink } from '../../features/host/host-link.ts';
import { Interference } from '../../features/Interference.tsx';
import { ShownPicture, usePointingSaid } from '../../features/pointing/ShownPicture.tsx';
import { canShowScreen } from '../../features/screen/capture.ts';
import { ZoomNote } from '../../features/zoom/ZoomNote.tsx';
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { clipboard, computer, eye, file, mouse, record, restart, stop } from '../../view/icons.ts';
import { LanguageSwitch } from '../../view/LanguageSwitch.tsx';
import { announce } from '../../view/LiveRegion.tsx';
import { Notice } from '../../view/Notice.tsx';
import { ScopeBoard, ScopeRow } from '../../view/ScopeRow.tsx';
import { AboutRequest } from './AboutRequest.tsx';
import { AskSheet } from './AskSheet.tsx';
import type { Aids } from './aids.ts';
import { Calling } from './Calling.tsx';
import { words as caution } from './caution.text.ts';
import { words as companyWords } from './company.text.ts';
import type { Company } from './company.ts';
import type { OwnAnswers } from './own-answers.ts';
import { ReadAloud } from './ReadAloud.tsx';
import { requestOf } from './request-of.ts';
import { words } from './room.text.ts';
import type { Stay } from './stay.ts';

export function OpenRoom({ company }: { company: Company }) {
  const { me } = company.main.value;
  const request = requestOf(me.sid);
  const stays = company.there.value;
  const isShared = stays.length > 1;
  const isShowing = stays.some((stay) => stay.isLive());
  return (
    <CustomerShell
      name={me.desk.name}
      isLive={isShowing}
      footer={<LanguageSwitch />}
      actions={<End company={company} />}
    >
      <h1 class="unseen">{stays.map((stay) => stay.me.technician.name).join(', ')}</h1>
      <Comings company={company} />
      {request && <AboutRequest request={request} />}
      {isShared && isShowing && (
        <Button kind="danger" draw={stop} wide onClick={() => company.stopAll('stop')}>
          {companyWords().stopAll}
        </Button>
      )}
      {stays.map((stay, i) => (
        <Present key={stay.me.sid} stay={stay} isFirst={i === 0} />
      ))}
      <Talk company={company} />
      <Questions company={company} />
      {stays.map(({ me: { sid, technician }, help }) => (
        <ReadAloud key={sid} help={help} name={technician.name} />
      ))}
    </CustomerShell>
  );
}

/** One technician: what they can do now, what they see, and how well they are known. */
function Present({ stay, isFirst }: { stay: Stay; isFirst: boolean }) {
  const { me, help, flow, aids, own, report } = stay;
  const { name } = me.technician;
  return (
    <>
      <Interference help={help} />
      <Board
        name={name}
        help={help}
        flow={flow}
        host={aids.host}
        own={own}
        hasHostCard={isFirst && !own.isRisky.value}
      />
      <ComplaintButton report={report} isLive />
      <Shown name={name} flow={flow} aids={aids} />
      <Ending flow={flow} />
      <Link help={help} name={name} />
      <Known help={help} />
    </>
  );
}

/** Who has come and who has left, said where it is seen and heard. */
function Comings({ company }: { company: Company }) {
  const { me } = company.main.value;
  const last = company.before.value.at(-1);
  const [, beside] = company.there.value;
  if (beside)
    return (
      <p class="soft small" role="status">
        {companyWords().isHere(beside.me.technician.name)}
      </p>
    );
  if (!last) return null;
  const hasTakenOver = last.sid === company.leader.value;
  const { name } = last.technician;
  return (
    <Notice kind="quiet" role="status">
      {hasTakenOver ? companyWords().wentOn(name, me.technician.name) : companyWords().hasLeft(name)}
    </Notice>
  );
}

/** The conversation with all who are there, and what passes beside it with each. */
function Talk({ company }: { company: Company }) {
  const stays = company.there.value;
  const [{ me, help }] = stays as [Stay];
  return (
    <>
      {stays.map((stay) => (
        <ChecklistPanel key={stay.me.sid} checklist={stay.help.checklist} other={stay.me.technician.name} />
      ))}
      <ChatPanel
        chat={company.chat.value}
        typists={stays.map((stay) => ({ name: stay.me.technician.name, typing: stay.help.typing }))}
        other={me.technician.name}
        isKept={stays.some(({ help: each }) => isTranscriptKept(each))}
        attach={(files) => files.forEach((each) => void help.files.offer(each))}
      >
        {stays.map((stay) => (
          <FilePanel key={stay.me.sid} files={stay.help.files} other={stay.me.technician.name} />
        ))}
      </ChatPanel>
    </>
  );
}

/** One question at a time, whoever asks; the one that stands there stays until it is answered. */
function Questions({ company }: { company: Company }) {
  const stays = company.there.value;
  const held = useRef<string | null>(null);
  const asking = stays.filter(({ flow }) => flow.prompt.value !== null);
  const stay = asking.find(({ me }) => me.sid === held.current) ?? asking[0];
  held.current = stay?.me.sid ?? null;
  if (!stay) return <Calling company={company} />;
  const other = stays.find((each) => each !== stay && each.flow.showing.value !== null);
  return (
    <AskSheet
      key={stay.me.sid}
      stay={stay}
      other={other ?? null}
      isNotAlone={asking.length > 1}
      small={{ there: company.there, onStopKeys: () => company.stopAll('keys') }}
    />
  );
}

/** Cuts the picture at the first press, here, and only then asks whether the rest shall end too. */
function End({ company }: { company: Company }) {
  const isAsking = useSignal(false);
  const stay = () => {
    isAsking.value = false;
  };
  return (
    <>
      <Button
        kind="quiet"
        onClick={() => {
          company.stopAll('stop');
          isAsking.value = true;
        }}
      >
        {words().end}
      </Button>
      <Dialog
        open={isAsking.value}
        title={words().endTitle}
        onClose={stay}
        actions={
          <div class="row">
            <Button kind="quiet" autofocus onClick={stay}>
              {words().endNo}
            </Button>
            <Button
              kind="primary"
              onClick={() => {
                stay();
                void company.end();
              }}
            >
              {words().endYes}
            </Button>
          </div>
        }
      >
        <p>{words().endHint}</p>
      </Dialog>
    </>
  );
}

interface BoardProps {
  name: string;
  help: Help;
  flow: ViewFlow;
  host: HostLink;
  own: OwnAnswers;
  /** The program on this computer belongs to one session. */
  hasHostCard: boolean;
}

function Board({ name, help, flow, host, own, hasHostCard }: BoardProps) {
  const { value: showing } = flow.showing;
  const isPaired = host.host.value?.stage === 'paired';
  const state = help.session.state.value;
  const asked = isPaired && state.phase === 'open' ? state.ask : null;
  const byHost = (scope: Scope) => host.live.value.find((grant) => grant.scope === scope);
  const seen = byHost('view');
  const isAsked = flow.prompt.value !== null || asked?.scope === 'view';
  const isOn = showing !== null || seen !== undefined;
  useEffect(() => {
    if (isOn) announce(words().seesNow(name), 'assertive');
  }, [isOn]);
  return (
    <>
      <ScopeBoard title={words().board(name)}>
        <ScopeRow
          draw={eye}
          name={words().seeScreen}
          state={seeing(showing?.grant ?? seen, isAsked, isPaired)}
          tone={isOn ? 'on' : isAsked ? 'ask' : 'off'}
          endsAt={showing?.endsAt ?? endOf(seen, help)}
          onStop={isOn ? () => (seen ? host : flow).stop('stop') : undefined}
        />
        <UseMouse
          grant={byHost('control')}
          isAsked={asked?.scope === 'control'}
          isLocked={own.isRisky.value}
          help={help}
          host={host}
        />
        {HOST_SCOPES.map((scope) => (
          <ByHost
            key={scope}
            scope={scope}
            grant={byHost(scope)}
            isAsked={asked?.scope === scope}
            help={help}
            host={host}
          />
        ))}
        <ScopeRow draw={file} name={words().files} state={words().eachAsked} />
      </ScopeBoard>
      {(isOn || host.live.value.length > 0) && <p class="soft small">{words().stopHint}</p>}
      {own.isRisky.value && <Notice kind="info">{caution().viewOnlyShort}</Notice>}
      {hasHostCard && state.phase === 'open' && state.device.kind === 'computer' && (
        <HostCard link={host} name={name} isAsked={asked !== null} />
      )}
    </>
  );
}

interface HostScopeProps {
  grant: Grant | undefined;
  isAsked: boolean;
  help: Help;
  host: HostLink;
}

function UseMouse({ grant, isAsked, isLocked, help, host }: HostScopeProps & { isLocked: boolean }) {
  const isPaired = host.host.value?.stage === 'paired';
  const off = isLocked ? caution().locked : isPaired ? words().off : words().needsHost;
  return (
    <ScopeRow
      draw={mouse}
      name={words().useMouse}
      state={grant ? words().using : isAsked ? words().asking : off}
      tone={grant ? 'on' : isAsked ? 'ask' : 'off'}
      endsAt={endOf(grant, help)}
      onStop={grant ? () => host.stop('stop') : undefined}
    />
  );
}

const HOST_SCOPES = ['record', 'clipboard-in', 'clipboard-out', 'sysinfo', 'reboot'] as const;
const DRAWN: Readonly<Record<(typeof HOST_SCOPES)[number], string>> = {
  record,
  'clipboard-in': clipboard,
  'clipboard-out': clipboard,
  sysinfo: computer,
  reboot: restart,
};

/** Rarely asked for, so it stands on the board only while somebody asks or it is allowed. */
function ByHost({ scope, grant, isAsked, help, host }: HostScopeProps & { scope: keyof typeof DRAWN }) {
  if (!grant && !isAsked) return null;
  return (
    <ScopeRow
      draw={DRAWN[scope]}
      name={words().rare[scope].name}
      state={grant ? words().rare[scope].on : words().asking}
      tone={grant ? (scope === 'record' ? 'rec' : 'on') : 'ask'}
      endsAt={endOf(grant, help)}
      onStop={grant ? () => host.stop('stop') : undefined}
    />
  );
}

/** By this computer's clock. */
const endOf = (grant: Grant | undefined, { session }: Help): number | undefined =>
  grant && grant.expiresAt - session.clockOffset.value;

function seeing(grant: Grant | undefined, isAsked: boolean, isPaired: boolean): string {
  if (grant) return words().seeing[grant.surface];
  if (isAsked) return words().asking;
  return isPaired || canShowScreen() ? words().off : words().noScreen;
}

/** The picture as it is sent, with what is pointed at in it. */
function Shown({ name, flow, aids }: { name: string; flow: ViewFlow; aids: Aids }) {
  const { value: showing } = flow.showing;
  usePointingSaid({ pointed: aids.pointed, name, gid: showing?.grant.gid });
  if (!showing) return null;
  return (
    <>
      <ShownPicture key={showing.grant.gid} showing={showing} pointed={aids.pointed} name={name} />
      <ZoomNote zoom={aids.zoom} name={name} />
    </>
  );
}

function Ending({ flow }: { flow: ViewFlow }) {
  const { value: ended } = flow.ended;
  if (!ended || ended === 'replaced' || flow.showing.value) return null;
  return (
    <Notice kind="info" role="status">
      {words().endedBecause[ended]}
    </Notice>
  );
}

/** How well the other end is known, in one quiet line. */
function Known({ help }: { help: Help }) {
  const { value: auth } = help.ledger.auth;
  if (help.pair.value === null)
    return (
      <Notice kind="danger" role="alert">
        {words().keyLost}
      </Notice>
    );
  return (
    <p class="soft small" role="status">
      {auth === 'pake' ? words().knownByCode : auth === 'sas' ? words().knownByVoice : words().whoUnverified}
    </p>
  );
}

/** Trouble with the connection, said in words; nothing while all is well. */
function Link({ help, name }: { help: Help; name: string }) {
  const { kind } = help.session.status.value;
  if (kind !== 'online')
    return (
      <Notice kind="quiet" role="status">
        {words().offline}
      </Notice>
    );
  if (!help.session.present.value.technician)
    return (
      <Notice kind="quiet" role="status">
        {words().otherGone(name)}
      </Notice>
    );
  return null;
}
