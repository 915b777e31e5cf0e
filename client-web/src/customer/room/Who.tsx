// Who is asking, before anything else: the name and the desk, what going on means, and a way out.
import { useSignal } from '@preact/signals';
import type { Session } from '../../link/session.ts';
import { Avatar } from '../../view/Avatar.tsx';
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { Notice } from '../../view/Notice.tsx';
import type { Membership } from './Room.tsx';
import { words } from './room.text.ts';

export function Who({ me, session }: { me: Membership; session: Session }) {
  const isBusy = useSignal(false);
  const goOn = async () => {
    isBusy.value = true;
    await session.wish({ type: 'admit' });
    isBusy.value = false;
  };
  return (
    <CustomerShell name={me.desk.name}>
      <h1>{words().whoTitle}</h1>
      <div class="who-card">
        <Avatar name={me.technician.name} size="large" />
        <p>
          <strong>
            <bdi>{me.technician.name}</bdi>
          </strong>
          <br />
          <bdi>{words().whoDesk(me.desk.name)}</bdi>
        </p>
      </div>
      <Notice kind="info">{words().whoUnverified}</Notice>
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
