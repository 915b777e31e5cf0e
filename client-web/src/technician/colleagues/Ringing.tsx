// A colleague calls: who, what for, what it is about, and their note. Answered with one press.
import { useSignal } from '@preact/signals';
import type { Call } from '../../../../shared/protocol/calls.ts';
import { inWords } from '../../features/account/refusals.ts';
import { Button } from '../../view/Button.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { TextField } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';
import type { ColleagueCalls } from './calls.ts';
import { words } from './colleagues.text.ts';
import './colleagues.css';

interface RingingProps {
  calls: ColleagueCalls;
  /** The session that came of it is there. */
  onAccepted: (sid: string) => void;
}

export function Ringing({ calls, onAccepted }: RingingProps) {
  const ringing = calls.ringing.value;
  const { value: trouble } = calls.trouble;
  if (ringing.length === 0 && trouble === null) return null;
  return (
    <div class="ringing">
      {trouble && (
        <Notice kind="info" role="alert">
          <p>{'takenBy' in trouble ? words().faster(trouble.takenBy) : inWords(trouble)}</p>
          <Button onClick={calls.dismiss}>{words().read}</Button>
        </Notice>
      )}
      {ringing.map((call) => (
        <Ring key={call.id} call={call} calls={calls} onAccepted={onAccepted} />
      ))}
    </div>
  );
}

function Ring({ call, calls, onAccepted }: RingingProps & { call: Call }) {
  const isBusy = useSignal(false);
  const isDeclining = useSignal(false);
  const { request, how, from, to } = call;
  const accept = async () => {
    isBusy.value = true;
    const sid = await calls.accept(call.id);
    isBusy.value = false;
    if (sid !== null) onAccepted(sid);
  };
  return (
    <Notice kind="ask" role="status" title={words().rings[how](from.name)}>
      <div class="stack stack-tight">
        <p dir="auto">
          {request === null
            ? words().aboutNothing
            : words().about(request.number, request.title, request.name)}
        </p>
        <NoteOf call={call} />
        <div class="row">
          <Button kind="ask" busy={isBusy.value ? words().accept : undefined} onClick={() => void accept()}>
            {words().accept}
          </Button>
          {to !== null && (
            <Button
              onClick={() => {
                isDeclining.value = true;
              }}
            >
              {words().decline}
            </Button>
          )}
        </div>
        <Decline
          call={call}
          calls={calls}
          isOpen={isDeclining.value}
          onClose={() => (isDeclining.value = false)}
        />
      </div>
    </Notice>
  );
}

/** As text and nothing else. */
export function NoteOf({ call }: { call: Call }) {
  if (call.note === '') return null;
  return (
    <figure class="call-note">
      <figcaption class="small soft">{words().noteFrom(call.from.name)}</figcaption>
      <blockquote dir="auto">{call.note}</blockquote>
    </figure>
  );
}

interface DeclineProps {
  call: Call;
  calls: ColleagueCalls;
  isOpen: boolean;
  onClose: () => void;
}

function Decline({ call, calls, isOpen, onClose }: DeclineProps) {
  const word = useSignal('');
  const send = () => {
    onClose();
    void calls.decline(call.id, word.value);
  };
  return (
    <Dialog
      open={isOpen}
      title={words().decline}
      onClose={onClose}
      actions={
        <div class="row">
          <Button kind="primary" onClick={send}>
            {words().sendNo}
          </Button>
        </div>
      }
    >
      <TextField
        label={words().word}
        hint={words().wordHint}
        maxLength={200}
        value={word.value}
        onInput={(value) => {
          word.value = value;
        }}
      />
    </Dialog>
  );
}
