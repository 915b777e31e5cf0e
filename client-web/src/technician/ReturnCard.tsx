// Digits with which a customer finds the session again whose browser was closed or whose computer restarts. They show the way;
// the key that the customer's browser kept is what lets it in.
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { showCode } from '../../../shared/code/code.ts';
import { isRefusal } from '../../../shared/errors.ts';
import { type ReturnOffered, returnOffered } from '../../../shared/protocol/http.ts';
import { post } from '../features/account/session.ts';
import { errors } from '../features/errors.text.ts';
import type { Help } from '../features/help.ts';
import { Button } from '../view/Button.tsx';
import { Notice } from '../view/Notice.tsx';
import { Timer } from '../view/Timer.tsx';
import { words } from './return.text.ts';

/** Shown when the customer is gone, and from the moment a restart is asked for: then the digits are read out beforehand. */
export function ReturnCard({ help }: { help: Help }) {
  const { session } = help;
  const state = session.state.value;
  const title = useId();
  const offered = useSignal<ReturnOffered | null>(null);
  const refused = useSignal<(() => string) | null>(null);
  const isRestarting =
    state.phase === 'open' && (state.ask?.scope === 'reboot' || state.grants.reboot !== undefined);
  const isGood = offered.value !== null && offered.value.until > session.now();
  const { customer, apart } = session.present.value;
  const isGone = session.status.value.kind === 'online' && !customer && !apart;
  if (!isRestarting && !isGone && !isGood) return null;
  const make = async () => {
    const made = await post(`/api/sessions/${session.sid}/return`, undefined, returnOffered);
    refused.value = isRefusal(made) ? () => errors()[made.refused] : null;
    if (!isRefusal(made)) offered.value = made;
  };
  return (
    <section class="card code-card" aria-labelledby={title}>
      <h3 id={title}>{words().title}</h3>
      <p>{words().hint}</p>
      {offered.value && isGood ? (
        <>
          <p class="code-digits" role="status" aria-label={words().digits}>
            {showCode(offered.value.code)}
          </p>
          <p>
            {words().open} <strong>{`${location.host}/j`}</strong>
          </p>
          <p>
            {words().left}:{' '}
            <Timer endsAt={offered.value.until - session.clockOffset.value} what={words().digits} />
          </p>
        </>
      ) : (
        <Button onClick={() => void make()}>{words().make}</Button>
      )}
      {refused.value && (
        <Notice kind="info" role="alert">
          {refused.value()}
        </Notice>
      )}
    </section>
  );
}
