// How a technician asks to see: how much, why, how long. The lowest sufficient choice comes first.
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Session } from '../../../../link/session.ts';
import type { Speech } from '../../../../link/speech.ts';
import { isRefusal, refuse } from '../../../../shared/errors.ts';
import { askProblem } from '../../../../shared/session/decide-consent.ts';
import { DEFAULT_VIEW_MINUTES, type Surface } from '../../../../shared/session/scopes.ts';
import { browser } from '../../link/browser.ts';
import { Button } from '../../view/Button.tsx';
import { Choices } from '../../view/Choices.tsx';
import { eye } from '../../view/icons.ts';
import { TextField } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';
import { errors } from '../errors.text.ts';
import { lastReasons, rememberReason } from './reasons.ts';
import { words } from './screen.text.ts';

const MINUTES = [5, 15, 30, 60] as const;
const SURFACES: readonly Surface[] = ['tab', 'window', 'monitor'];
const REASON_LIMIT = 120;

interface AskComposerProps {
  session: Session;
  speech: Speech;
}

export function AskComposer({ session, speech }: AskComposerProps) {
  const id = useId();
  const surface = useSignal<Surface>('window');
  const minutes = useSignal(DEFAULT_VIEW_MINUTES);
  const reason = useSignal('');
  const refusal = useSignal<(() => string) | null>(null);
  const state = session.state.value;
  if (state.phase !== 'open' || !state.device.canShowScreen) return null;
  if (state.ask) {
    const { askId } = state.ask;
    return (
      <div class="stack stack-tight">
        {state.grants.view && <p role="status">{words().asked}</p>}
        <Button kind="quiet" onClick={() => void speech.say({ type: 'withdraw', askId })}>
          {words().takeBack}
        </Button>
      </div>
    );
  }
  const ask = async () => {
    if (reason.value.trim() === '') {
      refusal.value = () => words().reasonMissing;
      return;
    }
    const wanted = {
      type: 'ask',
      askId: browser.newUuid(),
      scope: 'view',
      surface: surface.value,
      minutes: minutes.value,
      reason: reason.value.trim(),
    } as const;
    // What the broker would refuse is not signed in the first place.
    const problem = askProblem(state, wanted, session.now());
    const answer = problem ? refuse(problem) : await speech.say(wanted);
    if (isRefusal(answer)) refusal.value = () => errors()[answer.refused];
    else {
      refusal.value = null;
      rememberReason(reason.value.trim());
    }
  };
  return (
    <form
      class="ask-composer"
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <h2 id={id}>{words().ask}</h2>
      <Choices
        legend={words().surface}
        shape="row"
        value={surface.value}
        options={SURFACES.map((value) => ({ value, label: words().surfaces[value] }))}
        onChange={(value) => {
          surface.value = value;
        }}
      />
      <TextField
        label={words().reason}
        hint={words().reasonHint}
        maxLength={REASON_LIMIT}
        value={reason.value}
        suggestions={lastReasons()}
        onInput={(value) => {
          reason.value = value;
        }}
      />
      <Choices
        legend={words().minutes}
        shape="row"
        value={String(minutes.value)}
        options={MINUTES.map((n) => ({ value: String(n), label: words().min(n) }))}
        onChange={(value) => {
          minutes.value = Number(value);
        }}
      />
      {refusal.value && (
        <Notice kind="info" role="alert">
          {refusal.value()}
        </Notice>
      )}
      <Button kind="ask" type="submit" draw={eye}>
        {words().send}
      </Button>
    </form>
  );
}
