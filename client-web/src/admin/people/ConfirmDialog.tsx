// Asks before an account is closed, opened again, or given a new link, and says what that does to the person.
import { useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import { type Invited, invited, type Person, person } from '../../../../shared/protocol/http.ts';
import { inWordsHere } from '../../features/account/refusals.ts';
import { post } from '../../features/account/session.ts';
import { nothing } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './people.text.ts';

export type Change = 'relink' | 'close' | 'open' | 'remove';

interface ConfirmDialogProps {
  asked: { readonly change: Change; readonly person: Person } | null;
  onClose: () => void;
  onLink: (invited: Invited) => void;
  onChanged: (who: Person) => void;
  onRemoved: (who: Person) => void;
}

export function ConfirmDialog({ asked, onClose, onLink, onChanged, onRemoved }: ConfirmDialogProps) {
  const t = words();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const said = asked && wordsFor(asked.change, asked.person.name);

  const isHard = asked?.change === 'close' || asked?.change === 'remove';

  const leave = () => {
    setProblem(null);
    onClose();
  };
  const go = async () => {
    if (asked === null) return;
    setBusy(true);
    setProblem(null);
    const { change, person: who } = asked;
    if (change === 'relink') {
      const answer = await post(`/api/people/${who.id}/link`, undefined, invited);
      setBusy(false);
      return isRefusal(answer) ? setProblem(inWordsHere(answer)) : onLink(answer);
    }
    if (change === 'remove') {
      const answer = await post(`/api/people/${who.id}/remove`, undefined, nothing);
      setBusy(false);
      return isRefusal(answer) ? setProblem(inWordsHere(answer)) : onRemoved(who);
    }
    const state = change === 'close' ? 'disabled' : 'active';
    const answer = await post(`/api/people/${who.id}/state`, { state }, person);
    setBusy(false);
    return isRefusal(answer) ? setProblem(inWordsHere(answer)) : onChanged(answer);
  };

  return (
    <Dialog
      open={asked !== null}
      title={said?.title ?? ''}
      tone={isHard ? 'danger' : 'plain'}
      onClose={leave}
      actions={
        <>
          <Button autofocus onClick={leave}>
            {t.cancel}
          </Button>
          <Button
            kind={isHard ? 'danger' : 'primary'}
            busy={isBusy ? said?.busy : undefined}
            onClick={() => void go()}
          >
            {said?.go}
          </Button>
        </>
      }
    >
      <p>{said?.what}</p>
      {problem !== null && (
        <Notice kind="danger" role="alert">
          {problem}
        </Notice>
      )}
    </Dialog>
  );
}

function wordsFor(change: Change, name: string) {
  const t = words();
  switch (change) {
    case 'relink':
      return { title: t.relinkTitle(name), what: t.relinkWhat(name), go: t.makeLink, busy: t.making };
    case 'remove':
      return { title: t.removeTitle(name), what: t.removeWhat(name), go: t.remove, busy: t.removing };
    case 'close':
      return { title: t.closeTitle(name), what: t.closeWhat(name), go: t.close, busy: t.closing };
    case 'open':
      return { title: t.openTitle(name), what: t.openWhat(name), go: t.open, busy: t.opening };
  }
}
