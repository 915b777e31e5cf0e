// Asked once in ninety days: the password, so that this browser may sign for its technician; and what to do when it may not.
import { useSignal } from '@preact/signals';
import { PasswordField } from '../features/account/PasswordField.tsx';
import { inWords } from '../features/account/refusals.ts';
import { errors } from '../features/errors.text.ts';
import { Button } from '../view/Button.tsx';
import { Dialog } from '../view/Dialog.tsx';
import { Notice } from '../view/Notice.tsx';
import { words } from './console.text.ts';
import type { Device } from './device.ts';

export function DeviceDialog({ device }: { device: Device }) {
  const password = useSignal('');
  const isBusy = useSignal(false);
  const isWrong = useSignal(false);
  const { value: state } = device.state;
  if (state.at === 'failed')
    return (
      <Notice kind="danger" role="alert">
        <p>{inWords(state.why)}</p>
        <Button onClick={() => void device.enrol()}>{words().again}</Button>
      </Notice>
    );
  if (state.at !== 'password') return null;
  const send = async (event: Event) => {
    event.preventDefault();
    isBusy.value = true;
    isWrong.value = (await device.enrol(password.value)) !== null;
    isBusy.value = false;
  };
  return (
    <Dialog open dismissable={false} title={words().deviceTitle}>
      <form class="stack" onSubmit={(event) => void send(event)}>
        <p>{words().deviceWhy}</p>
        <PasswordField
          label={words().password}
          autocomplete="current-password"
          autofocus
          value={password.value}
          error={isWrong.value ? errors().SIGN_IN_FAILED : undefined}
          onInput={(value) => {
            password.value = value;
          }}
        />
        <Button kind="primary" type="submit" wide busy={isBusy.value ? words().deviceBusy : undefined}>
          {words().deviceGo}
        </Button>
      </form>
    </Dialog>
  );
}
