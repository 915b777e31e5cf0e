// Where news goes, and which. Ends in a secret, which another dialog shows.
import { useEffect, useRef, useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import {
  type WebhookKind,
  type WebhookMade,
  webhookKind,
  webhookMade,
} from '../../../../shared/protocol/webhooks.ts';
import { post } from '../../features/account/session.ts';
import { Button } from '../../view/Button.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { TextField } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './connections.text.ts';
import { inWords } from './refusal.ts';
import { Ticks } from './Ticks.tsx';

interface WebhookDialogProps {
  open: boolean;
  onClose: () => void;
  onMade: (made: WebhookMade) => void;
}

export function WebhookDialog({ open, onClose, onMade }: WebhookDialogProps) {
  return (
    <Dialog open={open} title={words().addWebhook} onClose={onClose}>
      {open && <WebhookForm onClose={onClose} onMade={onMade} />}
    </Dialog>
  );
}

function WebhookForm({ onClose, onMade }: Omit<WebhookDialogProps, 'open'>) {
  const t = words();
  const form = useRef<HTMLFormElement>(null);
  const [url, setUrl] = useState('');
  const [kinds, setKinds] = useState<readonly WebhookKind[]>(webhookKind.options);
  const [slips, setSlips] = useState({ url: false, kinds: false });
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus(), [slips]);

  const send = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    const found = { url: !/^https?:\/\/./.test(url.trim()), kinds: kinds.length === 0 };
    setSlips(found);
    setProblem(null);
    if (found.url || found.kinds) return;
    setBusy(true);
    const answer = await post('/api/webhooks', { url: url.trim(), kinds }, webhookMade);
    setBusy(false);
    if (isRefusal(answer)) setProblem(inWords(answer));
    else onMade(answer);
  };
  return (
    <form ref={form} class="connect-form" noValidate onSubmit={(event) => void send(event)}>
      <TextField
        label={t.url}
        hint={t.urlHint}
        type="url"
        maxLength={500}
        autocomplete="off"
        spellcheck={false}
        autofocus
        value={url}
        error={slips.url ? t.needUrl : undefined}
        onInput={setUrl}
      />
      <Ticks
        legend={t.kinds}
        options={webhookKind.options.map((value) => ({ value, label: t.kindNames[value] }))}
        chosen={kinds}
        error={slips.kinds ? t.needKinds : undefined}
        onChange={setKinds}
      />
      {problem !== null && (
        <Notice kind="danger" role="alert">
          {problem}
        </Notice>
      )}
      <div class="connect-answers">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button kind="primary" type="submit" busy={isBusy ? t.busy : undefined}>
          {t.addWebhook}
        </Button>
      </div>
    </form>
  );
}
