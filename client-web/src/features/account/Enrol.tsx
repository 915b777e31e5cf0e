// Setting up an account from a one-time link: looks at whom the link is for, then shows the form that fits.
import { useEffect, useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import { type EnrolCard, enrolCard } from '../../../../shared/protocol/http.ts';
import type { Refused } from '../../link/api.ts';
import * as api from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words as account } from './account.text.ts';
import { EnrolForm } from './EnrolForm.tsx';
import { Entry } from './Entry.tsx';
import { words } from './enrol.text.ts';
import { inWords } from './refusals.ts';
import { useToken } from './use-token.ts';

export function Enrol() {
  const token = useToken();
  const [card, setCard] = useState<EnrolCard | null>(null);
  const [problem, setProblem] = useState<Refused | null>(null);
  const [tries, setTries] = useState(0);
  const t = words();

  // `tries` is listed only because its change asks once more.
  useEffect(() => {
    if (token === null) return;
    let isOver = false;
    setProblem(null);
    setCard(null);
    void api.post('/api/enrol/look', { token }, enrolCard).then((answer) => {
      if (isOver) return;
      if (!isRefusal(answer)) setCard(answer);
      else setProblem(answer.refused === 'BAD_INPUT' ? { refused: 'LINK_NOT_USABLE' } : answer);
    });
    return () => {
      isOver = true;
    };
  }, [token, tries]);

  if (token === null)
    return (
      <Entry title={t.noLinkTitle}>
        <p>{t.noLink}</p>
        <ToSignIn />
      </Entry>
    );
  if (problem !== null)
    return (
      <Entry title={problem.refused === 'LINK_NOT_USABLE' ? t.failedTitle : account().notReached}>
        <Notice kind="danger" role="alert">
          {inWords(problem)}
        </Notice>
        <div class="entry-actions">
          {problem.refused !== 'LINK_NOT_USABLE' && (
            <Button kind="primary" onClick={() => setTries(tries + 1)}>
              {account().tryAgain}
            </Button>
          )}
          <ToSignIn />
        </div>
      </Entry>
    );
  if (card === null)
    return (
      <Entry title={t.looking}>
        <p role="status">{t.lookingFor}</p>
      </Entry>
    );
  return (
    <Entry title={card.isFirst ? t.firstTitle : t.title}>
      <EnrolForm key={token} token={token} card={card} />
    </Entry>
  );
}

function ToSignIn() {
  return (
    <div class="entry-actions">
      <a class="button" href="/desk">
        {words().toSignIn}
      </a>
    </div>
  );
}
