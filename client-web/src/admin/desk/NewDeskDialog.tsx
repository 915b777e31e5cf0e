// Another desk on this broker: a name is all it needs. Whoever makes it belongs to it and goes over at once.
import { useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import { isShowable } from '../../../../shared/people/names.ts';
import { desk } from '../../../../shared/protocol/http.ts';
import { tidy } from '../../features/account/enrol-draft.ts';
import { goToDesk } from '../../features/account/go-to-desk.ts';
import { inWords } from '../../features/account/refusals.ts';
import { post } from '../../features/account/session.ts';
import { Button } from '../../view/Button.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { TextField } from '../../view/inputs.tsx';
import { words } from './desk.text.ts';

export function NewDeskDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} title={words().newTitle} onClose={onClose}>
      {open && <NewDeskForm onClose={onClose} />}
    </Dialog>
  );
}

function NewDeskForm({ onClose }: { onClose: () => void }) {
  const t = words();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const send = async (event: Event) => {
    event.preventDefault();
    if (!isShowable(tidy(name))) return setProblem(t.needName);
    setBusy(true);
    const made = await post('/api/desks', { name: tidy(name) }, desk);
    const gone = isRefusal(made) ? made : await goToDesk(made.id);
    setBusy(false);
    if (gone) setProblem(gone.refused === 'ALREADY_EXISTS' ? t.taken : inWords(gone));
  };
  return (
    <form class="desk-new" noValidate onSubmit={(event) => void send(event)}>
      <p>{t.newLead}</p>
      <TextField label={t.name} maxLength={60} autofocus value={name} error={problem} onInput={setName} />
      <div class="people-answers">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button kind="primary" type="submit" busy={isBusy ? t.saving : undefined}>
          {t.make}
        </Button>
      </div>
    </form>
  );
}
