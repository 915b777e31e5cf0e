// "Something felt wrong": one press stops what is shown, the second sends. Stands wherever a customer may be: in the room, on the stop
// page, at the end, and by the receipt.
import { useSignal } from '@preact/signals';
import { type ComplaintReason, complaintReason } from '../../../../shared/people/complaining.ts';
import { MOST_WORDS } from '../../../../shared/protocol/complaints.ts';
import { Button } from '../../view/Button.tsx';
import { Check } from '../../view/Choices.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { TextArea } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';
import { warning } from '../../view/notice-icons.ts';
import { words } from './complaint.text.ts';
import type { Complaint } from './complaint.ts';

interface ComplaintButtonProps {
  report: Complaint;
  /** The session goes on, and the report ends it. */
  isLive: boolean;
}

export function ComplaintButton({ report, isLive }: ComplaintButtonProps) {
  const isOpen = useSignal(false);
  const { value: stage } = report.stage;
  if (stage === 'sent' || stage === 'known')
    return (
      <Notice kind="info" role="status" title={words().sentTitle}>
        <p>{stage === 'sent' ? words().sent : words().known}</p>
        <p>{words().now}</p>
      </Notice>
    );
  const close = () => {
    isOpen.value = false;
  };
  return (
    <div class="stack stack-tight">
      <Button
        draw={warning}
        onClick={() => {
          report.begin();
          isOpen.value = true;
        }}
      >
        {words().button}
      </Button>
      {report.problem.value && !isOpen.value && (
        <Notice kind="danger" role="alert">
          {words().notSent}
        </Notice>
      )}
      <Dialog open={isOpen.value} tone="danger" title={words().title} onClose={close}>
        {/* Drawn anew each time: what was ticked and not sent is gone. */}
        {isOpen.value && <ComplaintForm report={report} isLive={isLive} onClose={close} />}
      </Dialog>
    </div>
  );
}

function ComplaintForm({ report, isLive, onClose }: ComplaintButtonProps & { onClose: () => void }) {
  const t = words();
  const ticked = useSignal<readonly ComplaintReason[]>([]);
  const said = useSignal('');
  const isMissing = useSignal(false);
  const tick = (reason: ComplaintReason, isOn: boolean) => {
    const rest = ticked.peek().filter((one) => one !== reason);
    ticked.value = isOn ? [...rest, reason] : rest;
    isMissing.value = false;
  };
  const send = () => {
    if (ticked.peek().length === 0) isMissing.value = true;
    else void report.send({ reasons: [...ticked.peek()], words: said.peek().trim() });
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p>{isLive ? t.ends : t.over}</p>
      <fieldset class="choices choices-list">
        <legend class="field-label">{t.pick}</legend>
        {complaintReason.options.map((reason) => (
          <Check
            key={reason}
            label={t.reasons[reason]}
            checked={ticked.value.includes(reason)}
            onChange={(isOn) => tick(reason, isOn)}
          />
        ))}
      </fieldset>
      <TextArea
        label={t.words}
        hint={t.wordsHint}
        maxLength={MOST_WORDS}
        value={said.value}
        onInput={(value) => {
          said.value = value;
        }}
      />
      {isMissing.value && (
        <Notice kind="info" role="alert">
          {t.missing}
        </Notice>
      )}
      {report.problem.value && (
        <Notice kind="danger" role="alert">
          {t.notSent}
        </Notice>
      )}
      <div class="row">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button kind="danger" type="submit" busy={report.stage.value === 'sending' ? t.sending : undefined}>
          {isLive ? t.sendAndEnd : t.send}
        </Button>
      </div>
    </form>
  );
}
