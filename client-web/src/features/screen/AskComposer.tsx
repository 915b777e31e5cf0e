// How a technician asks: to see or to use, how much, why, how long. The lowest sufficient choice comes first.
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Session } from '../../../../link/session.ts';
import type { Speech } from '../../../../link/speech.ts';
import { type DeskPolicy, longest } from '../../../../shared/desk/policy.ts';
import { isRisky } from '../../../../shared/session/caution.ts';
import {
  DEFAULT_VIEW_MINUTES,
  naming,
  SCOPES,
  type Scope,
  type Surface,
} from '../../../../shared/session/scopes.ts';
import { pairedHost } from '../../../../shared/session/state.ts';
import { Button } from '../../view/Button.tsx';
import { Choices } from '../../view/Choices.tsx';
import { clipboard, computer, eye, mouse, record, restart } from '../../view/icons.ts';
import { TextField } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './ask.text.ts';
import { putQuestion } from './put-question.ts';
import { lastReasons, rememberReason } from './reasons.ts';

/** What can be asked for here: what is needed most, the narrower one first; then what only a host can do. */
const USUAL = ['view', 'control'] as const;
const WITH_HOST = ['clipboard-in', 'clipboard-out', 'sysinfo', 'record', 'reboot'] as const;
const DRAWN: Readonly<Record<Scope, string>> = {
  view: eye,
  control: mouse,
  'clipboard-in': clipboard,
  'clipboard-out': clipboard,
  sysinfo: computer,
  record,
  reboot: restart,
};
const MINUTES = [5, 15, 30, 60] as const;
const SURFACES: readonly Surface[] = ['tab', 'window', 'monitor'];
const REASON_LIMIT = 120;

interface AskComposerProps {
  session: Session;
  speech: Speech;
}

export function AskComposer({ session, speech }: AskComposerProps) {
  // Kept while a question is open: who is refused asks again in nearly the same words.
  const draft = useDraft();
  const state = session.state.value;
  if (state.phase !== 'open' || !(state.device.canShowScreen || pairedHost(state))) return null;
  const hasHost = pairedHost(state) !== null;
  const { policy } = state;
  if (!state.ask)
    return <AskForm session={session} speech={speech} draft={draft} hasHost={hasHost} policy={policy} />;
  const { askId, scope } = state.ask;
  return (
    <div class="stack stack-tight">
      {(state.grants.view || scope !== 'view') && <p role="status">{words().asked}</p>}
      <Button kind="quiet" onClick={() => void speech.say({ type: 'withdraw', askId })}>
        {words().takeBack}
      </Button>
    </div>
  );
}

function useDraft() {
  return {
    wish: useSignal<Scope>('view'),
    surface: useSignal<Surface>('window'),
    minutes: useSignal(DEFAULT_VIEW_MINUTES),
    reason: useSignal(''),
    /** Why it could not be asked. */
    refusal: useSignal<(() => string) | null>(null),
  };
}
type Draft = ReturnType<typeof useDraft>;

interface FormProps {
  draft: Draft;
  /** Decides what can be asked for, and how much of it. */
  hasHost: boolean;
  /** What this desk never asks for, and how long it asks for at most. */
  policy: DeskPolicy;
}

function AskForm({ session, speech, draft, hasHost, policy }: AskComposerProps & FormProps) {
  const id = useId();
  const state = session.state.value;
  const isLocked = state.phase === 'open' && isRisky(state.answers);
  const options = asksFor({ hasHost, isLocked, policy });
  // What was chosen before the customer answered can be asked for no more.
  const scope = options.find((each) => each === draft.wish.value) ?? options[0];
  const ask = async () => {
    if (scope === undefined) return;
    draft.wish.value = scope;
    const asked = { ...askedBy({ draft, hasHost, policy }), ...sameScreen(session, draft) };
    const problem =
      asked.reason === '' ? () => words().reasonMissing : await putQuestion(session, speech, asked);
    draft.refusal.value = problem;
    if (!problem) rememberReason(asked.reason);
  };
  if (scope === undefined)
    return (
      <Notice kind="info" role="status">
        {words().asksNothing}
      </Notice>
    );
  return (
    <form
      class="ask-composer"
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <h2 id={id}>{words().ask[scope]}</h2>
      {isLocked && (
        <Notice kind="info" role="status">
          {words().locked}
        </Notice>
      )}
      <Choices
        legend={words().wish}
        shape="row"
        value={scope}
        options={options.map((value) => ({ value, label: words().wishes[value] }))}
        onChange={(value) => {
          draft.wish.value = value;
          draft.refusal.value = null;
        }}
      />
      {SCOPES[scope].needsHost && !hasHost ? (
        <Notice kind="info" role="status">
          {words().needsHost}
        </Notice>
      ) : (
        <Details draft={draft} hasHost={hasHost} policy={policy} scope={scope} />
      )}
    </form>
  );
}

/** How much, why and how long of what was chosen. */
function Details({ draft, hasHost, policy, scope }: FormProps & { scope: Scope }) {
  const choices = minutesOf(scope, policy);
  const minutes = Math.min(draft.minutes.value, longest(policy, scope));
  return (
    <>
      {hasHost ? (
        <p>{words().byHost[scope]}</p>
      ) : (
        <Choices
          legend={words().surface}
          shape="row"
          value={draft.surface.value}
          options={SURFACES.map((value) => ({ value, label: words().surfaces[value] }))}
          onChange={(value) => {
            draft.surface.value = value;
          }}
        />
      )}
      <TextField
        label={words().reason}
        hint={words().reasonHint}
        maxLength={REASON_LIMIT}
        value={draft.reason.value}
        suggestions={lastReasons()}
        onInput={(value) => {
          draft.reason.value = value;
        }}
      />
      {choices.length > 1 && (
        <Choices
          legend={words().minutes}
          shape="row"
          value={String(minutes)}
          options={choices.map((n) => ({ value: String(n), label: words().min(n) }))}
          onChange={(value) => {
            draft.minutes.value = Number(value);
          }}
        />
      )}
      {draft.refusal.value && (
        <Notice kind="info" role="alert">
          {draft.refusal.value()}
        </Notice>
      )}
      <Button kind="ask" type="submit" draw={DRAWN[scope]}>
        {words().send}
      </Button>
    </>
  );
}

interface Askable extends Omit<FormProps, 'draft'> {
  /** The customer was called by somebody, and so only seeing can be asked for. */
  readonly isLocked: boolean;
}

function asksFor({ hasHost, isLocked, policy }: Askable): readonly Scope[] {
  const all: readonly Scope[] = isLocked ? ['view'] : [...USUAL, ...(hasHost ? WITH_HOST : [])];
  return all.filter((each) => !policy.never.includes(each));
}

/** The usual steps, and the most that this desk asks for. */
function minutesOf(scope: Scope, policy: DeskPolicy): readonly number[] {
  const most = longest(policy, scope);
  return [...MINUTES.filter((n) => n < most), most];
}

function askedBy({ draft, hasHost, policy }: FormProps) {
  const { wish, surface, minutes, reason } = draft;
  const { value: scope } = wish;
  return {
    scope,
    // A host shows and lends whole monitors only.
    surface: hasHost ? 'monitor' : surface.value,
    minutes: Math.min(minutes.value, longest(policy, scope)),
    reason: reason.value.trim(),
  };
}

/** More time is for the monitor that is seen; another one is asked for where they are listed. */
function sameScreen({ state }: Session, { wish }: Draft): { screen?: number } {
  const { value: now } = state;
  const seen = now.phase === 'open' && wish.value === 'view' ? now.grants.view : undefined;
  return seen?.method === 'host' ? naming(seen) : {};
}
