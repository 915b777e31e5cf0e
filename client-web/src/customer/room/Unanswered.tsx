// The technician's page did not answer in time, and there were no digits that could be wrong: nothing was shown, and one may try again.
import { ReturnToRequest } from '../../features/request/ReturnToRequest.tsx';
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { forget } from '../membership.ts';
import { requestOf } from './request-of.ts';
import { words } from './room.text.ts';
import type { Membership } from './stay.ts';

export function Unanswered({ me, onLeave }: { me: Membership; onLeave: () => void }) {
  const request = requestOf(me.sid);
  return (
    <CustomerShell name={me.desk.name}>
      <h1>{words().unansweredTitle(me.technician.name)}</h1>
      <p role="alert">{words().unanswered}</p>
      {request ? (
        <ReturnToRequest request={request} technician={me.technician.name} ending={null} onGo={forget} />
      ) : (
        <Button kind="primary" wide onClick={onLeave}>
          {words().typeAgain}
        </Button>
      )}
    </CustomerShell>
  );
}
