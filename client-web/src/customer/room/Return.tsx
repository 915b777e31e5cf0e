// The customer comes back after a restart: the digits named the session, the key that this browser kept is the proof.
import { useEffect, useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import type { Back } from '../../../../shared/protocol/http.ts';
import { comeBack } from '../../link/resume.ts';
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { Notice } from '../../view/Notice.tsx';
import { remember } from '../membership.ts';
import { words } from './room.text.ts';

interface ReturnProps {
  back: Back['back'];
  onLeave: () => void;
}

export function Return({ back, onLeave }: ReturnProps) {
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    void comeBack(back).then((joined) => {
      if (isRefusal(joined)) return setFailed(true);
      remember(joined);
      // From here on it is as after any reload.
      location.reload();
    });
  }, [back.sid]);
  if (!hasFailed)
    return (
      <CustomerShell name="Permesso">
        <p role="status">{words().returning}</p>
      </CustomerShell>
    );
  return (
    <CustomerShell name="Permesso">
      <h1>{words().notReturnedTitle}</h1>
      <Notice kind="info" role="alert">
        {words().notReturned}
      </Notice>
      <Button kind="primary" wide onClick={onLeave}>
        {words().done}
      </Button>
    </CustomerShell>
  );
}
