// A one-time link, shown once: to be copied and handed over. Escape does not close it, since it cannot be shown again.
import type { Invited } from '../../../../shared/protocol/http.ts';
import { Button } from '../../view/Button.tsx';
import { useCopy } from '../../view/copying.ts';
import { Dialog } from '../../view/Dialog.tsx';
import { Field } from '../../view/Field.tsx';
import { dateAndMinute } from '../../view/format.ts';
import { clipboard } from '../../view/icons.ts';
import { words } from './people.text.ts';

interface LinkDialogProps {
  invited: Invited | null;
  onClose: () => void;
}

export function LinkDialog({ invited, onClose }: LinkDialogProps) {
  const t = words();
  return (
    <Dialog
      open={invited !== null}
      dismissable={false}
      title={t.linkTitle(invited?.person.name ?? '')}
      actions={<Button onClick={onClose}>{t.done}</Button>}
    >
      {invited !== null && <Link key={invited.link} {...invited} />}
    </Dialog>
  );
}

function Link({ person, link, expiresAt }: Invited) {
  const t = words();
  const { input, said, copy } = useCopy(link, t);
  return (
    <>
      <p>{t.linkLead(person.name)}</p>
      <Field label={t.link} hint={t.linkOnce(dateAndMinute(expiresAt))}>
        {(wiring) => (
          <input
            {...wiring}
            ref={input}
            class="field-input people-link"
            type="text"
            readOnly
            value={link}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </Field>
      <div class="people-answers">
        <span class="small" role="status">
          {said}
        </span>
        <Button kind="primary" draw={clipboard} autofocus onClick={() => void copy()}>
          {t.copy}
        </Button>
      </div>
    </>
  );
}
