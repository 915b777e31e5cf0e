// Who is asking, before anything else: the name and the desk, how well they are known, what going on means, and a way out. Over the
// whole page for whoever came first, in a sheet for a colleague.
import { useSignal } from '@preact/signals';
import type { Help } from '../../features/help.ts';
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words as caution } from './caution.text.ts';
import { HideAddress } from './HideAddress.tsx';
import { IdentityCard } from './IdentityCard.tsx';
import { words } from './room.text.ts';
import type { Stay } from './stay.ts';

interface WhoProps {
  stay: Pick<Stay, 'me' | 'help' | 'own' | 'card' | 'hiding'>;
  /** There was no code that could be checked. */
  isInvited: boolean;
}

export function Who(props: WhoProps) {
  const { stay, isInvited } = props;
  const { me, help } = stay;
  if (help.ledger.auth.value === null)
    return (
      <CustomerShell name={me.desk.name}>
        <h1>{isInvited ? words().reachingTitle(me.technician.name) : words().checkingTitle}</h1>
        <WhoWords {...props} />
      </CustomerShell>
    );
  return (
    <CustomerShell name={me.desk.name}>
      <h1>{words().whoTitle}</h1>
      <WhoWords {...props} />
      <WhoActions help={help} />
    </CustomerShell>
  );
}

export function WhoWords({ stay, isInvited }: WhoProps) {
  const { me, help, own, card } = stay;
  const { value: auth } = help.ledger.auth;
  if (auth === null)
    return <p role="status">{isInvited ? words().reaching : words().checking(me.technician.name)}</p>;
  return (
    <>
      <IdentityCard name={me.technician.name} desk={me.desk.name} card={card.value} />
      <Notice kind="info">{auth === 'none' ? words().whoUnverified : words().whoByCode}</Notice>
      {own.isRisky.value && <Notice kind="danger">{caution().viewOnlyShort}</Notice>}
      <p>{words().whoNext}</p>
      <HideAddress stay={stay} />
    </>
  );
}

export function WhoActions({ help }: { help: Help }) {
  const { session } = help;
  const isBusy = useSignal(false);
  const goOn = async () => {
    isBusy.value = true;
    await session.wish({ type: 'admit' });
    isBusy.value = false;
  };
  if (help.ledger.auth.value === null) return null;
  return (
    <div class="row">
      <Button kind="quiet" onClick={() => void session.wish({ type: 'end' })}>
        {words().whoNo}
      </Button>
      <Button kind="primary" busy={isBusy.value ? words().connecting : undefined} onClick={() => void goOn()}>
        {words().whoGo}
      </Button>
    </div>
  );
}
