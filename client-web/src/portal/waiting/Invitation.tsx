// A technician is there and waits: one press leads into the session, and nothing else does.
import { useSignal } from '@preact/signals';
import { isRefusal, type Refusal } from '../../../../shared/errors.ts';
import { joined } from '../../../../shared/protocol/http.ts';
import { thisDevice } from '../../customer/device.ts';
import { remember, remembered } from '../../customer/membership.ts';
import { holderOf, type KeptRequest, keepRequest } from '../../features/request/kept.ts';
import type { RequestWatch } from '../../features/request/watch.ts';
import { post } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './waiting.text.ts';

interface InvitationProps {
  request: KeptRequest;
  watch: RequestWatch;
  name: string;
  desk: string;
}

export function Invitation({ request, watch, name, desk }: InvitationProps) {
  const isBusy = useSignal(false);
  const refused = useSignal<Refusal | null>(null);
  const go = async () => {
    isBusy.value = true;
    refused.value = await enter(request);
    if (refused.value === null) return;
    isBusy.value = false;
    await watch.look();
  };
  return (
    <>
      <Notice kind="ask" title={words().invited(name, desk)}>
        <p>{words().invitedHint}</p>
      </Notice>
      <Button kind="primary" wide busy={isBusy.value ? words().goingIn : undefined} onClick={() => void go()}>
        {words().goIn}
      </Button>
      {refused.value && (
        <Notice kind="info" role="alert">
          {refused.value.refused === 'NOT_NOW' ? words().notOpen : words().away}
        </Notice>
      )}
    </>
  );
}

/** Goes in and leaves for the room. @returns why not, where it could not */
async function enter(request: KeptRequest): Promise<Refusal | null> {
  const body = { ...holderOf(request), device: thisDevice() };
  const entered = await post('/api/request/enter', body, joined);
  if (isRefusal(entered)) return entered;
  keepRequest({ ...request, sid: entered.sid });
  remember(entered);
  location.assign('/');
  return null;
}

/** The tab still holds the way back into the session that it went into for this request. */
export function isInside({ sid }: KeptRequest): boolean {
  const read = joined.safeParse(remembered());
  return read.success && read.data.sid === sid;
}
