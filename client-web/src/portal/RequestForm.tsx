// The form of a request: who asks for help and what is wrong. What is written is kept at each key, and nothing is lost where sending
// fails. It says before it is sent whom it reaches.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Refused } from '../link/api.ts';
import { Button } from '../view/Button.tsx';
import { TextArea, TextField } from '../view/inputs.tsx';
import { Notice } from '../view/Notice.tsx';
import { CameFrom } from './CameFrom.tsx';
import { cameFrom } from './came-from.ts';
import { type Draft, type Field, keepDraft, keptDraft } from './draft.ts';
import { Picked } from './Picked.tsx';
import { words } from './portal.text.ts';
import type { Problem, Problems } from './problems.ts';

interface RequestFormProps {
  slug: string;
  /** The request is open, and this tab remembers it. */
  onSent: () => void;
}

type Denied = Pick<Refused, 'refused' | 'retryAfter'>;

const sending = () => import('./sending.ts');

export function RequestForm({ slug, onSent }: RequestFormProps) {
  const draft = useSignal<Draft>(keptDraft());
  const problems = useSignal<Problems>({});
  const refused = useSignal<Denied | null>(null);
  const isBusy = useSignal(false);
  const tries = useSignal(0);
  const page = useSignal<string | null>(cameFrom());
  const form = useRef<HTMLFormElement>(null);
  // Where to go on is where the first mistake is.
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus(), [tries.value]);

  const write = (field: Field) => (value: string) => {
    draft.value = { ...draft.value, [field]: value };
    const { [field]: _mended, ...others } = problems.value;
    problems.value = others;
    keepDraft(draft.value);
    // Time to load what sends it.
    void sending().catch(() => {});
  };
  const send = async () => {
    isBusy.value = true;
    refused.value = null;
    try {
      const { sendRequest } = await sending();
      const sent = await sendRequest(slug, draft.value, page.value);
      if (sent.at === 'sent') return onSent();
      if (sent.at === 'refused') refused.value = sent.refused;
      else problems.value = sent.problems;
    } catch {
      // The rest of the page did not load.
      refused.value = { refused: 'CLOSED' };
    }
    isBusy.value = false;
    tries.value += 1;
  };
  const wiring = (field: Field) => ({
    value: draft.value[field],
    error: inWords(field, problems.value[field]),
    onInput: write(field),
  });
  return (
    <form
      ref={form}
      class="stack"
      aria-label={words().form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextField {...wiring('name')} label={words().name} hint={words().nameHint} autocomplete="name" />
      <TextArea {...wiring('problem')} label={words().problem} hint={words().problemHint} rows={4} />
      <More isNeeded={Boolean(problems.value.steps || problems.value.messages)} draft={draft.value}>
        <TextArea {...wiring('steps')} label={words().steps} />
        <TextArea {...wiring('messages')} label={words().messages} hint={words().messagesHint} />
      </More>
      <Picked />
      <TextField
        {...wiring('email')}
        label={words().email}
        hint={words().emailHint}
        type="email"
        autocomplete="email"
      />
      <CameFrom page={page} />
      <Notice kind="quiet" title={words().beforeTitle}>
        <p>{words().before}</p>
        <p>{words().unseen}</p>
      </Notice>
      {refused.value && (
        <Notice kind="danger" role="alert">
          {refusal(refused.value)}
        </Notice>
      )}
      <Button kind="primary" type="submit" wide busy={isBusy.value ? words().sending : undefined}>
        {words().send}
      </Button>
    </form>
  );
}

interface MoreProps {
  /** Something in it has to be mended. */
  isNeeded: boolean;
  draft: Draft;
  children: ComponentChildren;
}

/** Folded, so that the form looks as short as it is; open where something stands in it. */
function More({ isNeeded, draft, children }: MoreProps) {
  const isOpen = useSignal(draft.steps !== '' || draft.messages !== '');
  return (
    <details
      class="more"
      open={isOpen.value || isNeeded}
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>{words().more}</summary>
      <div class="stack more-fields">{children}</div>
    </details>
  );
}

function inWords(field: Field, problem: Problem | undefined): string | undefined {
  switch (problem?.is) {
    case undefined:
      return undefined;
    case 'missing':
      return field === 'name' ? words().missing.name : words().missing.problem;
    case 'too-long':
      return words().tooLong(problem.most);
    case 'unreadable':
      return words().unreadable;
    case 'no-address':
      return words().noAddress;
  }
}

function refusal({ refused, retryAfter }: Denied): string {
  if (refused === 'TOO_MANY_TRIES') return words().tooMany(Math.ceil((retryAfter ?? 60) / 60));
  return refused === 'BAD_INPUT' || refused === 'TOO_LARGE' ? words().refused : words().unreachable;
}
