// What is kept of a request once it is closed, for the admins of its desk: hold it against erasing, or erase what was written in it.
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { may } from '../../../../shared/people/roles.ts';
import type { Me } from '../../../../shared/protocol/http.ts';
import type { RequestDetails } from '../../../../shared/protocol/requests.ts';
import { Button } from '../../view/Button.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { TextField } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './keeping.text.ts';
import type { OpenRequest } from './open-request.ts';

interface KeepingProps {
  request: OpenRequest;
  details: RequestDetails;
  me: Me;
}

/** As much as the broker takes, and as little. */
const REASON = { least: 3, most: 200 } as const;

export function Keeping({ request, details, me }: KeepingProps) {
  const id = useId();
  const isAsking = useSignal(false);
  const t = words();
  const { row, isErased, isHeld } = details;
  if (isErased) return <Notice kind="info">{t.erased}</Notice>;
  const mayTake = may(me.person.role, 'read-log');
  if (row.state !== 'completed' || !may(me.person.role, 'manage-desks')) return null;
  return (
    <section class="stack stack-tight" aria-labelledby={id}>
      <h3 id={id}>{t.title}</h3>
      <p class="soft">{isHeld ? t.held : t.kept}</p>
      {mayTake && (
        <p>
          <a href={`/api/requests/${row.id}/export`} download>
            {t.take}
          </a>
        </p>
      )}
      <div class="row">
        <Button
          busy={request.doing.value === 'hold' ? t.busy : undefined}
          onClick={() => void request.hold(!isHeld)}
        >
          {isHeld ? t.release : t.hold}
        </Button>
        {!isHeld && (
          <Button
            onClick={() => {
              isAsking.value = true;
            }}
          >
            {t.erase}
          </Button>
        )}
      </div>
      <Dialog
        open={isAsking.value}
        tone="danger"
        title={t.eraseTitle}
        onClose={() => {
          isAsking.value = false;
        }}
      >
        {isAsking.value && (
          <EraseForm
            request={request}
            onClose={() => {
              isAsking.value = false;
            }}
          />
        )}
      </Dialog>
    </section>
  );
}

function EraseForm({ request, onClose }: { request: OpenRequest; onClose: () => void }) {
  const t = words();
  const reason = useSignal('');
  const isMissing = useSignal(false);
  const erase = async () => {
    if (reason.value.trim().length < REASON.least) isMissing.value = true;
    else if (await request.erase(reason.value)) onClose();
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void erase();
      }}
    >
      <p>{t.eraseWhat}</p>
      <TextField
        label={t.reason}
        hint={t.reasonHint}
        maxLength={REASON.most}
        value={reason.value}
        error={isMissing.value ? t.reasonMissing : undefined}
        onInput={(value) => {
          reason.value = value;
          isMissing.value = false;
        }}
      />
      {request.trouble.value && (
        <Notice kind="danger" role="alert">
          {request.trouble.value()}
        </Notice>
      )}
      <div class="row">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button kind="danger" type="submit" busy={request.doing.value === 'erase' ? t.busy : undefined}>
          {t.erase}
        </Button>
      </div>
    </form>
  );
}
