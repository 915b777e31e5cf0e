// Signing in with e-mail and password: the form by itself, and as a page of its own.
import { useEffect, useRef, useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import { type Me, me as meSchema } from '../../../../shared/protocol/http.ts';
import * as api from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { TextField } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './account.text.ts';
import { Entry } from './Entry.tsx';
import { PasswordField } from './PasswordField.tsx';
import { inWords, isEmail } from './refusals.ts';
import { welcome } from './session.ts';

interface SignInFormProps {
  /** Whose page waits; then only the password is missing. */
  email?: string | undefined;
  /** Told after the page knows who it is. */
  onDone?: ((who: Me) => void) | undefined;
}

export function SignInForm({ email: known = '', onDone }: SignInFormProps) {
  const t = words();
  const form = useRef<HTMLFormElement>(null);
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState({ email: false, password: false });
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  useEffect(() => {
    if (missing.email || missing.password)
      form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [missing]);

  const send = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    const lacks = { email: !isEmail(email), password: password === '' };
    setMissing(lacks);
    setProblem(null);
    if (lacks.email || lacks.password) return;
    setBusy(true);
    const answer = await api.post('/api/sign-in', { email: email.trim(), password }, meSchema);
    setBusy(false);
    if (isRefusal(answer)) return setProblem(inWords(answer));
    welcome(answer);
    onDone?.(answer);
  };

  return (
    <form ref={form} class="entry-form" noValidate onSubmit={(event) => void send(event)}>
      {problem !== null && (
        <Notice kind="danger" role="alert">
          {problem}
        </Notice>
      )}
      <TextField
        label={t.email}
        type="email"
        name="email"
        autocomplete="username"
        spellcheck={false}
        maxLength={254}
        autofocus={known === ''}
        value={email}
        error={missing.email ? t.needEmail : undefined}
        onInput={setEmail}
      />
      <PasswordField
        label={t.password}
        autocomplete="current-password"
        autofocus={known !== ''}
        value={password}
        error={missing.password ? t.needPassword : undefined}
        onInput={setPassword}
      />
      <Button kind="primary" type="submit" wide busy={isBusy ? t.signingIn : undefined}>
        {t.signIn}
      </Button>
      <p class="small soft">
        {t.lost} <code>npm run enrol -- --email …</code>.
      </p>
    </form>
  );
}

/** The whole page. What it hides keeps its address and appears once somebody is in. */
export function SignIn({ onDone }: { onDone?: ((who: Me) => void) | undefined }) {
  return (
    <Entry title={words().signIn}>
      <SignInForm onDone={onDone} />
    </Entry>
  );
}
