// The technician asks whether it works now: the customer answers with one press, wherever they are.
import { useSignal } from '@preact/signals';
import { isRefusal } from '../../../../shared/errors.ts';
import type { Waiting } from '../../../../shared/protocol/requests.ts';
import { nothing, post } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { Notice } from '../../view/Notice.tsx';
import { holderOf, type KeptRequest } from './kept.ts';
import { words } from './request.text.ts';
import type { RequestWatch } from './watch.ts';

interface WorksNowProps {
  request: KeptRequest;
  watch: RequestWatch;
  seen: Waiting;
}

export function WorksNow({ request, watch, seen }: WorksNowProps) {
  const t = words();
  const isNotSaid = useSignal(false);
  if (seen.works !== 'asked' || seen.state !== 'active') return null;
  const says = async (works: 'yes' | 'no') => {
    const said = await post('/api/request/works', { ...holderOf(request), works }, nothing);
    isNotSaid.value = isRefusal(said);
    await watch.look();
  };
  return (
    <Notice kind="info" title={t.worksAsked(seen.assignee ?? '')} role="alert">
      <span class="row">
        <Button kind="primary" onClick={() => void says('yes')}>
          {t.itWorks}
        </Button>
        <Button onClick={() => void says('no')}>{t.itFails}</Button>
      </span>
      {isNotSaid.value && <p>{t.notSaid}</p>}
    </Notice>
  );
}
