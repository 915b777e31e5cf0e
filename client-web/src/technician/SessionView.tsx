// One session at the technician's end, by its phase: the code to read aloud, the customer at the door, the work, the end.
import { useSignal } from '@preact/signals';
import { isHandingOver, type SessionState } from '../../../shared/session/state.ts';
import { AnswersButton } from '../features/answers/AnswersButton.tsx';
import { ChatPanel } from '../features/chat/ChatPanel.tsx';
import { ChecklistEditor } from '../features/checklist/ChecklistEditor.tsx';
import { ChecklistPanel } from '../features/checklist/ChecklistPanel.tsx';
import { LastEnd } from '../features/control/LastEnd.tsx';
import { FilePanel } from '../features/files/FilePanel.tsx';
import type { Help } from '../features/help.ts';
import { isTranscriptKept } from '../features/help.ts';
import { Interference } from '../features/Interference.tsx';
import { words as common, useLinkTrouble } from '../features/link-trouble.ts';
import { PassPanel } from '../features/passes/PassPanel.tsx';
import { KeptRecordings } from '../features/record/RecordBar.tsx';
import { AskComposer } from '../features/screen/AskComposer.tsx';
import { PictureView } from '../features/screen/PictureView.tsx';
import { sentence } from '../features/timeline/sentence.ts';
import { Button } from '../view/Button.tsx';
import { Dialog } from '../view/Dialog.tsx';
import { dateAndTime } from '../view/format.ts';
import { language } from '../view/i18n.ts';
import { Notice } from '../view/Notice.tsx';
import { Alone } from './Alone.tsx';
import { CodeCard } from './CodeCard.tsx';
import { BringIn, CallState, HandedOver } from './colleagues/CallState.tsx';
import type { ColleagueCalls } from './colleagues/calls.ts';
import { words } from './console.text.ts';
import type { DeskSession } from './desk-sessions.ts';
import { Identity } from './Identity.tsx';
import type { Cases } from './queue/cases.ts';
import { Invited, Over, ToRequest } from './queue/SessionParts.tsx';
import { ReturnCard } from './ReturnCard.tsx';
import { requestOf, titleOf } from './SessionList.tsx';
import type { Tools } from './tools.ts';

interface SessionViewProps {
  session: DeskSession;
  cases: Cases;
  calls: ColleagueCalls;
}

export function SessionView({ session, cases, calls }: SessionViewProps) {
  const { help } = session;
  return (
    <div class="session">
      <header class="session-head">
        <a class="session-back" href="#list">
          {words().list}
        </a>
        <h2>{titleOf(session, cases)}</h2>
        <ToRequest session={session} cases={cases} />
        {help && <BringIn help={help} calls={calls} />}
        {help && help.session.state.value.phase !== 'ended' && <End help={help} tools={session.tools} />}
      </header>
      {session.isElsewhere && <Notice kind="info">{words().elsewhere}</Notice>}
      {help && <Trouble help={help} />}
      {help && help.session.status.value.kind !== 'forged-history' && (
        <Inside session={session} cases={cases} calls={calls} help={help} />
      )}
    </div>
  );
}

interface InsideProps extends SessionViewProps {
  help: Help;
}

/** Nothing of it is shown once the broker has been caught lying: none of it can be believed. */
function Inside(props: InsideProps) {
  const { help } = props;
  return (
    <>
      <Interference help={help} />
      <CallState help={help} calls={props.calls} />
      <Identity help={help} />
      <ByPhase {...props} />
    </>
  );
}

function ByPhase({ session, cases, help }: InsideProps) {
  switch (help.session.state.value.phase) {
    case 'new':
      return null;
    case 'waiting':
      // What is waited for stands above.
      if (help.session.state.value.follows !== null) return null;
      if (requestOf(session) !== null) return <Invited session={session} cases={cases} />;
      return session.code ? (
        <CodeCard code={session.code} clockOffset={help.session.clockOffset.value} />
      ) : (
        <Notice kind="info">{words().codeGone}</Notice>
      );
    case 'meeting':
      return (
        <Notice kind="info" role="status">
          {words().meeting}
        </Notice>
      );
    case 'open':
      return (
        session.tools && (
          <Work
            help={help}
            tools={session.tools}
            name={titleOf(session, cases)}
            request={requestOf(session)}
          />
        )
      );
    case 'ended':
      return (
        <>
          {session.tools && <KeptRecordings recorder={session.tools.recorder} />}
          <HandedOver help={help} />
          {!isHandedOver(help.session.state.value) && <Over session={session} cases={cases} />}
          <History help={help} />
        </>
      );
  }
}

interface WorkProps {
  help: Help;
  tools: Tools;
  name: string;
  /** The request that it is about, or null. */
  request: string | null;
}

/** The customer's language, as their page told. */
function spokenIn({ session }: Help) {
  const state = session.state.value;
  return 'device' in state ? state.device.language : language.value;
}

function Work({ help, tools, name, request }: WorkProps) {
  return (
    <div class="work">
      <PictureView help={help} recorder={tools.recorder} />
      <div class="work-side">
        <ReturnCard help={help} />
        <LastEnd session={help.session} />
        <Asking help={help} />
        <PassPanel help={help} passes={tools.passes} />
        <KeptRecordings recorder={tools.recorder} />
        {!help.talk.isUp.value && (
          <Notice kind="quiet" role="status">
            {words().talkDown}
          </Notice>
        )}
        <ChecklistPanel checklist={help.checklist} other={name}>
          <ChecklistEditor checklist={help.checklist} />
        </ChecklistPanel>
        <ChatPanel
          chat={help.chat}
          typists={[{ name, typing: help.typing }]}
          other={name}
          isKept={isTranscriptKept(help)}
          attach={(files) => {
            for (const file of files) void help.files.offer(file);
          }}
          aid={(put) => <AnswersButton request={request} language={spokenIn(help)} onPick={put} />}
        >
          <FilePanel files={help.files} other={name} />
        </ChatPanel>
        <Alone />
      </div>
    </div>
  );
}

const isHandedOver = (state: SessionState): boolean =>
  state.phase === 'ended' && state.ending === 'handed-over';

/** While something is seen, asking for more steps back; the picture and the words come first. */
function Asking({ help }: { help: Help }) {
  const state = help.session.state.value;
  if (isHandingOver(state)) return null;
  const isSeeing = state.phase === 'open' && state.grants.view !== undefined && !state.ask;
  if (!isSeeing) return <AskComposer session={help.session} speech={help.speech} />;
  return (
    <details>
      <summary>{words().askMore}</summary>
      <AskComposer session={help.session} speech={help.speech} />
    </details>
  );
}

function History({ help }: { help: Help }) {
  return (
    <section aria-labelledby="history">
      <h3 id="history">{words().what}</h3>
      <ol class="history">
        {help.session.events.value.map((event) => (
          <li key={event.seq}>
            <time dateTime={new Date(event.at).toISOString()}>{dateAndTime(event.at)}</time>
            <span>{sentence(event)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Trouble({ help }: { help: Help }) {
  const status = help.session.status.value;
  const trouble = useLinkTrouble(help);
  if (help.session.state.value.phase === 'ended') return null;
  if (status.kind === 'forged-history')
    return (
      <Notice kind="danger" role="alert">
        {words().forged}
      </Notice>
    );
  if (status.kind === 'closed')
    return (
      <Notice kind="danger" role="alert">
        {status.code === 'OTHER_TAB' ? words().elsewhere : words().lost}
      </Notice>
    );
  // The first moments of a session are no trouble.
  if (trouble === null || (trouble === 'offline' && status.kind !== 'waiting')) return null;
  return (
    <Notice kind="quiet" role="status">
      {trouble !== 'offline' && <p>{common()[trouble]}</p>}
      {(trouble === 'moved' || trouble === 'offline') && <p>{words().offline}</p>}
    </Notice>
  );
}

function End({ help, tools }: { help: Help; tools: Tools | null }) {
  const isAsking = useSignal(false);
  const close = () => {
    isAsking.value = false;
  };
  return (
    <>
      <Button
        kind="quiet"
        onClick={() => {
          isAsking.value = true;
        }}
      >
        {words().end}
      </Button>
      <Dialog
        open={isAsking.value}
        title={words().endTitle}
        onClose={close}
        actions={
          <div class="row">
            <Button kind="quiet" autofocus onClick={close}>
              {words().endNo}
            </Button>
            <Button
              kind="primary"
              onClick={() => {
                close();
                // What was kept has to stand in the log, and nothing can be told of a session that is over.
                void (tools?.recorder.ends() ?? Promise.resolve()).then(() => help.end());
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
