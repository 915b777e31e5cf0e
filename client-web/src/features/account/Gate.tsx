// Lets a page be seen by those who may: asks to sign in, says plainly when the role is another, and keeps the page as it
// was when a login runs out in the middle of the work.
import { type ComponentChildren, Fragment } from 'preact';
import { useEffect } from 'preact/hooks';
import { may, type Right } from '../../../../shared/people/roles.ts';
import type { Me } from '../../../../shared/protocol/http.ts';
import { Button } from '../../view/Button.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './account.text.ts';
import { Entry } from './Entry.tsx';
import { inWords } from './refusals.ts';
import { SignIn, SignInForm } from './SignIn.tsx';
import { lapsed, loadMe, me, signOut, unreachable } from './session.ts';

interface GateProps {
  right: Right;
  children: (me: Me) => ComponentChildren;
}

export function Gate({ right, children }: GateProps) {
  useEffect(() => {
    void loadMe();
    // A page brought back from the browser's memory may be somebody's who has left.
    const back = (event: PageTransitionEvent) => {
      if (event.persisted) void loadMe();
    };
    window.addEventListener('pageshow', back);
    return () => window.removeEventListener('pageshow', back);
  }, []);

  const who = me.value;
  const waiting = lapsed.value;
  if (who === 'unknown') return <Unknown />;
  const inside = who ?? waiting;
  if (inside === null) return <SignIn />;
  if (!may(inside.person.role, right))
    return who === null ? <SignIn /> : <NotYours me={inside} right={right} />;
  return (
    <Fragment key={inside.person.id}>
      {/* Hidden and not removed: drafts, lists and places are there again afterwards. */}
      <div hidden={who === null}>{children(inside)}</div>
      <Dialog open={who === null} dismissable={false} title={words().signInAgain}>
        <p>{words().lapsed(inside.person.name)}</p>
        <SignInForm email={inside.person.email} />
      </Dialog>
    </Fragment>
  );
}

function Unknown() {
  const t = words();
  const problem = unreachable.value;
  if (problem === null)
    return (
      <Entry title={t.signIn}>
        <p role="status">{t.lookingForYou}</p>
      </Entry>
    );
  return (
    <Entry title={t.notReached}>
      <Notice kind="danger" role="alert">
        {inWords(problem)}
      </Notice>
      <div class="entry-actions">
        <Button kind="primary" onClick={() => void loadMe()}>
          {t.tryAgain}
        </Button>
      </div>
    </Entry>
  );
}

function NotYours({ me: { person }, right }: { me: Me; right: Right }) {
  const t = words();
  return (
    <Entry title={t.notYours[right]}>
      <p>{t.youAre(person.name, t.roles[person.role], t.rolesDo[person.role])}</p>
      <div class="entry-actions">
        {may(person.role, 'help') ? (
          <a class="button button-primary" href="/desk">
            {t.goDesk}
          </a>
        ) : (
          <a class="button button-primary" href="/admin">
            {t.goLog}
          </a>
        )}
        <Button onClick={() => void signOut()}>{t.someoneElse}</Button>
      </div>
    </Entry>
  );
}
