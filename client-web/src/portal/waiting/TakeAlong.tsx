// What a customer can take along of a request that is over: all of it as a file, and the conversation by e-mail where it was kept.
import { useSignal } from '@preact/signals';
import { isRefusal } from '../../../../shared/errors.ts';
import { ownExport } from '../../../../shared/protocol/request-export.ts';
import type { Waiting } from '../../../../shared/protocol/requests.ts';
import { fileOf, saveAs } from '../../features/receipt/save.ts';
import { holderOf, type KeptRequest } from '../../features/request/kept.ts';
import { nothing, post } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { words } from './waiting.text.ts';

interface TakeAlongProps {
  request: KeptRequest;
  seen: Waiting;
}

export function TakeAlong({ request, seen }: TakeAlongProps) {
  const t = words();
  const said = useSignal<string | null>(null);
  const save = async () => {
    const all = await post('/api/request/export', holderOf(request), ownExport);
    said.value = isRefusal(all) ? t.notTaken : null;
    if (!isRefusal(all))
      saveAs(`request-${request.number}.json`, fileOf(JSON.stringify(all, null, 2), 'application/json'));
  };
  const mail = async () => {
    const sent = await post('/api/request/letter', holderOf(request), nothing);
    said.value = isRefusal(sent) ? (sent.refused === 'TOO_LARGE' ? t.tooLongToMail : t.notTaken) : t.mailed;
  };
  return (
    <section class="stack">
      <h2>{t.take}</h2>
      <div class="row">
        <Button onClick={() => void save()}>{t.takeAll}</Button>
        {seen.canBeMailed && <Button onClick={() => void mail()}>{t.takeMail}</Button>}
      </div>
      <p class="small" role="status">
        {said.value}
      </p>
    </section>
  );
}
