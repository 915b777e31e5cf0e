// A desk's webhooks: where its news goes, as its admins have set it. Secrets are sealed, and told once.
import { type Refusal, refuse } from '../../shared/errors.ts';
import {
  type Webhook,
  type WebhookKind,
  type WebhookMade,
  webhookKind,
} from '../../shared/protocol/webhooks.ts';
import type { Recorder } from '../log/record.ts';
import type { Sealing } from '../outbox/sealing.ts';
import { newId } from '../secrets.ts';
import { just, must, type Store, wins } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { deliveryOf } from './news.ts';
import { newWebhookSecret } from './signature.ts';
import { targetOf } from './target.ts';

/** A desk that needs more sends to a hub of its own. */
const MOST = 10;
const SHOWN = 20;

export interface WebhookDeps {
  readonly store: Store;
  readonly log: Recorder;
  readonly sealing: Sealing;
  readonly allowed: readonly string[];
  readonly now: () => number;
}

export function webhooks({ store, log, sealing, allowed, now }: WebhookDeps) {
  const { sql } = store;
  type Row = Tables['webhook'];
  const one = async (deskId: string, id: string): Promise<Row | null> => {
    const [row] = await store.read<Row>(
      sql.selectFrom('webhook').selectAll().where('id', '=', id).where('desk_id', '=', deskId),
    );
    return row ?? null;
  };
  const whole = async (row: Row): Promise<Webhook> => {
    const kinds = await store.read<{ kind: WebhookKind }>(
      sql.selectFrom('webhook_kind').select('kind').where('webhook_id', '=', row.id),
    );
    const last = await store.read<Tables['webhook_delivery']>(
      sql
        .selectFrom('webhook_delivery')
        .selectAll()
        .where('webhook_id', '=', row.id)
        .orderBy('made_at', 'desc')
        .orderBy('id', 'desc')
        .limit(SHOWN),
    );
    return {
      id: row.id,
      url: row.url,
      kinds: webhookKind.options.filter((each) => kinds.some(({ kind }) => kind === each)),
      state: row.state,
      madeAt: row.made_at,
      deliveries: last.map(({ id, kind, state, tries, made_at, next_at, outcome, status }) => ({
        id,
        kind,
        state,
        tries,
        madeAt: made_at,
        nextAt: state === 'waiting' ? next_at : null,
        outcome,
        status,
      })),
    };
  };
  const of = (deskId: string) =>
    store.read<Row>(
      sql.selectFrom('webhook').selectAll().where('desk_id', '=', deskId).orderBy('made_at').orderBy('id'),
    );

  return {
    list: async (deskId: string): Promise<Webhook[]> => Promise.all((await of(deskId)).map(whole)),

    make: async (
      deskId: string,
      by: string,
      { url, kinds }: { readonly url: string; readonly kinds: readonly WebhookKind[] },
    ): Promise<WebhookMade | Refusal> => {
      if (!targetOf(url, allowed)) return refuse('BAD_TARGET');
      if ((await of(deskId)).length >= MOST) return refuse('TOO_MANY_ENTRIES');
      const secret = newWebhookSecret();
      const id = newId();
      const row: Row = {
        id,
        desk_id: deskId,
        url,
        secret: sealing.seal(`webhook:${id}`, secret),
        state: 'on',
        made_at: now(),
      };
      const lists = [...new Set(kinds)].map((kind) =>
        just(sql.insertInto('webhook_kind').values({ webhook_id: id, kind })),
      );
      const also = [just(sql.insertInto('webhook').values(row)), ...lists];
      await log.recordWith(deskId, { type: 'webhook.changed', webhook: id, what: 'made' }, { by, also });
      return { webhook: await whole(row), secret };
    },

    set: async (deskId: string, by: string, id: string, state: 'on' | 'off'): Promise<Webhook | Refusal> => {
      const row = await one(deskId, id);
      if (!row) return refuse('NOT_FOUND');
      // What waits while nobody wants it would arrive long after it meant anything.
      const drops = sql
        .updateTable('webhook_delivery')
        .set({ state: 'failed', ended_at: now() })
        .where('webhook_id', '=', id)
        .where('state', '=', 'waiting');
      const also = [
        must(sql.updateTable('webhook').set({ state }).where('id', '=', id)),
        ...(state === 'off' ? [just(drops)] : []),
      ];
      await log.recordWith(deskId, { type: 'webhook.changed', webhook: id, what: state }, { by, also });
      return whole({ ...row, state });
    },

    remove: async (deskId: string, by: string, id: string): Promise<null | Refusal> => {
      if (!(await one(deskId, id))) return refuse('NOT_FOUND');
      const also = [
        just(sql.deleteFrom('webhook_delivery').where('webhook_id', '=', id)),
        just(sql.deleteFrom('webhook_kind').where('webhook_id', '=', id)),
        must(sql.deleteFrom('webhook').where('id', '=', id)),
      ];
      const draft = { type: 'webhook.changed', webhook: id, what: 'removed' } as const;
      // Where two admins press at once, it is gone for one of them.
      return (await wins(log.recordWith(deskId, draft, { by, also }))) ? null : refuse('NOT_FOUND');
    },

    /** Sends something without any meaning, to this one alone. */
    test: async (deskId: string, id: string): Promise<null | Refusal> => {
      const row = await one(deskId, id);
      if (!row) return refuse('NOT_FOUND');
      if (row.state !== 'on') return refuse('NOT_NOW');
      const news = { kind: 'test', at: now(), data: { desk: deskId, webhook: id } } as const;
      await store.write([deliveryOf(store, id, news)]);
      return null;
    },
  };
}
export type Webhooks = ReturnType<typeof webhooks>;
