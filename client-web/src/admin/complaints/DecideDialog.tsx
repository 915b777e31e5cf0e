// Asks before an account works again or is closed for good, and says what that does.
import { useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import type { ComplaintDecision } from '../../../../shared/people/complaining.ts';
import type { Person } from '../../../../shared/protocol/http.ts';
import { inWordsHere } from '../../features/account/refusals.ts';
import { post } from '../../features/account/session.ts';
import { nothing } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './complaints.text.ts';

interface DecideDialogProps {
  asked: { readonly person: Person; readonly decision: ComplaintDecision } | null;
  onClose: () => void;
  onDecided: () => void;
}

export function DecideDialog({ asked, onClose, onDecided }: DecideDialogProps) {
  const t = words();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isClosing = asked?.decision === 'closed';
  const name = asked?.person.name ?? '';
  const leave = () => {
    setProblem(null);
    onClose();
  };
  const go = async () => {
    if (!asked) return;
    setBusy(true);
    setProblem(null);
    const { person, decision } = asked;
    const answer = await post(`/api/complaints/${person.id}/decide`, { decision }, nothing);
    setBusy(false);
    if (isRefusal(answer)) setProblem(inWordsHere(answer));
    else onDecided();
  };
  return (
    <Dialog
      open={asked !== null}
      title={isClosing ? t.closeTitle(name) : t.clearTitle(name)}
      tone={isClosing ? 'danger' : 'plain'}
      onClose={leave}
      actions={
        <>
          <Button autofocus onClick={leave}>
            {t.cancel}
          </Button>
          <Button
            kind={isClosing ? 'danger' : 'primary'}
            busy={isBusy ? t.busy : undefined}
            onClick={() => void go()}
          >
            {isClosing ? t.close : t.clear}
          </Button>
        </>
      }
    >
      <p>{isClosing ? t.closeWhat(name) : t.clearWhat(name)}</p>
      {problem !== null && (
        <Notice kind="danger" role="alert">
          {problem}
        </Notice>
      )}
    </Dialog>
  );
}
