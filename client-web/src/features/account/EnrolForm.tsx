// The form that ends in an account: a password always; for the first one also the desk, the name and the e-mail.
import { useEffect, useRef, useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import { type EnrolCard, me as meSchema } from '../../../../shared/protocol/http.ts';
import * as api from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { TextField } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words as account } from './account.text.ts';
import { words } from './enrol.text.ts';
import { type Draft, emptyDraft, type Slips, slipsOf, tidy } from './enrol-draft.ts';
import { PasswordField } from './PasswordField.tsx';
import { inWords, lengthOf, SHORTEST } from './refusals.ts';
import { goHome } from './SignInLink.tsx';

interface EnrolFormProps {
  token: string;
  card: EnrolCard;
}

export function EnrolForm({ token, card }: EnrolFormProps) {
  const { isFirst } = card;
  const t = words();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [slips, setSlips] = useState<Slips>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const type = (field: keyof Draft) => (value: string) => setDraft((was) => ({ ...was, [field]: value }));

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [slips]);

  const send = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    const found = slipsOf(draft, isFirst);
    setSlips(found);
    setProblem(null);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    const first = { desk: tidy(draft.desk), name: tidy(draft.name), email: draft.email.trim() };
    const body = { token, password: draft.password, ...(isFirst ? { first } : {}) };
    const answer = await api.post('/api/enrol', body, meSchema);
    if (!isRefusal(answer)) return goHome(answer);
    setBusy(false);
    setProblem(inWords(answer));
  };

  return (
    <form ref={form} class="entry-form" noValidate onSubmit={(event) => void send(event)}>
      {isFirst ? <FirstFields draft={draft} slips={slips} type={type} /> : <Expected card={card} />}
      <PasswordField
        label={t.password}
        hint={t.passwordHint}
        autocomplete="new-password"
        autofocus={!isFirst}
        value={draft.password}
        error={slips.password && lengthOf(draft.password) < SHORTEST ? t.needPassword : undefined}
        onInput={type('password')}
      />
      <Length password={draft.password} />
      <p class="entry-set-up">{isFirst ? confirmFirst(draft) : confirm(card)}</p>
      {problem !== null && (
        <Notice kind="danger" role="alert">
          {problem}
        </Notice>
      )}
      <Button kind="primary" type="submit" wide busy={isBusy ? t.settingUp : undefined}>
        {isFirst ? t.setUpDesk : t.setUp}
      </Button>
    </form>
  );
}

/** Counts towards enough, and no further: length is what matters, not tricks. Said aloud once, when it is reached. */
function Length({ password }: { password: string }) {
  const t = words();
  const left = SHORTEST - lengthOf(password);
  return (
    <p class="small soft entry-length">
      <span aria-hidden="true">{password === '' ? '' : left > 0 ? t.missing(left) : t.longEnough}</span>
      <span class="unseen" role="status">
        {left > 0 ? '' : t.longEnough}
      </span>
    </p>
  );
}

interface FirstFieldsProps {
  draft: Draft;
  slips: Slips;
  type: (field: keyof Draft) => (value: string) => void;
}

function FirstFields({ draft, slips, type }: FirstFieldsProps) {
  const t = words();
  return (
    <>
      <p>{t.firstLead}</p>
      <TextField
        label={t.deskName}
        hint={t.deskHint}
        name="organization"
        autocomplete="organization"
        maxLength={60}
        autofocus
        value={draft.desk}
        error={slips.desk ? t.needDesk : undefined}
        onInput={type('desk')}
      />
      <TextField
        label={t.ownName}
        hint={t.ownNameHint}
        name="name"
        autocomplete="name"
        maxLength={60}
        value={draft.name}
        error={slips.name ? t.needName : undefined}
        onInput={type('name')}
      />
      <TextField
        label={t.email}
        hint={t.emailHint}
        type="email"
        name="email"
        autocomplete="username"
        spellcheck={false}
        maxLength={254}
        value={draft.email}
        error={slips.email ? t.needEmail : undefined}
        onInput={type('email')}
      />
    </>
  );
}

function Expected({ card: { desk, role, name, email } }: { card: EnrolCard }) {
  const t = words();
  return (
    <>
      <p>{t.lead(desk, account().roles[role], account().rolesDo[role])}</p>
      <dl class="entry-facts">
        <dt>{t.name}</dt>
        <dd>{name}</dd>
        <dt>{t.email}</dt>
        <dd>{email}</dd>
      </dl>
      {/* Password managers keep the new password under this name. */}
      <input type="text" name="email" autocomplete="username" value={email} readOnly hidden />
    </>
  );
}

function confirmFirst({ desk, name }: Draft): string {
  const [deskName, ownName] = [tidy(desk), tidy(name)];
  if (deskName === '' || ownName === '') return words().confirmUnnamed;
  return words().confirmFirst(deskName, ownName);
}

const confirm = ({ name, desk, role }: EnrolCard): string =>
  words().confirm(name, desk, account().roles[role]);
