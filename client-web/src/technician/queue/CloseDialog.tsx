// Closing a request: what came of it, in one of five words, and a note for the desk. Nothing is chosen beforehand.
import { type Signal, useSignal } from '@preact/signals';
import { type Outcome, outcome } from '../../../../shared/protocol/requests.ts';
import { Button } from '../../view/Button.tsx';
import { Choices } from '../../view/Choices.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { TextArea } from '../../view/inputs.tsx';
import type { OpenRequest } from './open-request.ts';
import { words } from './request.text.ts';

/** The customer alone withdraws. */
const OUTCOMES = outcome.options.filter((each) => each !== 'withdrawn');

export function CloseDialog({ isOpen, request }: { isOpen: Signal<boolean>; request: OpenRequest }) {
  const chosen = useSignal<Outcome | undefined>(undefined);
  const note = useSignal('');
  const leave = () => {
    isOpen.value = false;
  };
  const finish = async () => {
    if (chosen.value === undefined) return;
    await request.finish(chosen.value, note.value);
    leave();
  };
  return (
    <Dialog
      open={isOpen.value}
      title={words().closeTitle}
      onClose={leave}
      actions={
        <div class="row">
          <Button onClick={leave}>{words().goOn}</Button>
          <Button
            kind="primary"
            disabled={chosen.value === undefined}
            busy={request.doing.value === 'close' ? words().doingClose : undefined}
            onClick={() => void finish()}
          >
            {words().doClose}
          </Button>
        </div>
      }
    >
      <div class="stack">
        <p>{words().closeHint}</p>
        <Choices
          legend={words().outcome}
          value={chosen.value}
          options={OUTCOMES.map((value) => ({
            value,
            label: words().outcomes[value],
            hint: words().outcomeHints[value],
          }))}
          onChange={(value) => {
            chosen.value = value;
          }}
        />
        <TextArea
          label={words().closing}
          hint={words().closingHint}
          maxLength={2_000}
          value={note.value}
          onInput={(value) => {
            note.value = value;
          }}
        />
      </div>
    </Dialog>
  );
}
