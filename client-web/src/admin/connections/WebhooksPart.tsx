// The desk's webhooks: adding one, trying it, switching it off, removing it, and what became of the last deliveries.
import { useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import type { Me } from '../../../../shared/protocol/http.ts';
import { type Webhook, type WebhookMade, webhook, webhooks } from '../../../../shared/protocol/webhooks.ts';
import { post, remove } from '../../features/account/session.ts';
import { nothing, type Refused } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { type Column, DataTable } from '../../view/DataTable.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { dateAndTime, timeOfDay } from '../../view/format.ts';
import { announce } from '../../view/LiveRegion.tsx';
import { Copyable } from './Copyable.tsx';
import { words } from './connections.text.ts';
import { Part, Pending } from './Part.tsx';
import { inWords } from './refusal.ts';
import { useRead } from './use-read.ts';
import { WebhookDialog } from './WebhookDialog.tsx';

type Open =
  | { readonly what: 'add' }
  | { readonly what: 'secret'; readonly made: WebhookMade }
  | { readonly what: 'remove'; readonly hook: Webhook }
  | null;

export function WebhooksPart({ me }: { me: Me }) {
  const t = words();
  const hooks = useRead('/api/webhooks', webhooks, me);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const say = (problem: Refused) => announce(inWords(problem) ?? '', 'assertive');
  const tries = async (hook: Webhook) => {
    const answer = await post(`/api/webhooks/${hook.id}/test`, undefined, nothing);
    if (isRefusal(answer)) return say(answer);
    announce(t.testSent, 'polite');
    await hooks.read();
  };
  const sets = async (hook: Webhook, state: 'on' | 'off') => {
    const answer = await post(`/api/webhooks/${hook.id}/state`, { state }, webhook);
    if (isRefusal(answer)) return say(answer);
    await hooks.read();
  };
  const removes = async (hook: Webhook) => {
    close();
    const answer = await remove(`/api/webhooks/${hook.id}`);
    if (isRefusal(answer)) say(answer);
    await hooks.read();
  };
  const adding = (
    <Button kind="primary" onClick={() => setOpen({ what: 'add' })}>
      {t.addWebhook}
    </Button>
  );
  return (
    <Part title={t.webhooks} lead={t.webhooksLead} action={adding}>
      <Pending of={hooks} />
      {hooks.value?.length === 0 && <p>{t.noWebhooks}</p>}
      {hooks.value?.map((hook) => (
        <article class="connect-card" key={hook.id} aria-label={hook.url}>
          <div class="connect-head">
            <p class="connect-url">
              <bdi>{hook.url}</bdi>
            </p>
            <strong class="connect-state">{t.states[hook.state]}</strong>
          </div>
          <p class="small">{hook.kinds.map((kind) => t.kindNames[kind]).join(' · ')}</p>
          <div class="connect-row">
            {hook.state === 'on' ? (
              <>
                <Button onClick={() => void tries(hook)}>{t.sendTest}</Button>
                <Button onClick={() => void sets(hook, 'off')}>{t.switchOff}</Button>
              </>
            ) : (
              <Button onClick={() => void sets(hook, 'on')}>{t.switchOn}</Button>
            )}
            <Button onClick={() => setOpen({ what: 'remove', hook })}>{t.remove}</Button>
          </div>
          <Deliveries hook={hook} onAgain={() => void hooks.read()} />
        </article>
      ))}
      <WebhookDialog
        open={open?.what === 'add'}
        onClose={close}
        onMade={(made) => {
          setOpen({ what: 'secret', made });
          void hooks.read();
        }}
      />
      <Dialog
        open={open?.what === 'secret'}
        dismissable={false}
        title={t.secretTitle}
        actions={<Button onClick={close}>{t.done}</Button>}
      >
        {open?.what === 'secret' && (
          <>
            <p>{t.secretUse}</p>
            <Copyable label={t.secret} hint={t.once} value={open.made.secret} />
          </>
        )}
      </Dialog>
      <Dialog
        open={open?.what === 'remove'}
        title={t.removeTitle}
        tone="danger"
        onClose={close}
        actions={
          <>
            <Button autofocus onClick={close}>
              {t.cancel}
            </Button>
            <Button kind="danger" onClick={() => open?.what === 'remove' && void removes(open.hook)}>
              {t.remove}
            </Button>
          </>
        }
      >
        {open?.what === 'remove' && <p class="connect-url">{t.removeWhat(open.hook.url)}</p>}
      </Dialog>
    </Part>
  );
}

type Delivery = Webhook['deliveries'][number];

function Deliveries({ hook, onAgain }: { hook: Webhook; onAgain: () => void }) {
  const t = words();
  if (hook.deliveries.length === 0) return <p class="small soft">{t.noDeliveries}</p>;
  const columns: Column<Delivery>[] = [
    { key: 'when', title: t.when, cell: ({ madeAt }) => dateAndTime(madeAt) },
    { key: 'what', title: t.what, cell: ({ kind }) => t.kindNames[kind] },
    { key: 'outcome', title: t.outcome, cell: inWordsOf },
  ];
  return (
    <details class="connect-more">
      <summary>{t.deliveries}</summary>
      <DataTable
        caption={t.deliveries}
        hidesCaption
        columns={columns}
        rows={hook.deliveries}
        rowKey={({ id }) => id}
      />
      <Button onClick={onAgain}>{t.refresh}</Button>
    </details>
  );
}

function inWordsOf({ state, outcome, status, tries, nextAt }: Delivery): string {
  const t = words();
  const parts = [
    outcome === null ? t.waiting : t.delivered[outcome],
    outcome === 'answered' && status !== null && t.status(status),
    tries > 1 && t.tries(tries),
    nextAt !== null && outcome !== null && t.nextTry(timeOfDay(nextAt)),
    state === 'failed' && t.givenUp,
  ];
  return parts.filter(Boolean).join(', ');
}
