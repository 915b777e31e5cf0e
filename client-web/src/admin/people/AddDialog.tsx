// Somebody of another desk of mine is of this one too: only people whom this admin already sees are offered.
import { useEffect, useState } from 'preact/hooks';
import * as z from 'zod/mini';
import { isRefusal } from '../../../../shared/errors.ts';
import { type Person, person } from '../../../../shared/protocol/http.ts';
import { words as account } from '../../features/account/account.text.ts';
import { inWordsHere } from '../../features/account/refusals.ts';
import { get, post } from '../../features/account/session.ts';
import { Button } from '../../view/Button.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './people.text.ts';

interface AddDialogProps {
  open: boolean;
  onClose: () => void;
  onAdded: (who: Person) => void;
}

export function AddDialog({ open, onClose, onAdded }: AddDialogProps) {
  return (
    <Dialog open={open} title={words().addTitle} onClose={onClose}>
      {open && <Elsewhere onAdded={onAdded} />}
    </Dialog>
  );
}

function Elsewhere({ onAdded }: Pick<AddDialogProps, 'onAdded'>) {
  const t = words();
  const [people, setPeople] = useState<readonly Person[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    void get('/api/people/elsewhere', z.array(person)).then((answer) => {
      if (isRefusal(answer)) setProblem(inWordsHere(answer));
      else setPeople(answer);
    });
  }, []);
  const add = async (who: Person) => {
    const answer = await post('/api/people/add', { person: who.id }, person);
    if (isRefusal(answer)) setProblem(inWordsHere(answer));
    else onAdded(answer);
  };
  return (
    <div class="people-form">
      <p>{t.addLead}</p>
      {people?.length === 0 && <p>{t.nobodyElsewhere}</p>}
      <ul class="people-elsewhere">
        {people?.map((who) => (
          <li key={who.id}>
            <span>
              <strong>{who.name}</strong> <span class="soft">{account().roles[who.role]}</span>
            </span>
            <Button aria-label={t.addThis(who.name)} onClick={() => void add(who)}>
              {t.add}
            </Button>
          </li>
        ))}
      </ul>
      {problem !== null && (
        <Notice kind="danger" role="alert">
          {problem}
        </Notice>
      )}
    </div>
  );
}
