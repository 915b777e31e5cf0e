// What a program is, what it may do and for how long. Ends in a token, which another dialog shows.
import { useEffect, useRef, useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import {
  newToken,
  TOKEN_DAYS,
  type TokenMade,
  type TokenScope,
  tokenMade,
  tokenScope,
} from '../../../../shared/protocol/tokens.ts';
import { post } from '../../features/account/session.ts';
import { Button } from '../../view/Button.tsx';
import { Choices } from '../../view/Choices.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { TextField } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './connections.text.ts';
import { inWords } from './refusal.ts';
import { Ticks } from './Ticks.tsx';

interface TokenDialogProps {
  open: boolean;
  onClose: () => void;
  onMade: (made: TokenMade) => void;
}

export function TokenDialog({ open, onClose, onMade }: TokenDialogProps) {
  return (
    <Dialog open={open} title={words().addToken} onClose={onClose}>
      {open && <TokenForm onClose={onClose} onMade={onMade} />}
    </Dialog>
  );
}

function TokenForm({ onClose, onMade }: Omit<TokenDialogProps, 'open'>) {
  const t = words();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly TokenScope[]>([]);
  const [days, setDays] = useState<string>('90');
  const [slips, setSlips] = useState({ name: false, scopes: false });
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus(), [slips]);

  const send = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    const found = { name: !newToken.shape.name.safeParse(name.trim()).success, scopes: scopes.length === 0 };
    setSlips(found);
    setProblem(null);
    if (found.name || found.scopes) return;
    setBusy(true);
    const answer = await post('/api/tokens', { name: name.trim(), scopes, days: Number(days) }, tokenMade);
    setBusy(false);
    if (isRefusal(answer)) setProblem(inWords(answer));
    else onMade(answer);
  };
  return (
    <form ref={form} class="connect-form" noValidate onSubmit={(event) => void send(event)}>
      <TextField
        label={t.tokenName}
        hint={t.tokenNameHint}
        maxLength={40}
        autocomplete="off"
        autofocus
        value={name}
        error={slips.name ? t.needTokenName : undefined}
        onInput={setName}
      />
      <Ticks
        legend={t.scopes}
        options={tokenScope.options.map((value) => ({ value, label: t.scopeNames[value] }))}
        chosen={scopes}
        error={slips.scopes ? t.needScopes : undefined}
        onChange={setScopes}
      />
      <Choices
        legend={t.life}
        shape="row"
        value={days}
        onChange={setDays}
        options={TOKEN_DAYS.map((n) => ({ value: String(n), label: t.days(n) }))}
      />
      {problem !== null && (
        <Notice kind="danger" role="alert">
          {problem}
        </Notice>
      )}
      <div class="connect-answers">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button kind="primary" type="submit" busy={isBusy ? t.busy : undefined}>
          {t.addToken}
        </Button>
      </div>
    </form>
  );
}
