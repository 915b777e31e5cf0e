// One round of deliveries: some of each receiver's that are due, several receivers at once, those of one receiver one after another. A
// receiver that fails is left alone until its next try is due, so that a dead or slow one of one desk holds up nobody of another.

import { KEPT_MS, nextTry } from '../outbox/retry.ts';
import type { Sealing } from '../outbox/sealing.ts';
import { just, type Step, type Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { Send, Tried } from './sending.ts';

const AT_ONCE = 8;
const PER_ROUND = 200;
/** Of one receiver in a round. */
const PER_RECEIVER = 20;
/** After this a receiver has had its share of a round, however much still waits for it. */
const SHARE_MS = 10_000;
const GONE = 410;

export interface RoundDeps {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly send: Send;
  readonly now: () => number;
  /** From 0 to 1. */
  readonly chance: () => number;
  /** True once the broker is closing: what has not begun waits for the next start. */
  readonly isClosing: () => boolean;
}

type Due = Tables['webhook_delivery'] & Pick<Tables['webhook'], 'url' | 'secret'>;

export function deliveryRound(deps: RoundDeps): () => Promise<void> {
  const { store, sealing, send, now, chance, isClosing } = deps;
  const { sql } = store;

  const due = () => {
    const ranked = sql
      .selectFrom('webhook_delivery as waiting')
      .innerJoin('webhook as receiver', 'receiver.id', 'waiting.webhook_id')
      .select('waiting.id as id')
      .select((q) =>
        q.fn
          .agg<number>('row_number')
          .over((over) =>
            over.partitionBy('waiting.webhook_id').orderBy('waiting.next_at').orderBy('waiting.id'),
          )
          .as('place'),
      )
      .where('receiver.state', '=', 'on')
      .where('waiting.state', '=', 'waiting')
      .where('waiting.next_at', '<=', now())
      .as('ranked');
    return store.read<Due>(
      sql
        .selectFrom('webhook_delivery')
        .innerJoin('webhook', 'webhook.id', 'webhook_delivery.webhook_id')
        .innerJoin(ranked, 'ranked.id', 'webhook_delivery.id')
        .selectAll('webhook_delivery')
        .select(['webhook.url as url', 'webhook.secret as secret'])
        .where('ranked.place', '<=', PER_RECEIVER)
        .orderBy('ranked.place')
        .orderBy('webhook_delivery.next_at')
        .orderBy('webhook_delivery.id')
        .limit(PER_ROUND),
    );
  };
  const sets = (row: Due, values: Partial<Tables['webhook_delivery']>): Step =>
    just(sql.updateTable('webhook_delivery').set(values).where('id', '=', row.id));

  /** What waits for the same receiver. */
  const waiting = ({ webhook_id }: Due) =>
    sql.updateTable('webhook_delivery').where('webhook_id', '=', webhook_id).where('state', '=', 'waiting');

  const writesDown = async (row: Due, { outcome, status }: Tried): Promise<void> => {
    const at = now();
    const tries = row.tries + 1;
    const over = { tries, outcome, status, ended_at: at };
    if (outcome === 'delivered') return store.write([sets(row, { ...over, state: 'done' })]);
    const again = nextTry({ madeAt: row.made_at, tries }, at, chance());
    // 410: the receiver says that it wants nothing more, ever (Standard Webhooks).
    if (status === GONE)
      return store.write([
        sets(row, { ...over, state: 'failed' }),
        just(sql.updateTable('webhook').set({ state: 'gone' }).where('id', '=', row.webhook_id)),
        just(waiting(row).set({ state: 'failed', ended_at: at })),
      ]);
    if (again === null) return store.write([sets(row, { ...over, state: 'failed' })]);
    return store.write([
      sets(row, { tries, outcome, status, next_at: again }),
      // All of them: whatever waits behind this one would find the same closed door at once.
      just(waiting(row).set({ next_at: again }).where('next_at', '<', again)),
    ]);
  };

  const tryOne = async (row: Due): Promise<boolean> => {
    const secret = sealing.open(`webhook:${row.webhook_id}`, row.secret);
    const signed = { id: row.message_id, timestamp: Math.floor(now() / 1_000), body: row.body };
    const tried = await send(row.url, secret, signed);
    await writesDown(row, tried);
    return tried.outcome === 'delivered';
  };
  const toOne = async (rows: readonly Due[]): Promise<void> => {
    const until = now() + SHARE_MS;
    for (const row of rows) if (isClosing() || now() > until || !(await tryOne(row))) return;
  };

  return async () => {
    const old = now() - KEPT_MS;
    await store.write([
      just(sql.deleteFrom('webhook_delivery').where('state', '!=', 'waiting').where('made_at', '<', old)),
    ]);
    const rows = await due();
    const receivers = [...new Set(rows.map(({ webhook_id }) => webhook_id))];
    const lines = receivers.map((id) => rows.filter(({ webhook_id }) => webhook_id === id));
    for (let i = 0; i < lines.length; i += AT_ONCE) await Promise.all(lines.slice(i, i + AT_ONCE).map(toOne));
  };
}
