// Whom to invite: name, e-mail, role. Ends in a link, which another dialog shows.
import { useEffect, useRef, useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import { isShowable } from '../../../../shared/people/names.ts';
import { type Role, role as roles } from '../../../../shared/people/roles.ts';
import { type Invited, invited } from '../../../../shared/protocol/http.ts';
import { mailStatus } from '../../../../shared/protocol/mail.ts';
import { words as account } from '../../features/account/account.text.ts';
import { tidy } from '../../features/account/enrol-draft.ts';
import { inWordsHere, isEmail } from '../../features/account/refusals.ts';
import { get, post } from '../../features/account/session.ts';
import { Button } from '../../view/Button.tsx';
import { Check, Choices } from '../../view/Choices.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { language } from '../../view/i18n.ts';
import { TextField } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './people.text.ts';

interface InviteDialogProps {
  open: boolean;
  onClose: () => void;
  onInvited: (invited: Invited) => void;
}

export function InviteDialog({ open, onClose, onInvited }: InviteDialogProps) {
  return (
    <Dialog open={open} title={words().inviteTitle} onClose={onClose}>
      {/* Drawn anew each time, so that nothing of the last invitation is left. */}
      {open && <InviteForm onClose={onClose} onInvited={onInvited} />}
    </Dialog>
  );
}

function InviteForm({ onClose, onInvited }: Omit<InviteDialogProps, 'open'>) {
  const t = words();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('technician');
  const hasMail = useMail();
  const [isSent, setSent] = useState(false);
  const [slips, setSlips] = useState({ name: false, email: false });
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [slips]);

  const send = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    const found = { name: !isShowable(tidy(name)), email: !isEmail(email) };
    setSlips(found);
    setProblem(null);
    if (found.name || found.email) return;
    setBusy(true);
    const who = { name: tidy(name), email: email.trim(), role };
    const mail = hasMail && isSent ? { mail: language.value } : {};
    const answer = await post('/api/people', { ...who, ...mail }, invited);
    setBusy(false);
    if (isRefusal(answer)) setProblem(inWordsHere(answer));
    else onInvited(answer);
  };

  return (
    <form ref={form} class="people-form" noValidate onSubmit={(event) => void send(event)}>
      <TextField
        label={t.name}
        hint={t.nameHint}
        maxLength={60}
        autocomplete="off"
        autofocus
        value={name}
        error={slips.name ? t.needName : undefined}
        onInput={setName}
      />
      <TextField
        label={t.email}
        hint={hasMail ? t.emailHintSent : t.emailHint}
        type="email"
        maxLength={254}
        autocomplete="off"
        spellcheck={false}
        value={email}
        error={slips.email ? t.needEmail : undefined}
        onInput={setEmail}
      />
      <Choices
        legend={t.role}
        value={role}
        onChange={setRole}
        options={roles.options.map((value) => ({
          value,
          label: account().roles[value],
          hint: account().rolesDo[value],
        }))}
      />
      {hasMail && <Check label={t.sendIt} checked={isSent} onChange={setSent} />}
      {problem !== null && (
        <Notice kind="danger" role="alert">
          {problem}
        </Notice>
      )}
      <div class="people-answers">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button kind="primary" type="submit" busy={isBusy ? t.making : undefined}>
          {t.makeLink}
        </Button>
      </div>
    </form>
  );
}

/** Whether the broker can send a letter. Where that cannot be asked, the link is handed over as it always was. */
function useMail(): boolean {
  const [isOn, setOn] = useState(false);
  useEffect(() => {
    void get('/api/mail', mailStatus).then((answer) => setOn(!isRefusal(answer) && answer.isOn));
  }, []);
  return isOn;
}
