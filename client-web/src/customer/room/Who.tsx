// Who is asking, before anything else: the name and the desk, how well they are known, what going on means, and a way out.
import { useSignal } from '@preact/signals';
import type { Card } from '../../../../shared/people/card.ts';
import type { Help } from '../../features/help.ts';
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words as caution } from './caution.text.ts';
import { IdentityCard } from './IdentityCard.tsx';
import type { OwnAnswers } from './own-answers.ts';
import type { Membership } from './Room.tsx';
import { words } from './room.text.ts';

interface WhoProps {
  me: Membership;
  help: Help;
  own: OwnAnswers;
  card: Card | null;
  /** There was no code that could be checked. */
  isInvited: boolean;
}

export function Who({ me, help, own, card, isInvited }: WhoProps) {
  const { session } = help;
  const isBusy = useSignal(false);
  const { value: auth } = help.ledger.auth;
  const goOn = async () => {
    isBusy.value = true;
    await session.wish({ type: 'admit' });
    isBusy.value = false;
  };
  if (auth === null)
    return (
      <CustomerShell name={me.desk.name}>
        <h1>{isInvited ? words().reachingTitle(me.technician.name) : words().checkingTitle}</h1>
        <p role="status">{isInvited ? words().reaching : words().checking(me.technician.name)}</p>
      </CustomerShell>
    );
  return (
    <CustomerShell name={me.desk.name}>
      <h1>{words().whoTitle}</h1>
      <IdentityCard name={me.technician.name} desk={me.desk.name} card={card} />
      <Notice kind="info">{auth === 'none' ? words().whoUnverified : words().whoByCode}</Notice>
      {own.isRisky.value && <Notice kind="danger">{caution().viewOnlyShort}</Notice>}
      <p>{words().whoNext}</p>
      <div class="row">
        <Button kind="quiet" onClick={() => void session.wish({ type: 'end' })}>
          {words().whoNo}
        </Button>
        <Button
          kind="primary"
          busy={isBusy.value ? words().connecting : undefined}
          onClick={() => void goOn()}
        >
          {words().whoGo}
        </Button>
      </div>
    </CustomerShell>
  );
}
