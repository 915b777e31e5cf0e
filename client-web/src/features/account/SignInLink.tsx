// Coming in by a one-time link, as the demo and the command line make them; without a link, signing in as usual.
import { useEffect, useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import { type Me, me as meSchema } from '../../../../shared/protocol/http.ts';
import * as api from '../../link/api.ts';
import { Notice } from '../../view/Notice.tsx';
import { words } from './account.text.ts';
import { Entry } from './Entry.tsx';
import { inWords } from './refusals.ts';
import { SignIn, SignInForm } from './SignIn.tsx';
import { homeOf } from './session.ts';
import { useToken } from './use-token.ts';

/** Replaces this page, so that Back does not come here again. */
export const goHome = (me: Me): void => location.replace(homeOf(me.person.role));

export function SignInLink() {
  const token = useToken();
  const [problem, setProblem] = useState<string | null>(null);
  const t = words();

  useEffect(() => {
    if (token === null) return;
    let isOver = false;
    setProblem(null);
    void api.post('/api/sign-in/link', { token }, meSchema).then((answer) => {
      if (isOver) return;
      // A secret of the wrong form is, to the person, a link that does not work.
      if (!isRefusal(answer)) goHome(answer);
      else setProblem(inWords(answer.refused === 'BAD_INPUT' ? { refused: 'LINK_NOT_USABLE' } : answer));
    });
    return () => {
      isOver = true;
    };
  }, [token]);

  if (token === null) return <SignIn onDone={goHome} />;
  if (problem === null)
    return (
      <Entry title={t.linkTitle}>
        <p role="status">{t.signingIn}…</p>
      </Entry>
    );
  return (
    <Entry title={t.signIn}>
      <Notice kind="danger" title={t.linkFailed} role="alert">
        {problem}
      </Notice>
      <SignInForm onDone={goHome} />
    </Entry>
  );
}
