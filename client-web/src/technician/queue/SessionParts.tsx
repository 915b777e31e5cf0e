// What a session's page says more where the session belongs to a request: the way back to it, the wait for a customer who was invited,
// and what is left to do when the session is over.
import { Button } from '../../view/Button.tsx';
import { Icon } from '../../view/Icon.tsx';
import { inbox } from '../../view/icons.ts';
import { Notice } from '../../view/Notice.tsx';
import type { DeskSession } from '../desk-sessions.ts';
import { requestOf } from '../SessionList.tsx';
import { addressOf } from '../spot.ts';
import type { Cases } from './cases.ts';
import { words } from './request.text.ts';

interface SessionPartProps {
  session: DeskSession;
  cases: Cases;
}

export function ToRequest({ session, cases }: SessionPartProps) {
  const id = requestOf(session);
  if (id === null) return null;
  const row = cases.known.value.get(id);
  return (
    <a class="button button-quiet" href={addressOf(id)}>
      <Icon draw={inbox} />
      <span>{row ? words().named(row.number) : words().back}</span>
    </a>
  );
}

export function Invited({ session, cases }: SessionPartProps) {
  const row = cases.known.value.get(requestOf(session) ?? '');
  return (
    <Notice kind="info" role="status" title={row ? words().invited(row.name) : undefined}>
      {words().invitedHint}
    </Notice>
  );
}

/** The request outlives its session. */
export function Over({ session }: SessionPartProps) {
  const id = requestOf(session);
  if (id === null) return null;
  return (
    <Notice kind="info" title={words().sessionOver}>
      <p>{words().sessionOverHint}</p>
      <Button
        onClick={() => {
          location.hash = addressOf(id);
        }}
      >
        {words().back}
      </Button>
    </Notice>
  );
}
