// Calling a colleague: to take over or to help beside, one by name or whoever is first, and a note that stays at the desk.
import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import type { ColleagueThere } from '../../../../shared/protocol/calls.ts';
import { type CallKind, callKind } from '../../../../shared/session/outcome.ts';
import { inWords } from '../../features/account/refusals.ts';
import { Button } from '../../view/Button.tsx';
import { Choices } from '../../view/Choices.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { SelectField, TextArea } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';
import type { ColleagueCalls } from './calls.ts';
import { words } from './colleagues.text.ts';

interface CallDialogProps {
  isOpen: Signal<boolean>;
  sid: string;
  calls: ColleagueCalls;
}

export function CallDialog({ isOpen, sid, calls }: CallDialogProps) {
  const how = useSignal<CallKind | undefined>(undefined);
  const to = useSignal('');
  const note = useSignal('');
  const there = useSignal<readonly ColleagueThere[]>([]);
  const isBusy = useSignal(false);
  const trouble = useSignal<(() => string) | null>(null);
  useEffect(() => {
    if (!isOpen.value) return;
    void calls.there(sid).then((found) => {
      there.value = isRefusal(found) ? [] : found;
    });
  }, [isOpen.value, sid]);
  const leave = () => {
    isOpen.value = false;
    trouble.value = null;
  };
  const call = async () => {
    if (how.value === undefined) return;
    isBusy.value = true;
    const said = { how: how.value, to: to.value === '' ? null : to.value, note: note.value };
    const refused = await calls.make(sid, said);
    isBusy.value = false;
    trouble.value = refused && (() => inWords(refused));
    if (refused) return;
    note.value = '';
    leave();
  };
  return (
    <Dialog
      open={isOpen.value}
      title={words().title}
      onClose={leave}
      actions={
        <div class="row">
          <Button onClick={leave}>{words().cancel}</Button>
          <Button
            kind="primary"
            disabled={how.value === undefined}
            busy={isBusy.value ? words().calling : undefined}
            onClick={() => void call()}
          >
            {words().call}
          </Button>
        </div>
      }
    >
      <div class="stack">
        <p>{words().consent}</p>
        <Choices
          legend={words().how}
          value={how.value}
          options={callKind.options.map((value) => ({
            value,
            label: words().kinds[value],
            hint: words().kindHints[value],
          }))}
          onChange={(value) => {
            how.value = value;
          }}
        />
        <SelectField
          label={words().whom}
          value={to.value}
          options={[
            { value: '', label: words().anybody },
            ...there.value.map(({ id, name, availability }) => ({
              value: id,
              label: `${name}${words().availability[availability]}`,
            })),
          ]}
          onChange={(value) => {
            to.value = value;
          }}
        />
        {there.value.length === 0 && <p class="small soft">{words().nobodyThere}</p>}
        <TextArea
          label={words().note}
          hint={words().noteHint}
          rows={3}
          maxLength={2_000}
          value={note.value}
          onInput={(value) => {
            note.value = value;
          }}
        />
        {trouble.value && (
          <Notice kind="info" role="alert">
            {trouble.value()}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
