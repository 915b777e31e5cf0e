// The room while the session is open: who is there, the conversation, what is asked, and the way out.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { ChatPanel } from '../../features/chat/ChatPanel.tsx';
import { ChecklistPanel } from '../../features/checklist/ChecklistPanel.tsx';
import { FilePanel } from '../../features/files/FilePanel.tsx';
import { isTranscriptKept } from '../../features/help.ts';
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { stop } from '../../view/icons.ts';
import { LanguageSwitch } from '../../view/LanguageSwitch.tsx';
import { Notice } from '../../view/Notice.tsx';
import { AboutRequest } from './AboutRequest.tsx';
import { AskSheet } from './AskSheet.tsx';
import { Calling } from './Calling.tsx';
import { words as companyWords } from './company.text.ts';
import type { Company } from './company.ts';
import { Present } from './Present.tsx';
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
