// The customer does not need help any more: asked once, since it cannot be undone.
import { useSignal } from '@preact/signals';
import { isRefusal } from '../../../../shared/errors.ts';
import { holderOf, type KeptRequest } from '../../features/request/kept.ts';
import type { RequestWatch } from '../../features/request/watch.ts';
import { nothing, post } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './waiting.text.ts';

export function Withdraw({ request, watch }: { request: KeptRequest; watch: RequestWatch }) {
  const isAsking = useSignal(false);
  const hasFailed = useSignal(false);
  const stay = () => {
    isAsking.value = false;
  };
  const withdraw = async () => {
    stay();
    const gone = await post('/api/request/withdraw', holderOf(request), nothing);
    hasFailed.value = isRefusal(gone);
    await watch.look();
  };
  return (
    <div>
      <Button
        kind="quiet"
        onClick={() => {
          isAsking.value = true;
        }}
      >
        {words().withdraw}
      </Button>
      {hasFailed.value && (
        <Notice kind="info" role="alert">
          {words().notWithdrawn}
        </Notice>
      )}
      <Dialog
        open={isAsking.value}
        title={words().withdrawTitle}
        onClose={stay}
        actions={
          <div class="row">
            <Button kind="quiet" autofocus onClick={stay}>
              {words().withdrawNo}
            </Button>
            <Button kind="primary" onClick={() => void withdraw()}>
              {words().withdrawYes}
            </Button>
          </div>
        }
      >
        <p>{words().withdrawHint}</p>
      </Dialog>
    </div>
  );
}
