// What can be done with a request as it stands: take it, begin, give it back, close it; and in words why nothing can.
import { useSignal } from '@preact/signals';
import type { RequestDetails } from '../../../../shared/protocol/requests.ts';
import { Button } from '../../view/Button.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { Notice } from '../../view/Notice.tsx';
import { Timer } from '../../view/Timer.tsx';
import { CloseDialog } from './CloseDialog.tsx';
import type { OpenRequest } from './open-request.ts';
import { words } from './request.text.ts';

interface DeedBarProps {
  request: OpenRequest;
  details: RequestDetails;
  me: string;
  live: ReadonlySet<string>;
  onJoined: (sid: string) => void;
}

export function DeedBar(props: DeedBarProps) {
  const { request, details, me } = props;
  const { state, assignee } = details.row;
  const trouble = request.trouble.value?.();
  const isTheirs = state === 'active' && assignee !== null && assignee.id !== me;
  return (
    <div class="request-deeds">
      {trouble && (
        <Notice kind="info" role="alert">
          {trouble}
        </Notice>
      )}
      {state === 'new' && <Assign request={request} />}
      {state === 'active' && assignee?.id === me && <ToAnswer row={details.row} />}
      {state === 'completed' && <After request={request} />}
      {state === 'active' && assignee?.id === me && <Mine {...props} />}
      {isTheirs && (
        <Notice kind="quiet" title={words().has(assignee.name)}>
          {words().hasHint}
        </Notice>
      )}
    </div>
  );
}

/** Said before it happens: whoever waits must not wait for somebody who forgot them. */
function ToAnswer({ row }: { row: RequestDetails['row'] }) {
  if (row.answerBy === null) return null;
  return (
    <Notice kind="ask" role="status" title={words().answerTitle}>
      <p>{words().answerHint(row.name)}</p>
      <p>
        {words().answerLeft}: <Timer endsAt={row.answerBy} what={words().answerLeft} />
      </p>
    </Notice>
  );
}

function Assign({ request }: { request: OpenRequest }) {
  return (
    <div class="row">
      <Button
        kind="primary"
        busy={request.doing.value === 'assign' ? words().assigning : undefined}
        onClick={() => void request.assign()}
      >
        {words().assign}
      </Button>
    </div>
  );
}

function After({ request }: { request: OpenRequest }) {
  return (
    <div class="row">
      <Button
        busy={request.doing.value === 'reopen' ? words().reopening : undefined}
        onClick={() => void request.reopen()}
      >
        {words().reopen}
      </Button>
      <Button onClick={() => window.print()}>{words().print}</Button>
    </div>
  );
}

/** What the customer says of it; asking again is a new question. */
function Check({ request, details }: Pick<DeedBarProps, 'request' | 'details'>) {
  const { works } = details;
  return (
    <>
      <Button
        disabled={works === 'asked'}
        busy={request.doing.value === 'check' ? words().checking : undefined}
        onClick={() => void request.check()}
      >
        {words().check}
      </Button>
      {works !== null && (
        <span class="small" role="status">
          {words().worksIs[works]}
        </span>
      )}
    </>
  );
}

function Mine({ request, details, live, onJoined }: DeedBarProps) {
  const isClosing = useSignal(false);
  const isLive = details.session !== null && live.has(details.session);
  const join = async () => {
    const sid = await request.join();
    if (sid !== null) onJoined(sid);
  };
  return (
    <>
      <div class="row">
        <Button
          kind="primary"
          busy={request.doing.value === 'join' ? words().starting : undefined}
          onClick={() => void join()}
        >
          {isLive ? words().join : words().start}
        </Button>
        <Check request={request} details={details} />
        <GiveBack request={request} isLive={isLive} />
        <Button
          onClick={() => {
            isClosing.value = true;
          }}
        >
          {words().closeIt}
        </Button>
      </div>
      {!isLive && <p class="small soft">{words().startHint(details.row.name)}</p>}
      <CloseDialog isOpen={isClosing} request={request} />
    </>
  );
}

/** Asked again only where a session would end with it. */
function GiveBack({ request, isLive }: { request: OpenRequest; isLive: boolean }) {
  const isAsking = useSignal(false);
  const release = () => {
    isAsking.value = false;
    void request.release();
  };
  return (
    <>
      <Button
        busy={request.doing.value === 'release' ? words().releasing : undefined}
        onClick={() => {
          if (isLive) isAsking.value = true;
          else release();
        }}
      >
        {words().release}
      </Button>
      <Dialog
        open={isAsking.value}
        title={words().releaseTitle}
        onClose={() => {
          isAsking.value = false;
        }}
        actions={
          <div class="row">
            <Button
              autofocus
              onClick={() => {
                isAsking.value = false;
              }}
            >
              {words().keep}
            </Button>
            <Button kind="primary" onClick={release}>
              {words().release}
            </Button>
          </div>
        }
      >
        <p>{words().releaseHint}</p>
      </Dialog>
    </>
  );
}
