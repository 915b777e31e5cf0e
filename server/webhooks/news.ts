// Which events are news for webhooks, and what of them is told: kinds and numbers, nothing that anybody wrote, nobody's name.
import type { DeskEvent } from '../../shared/desk/events.ts';
import type { WebhookBody, WebhookKind } from '../../shared/protocol/webhooks.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import { newId } from '../secrets.ts';
import { just, type Step, type Store } from '../store/store.ts';
import type { Tap } from '../store/tap.ts';

export interface News {
  readonly kind: WebhookKind | 'test';
  readonly at: number;
  readonly data: WebhookBody['data'];
}

/** The step that puts one delivery in line. @param messageId the same for everybody who is told of this */
export function deliveryOf(store: Store, webhookId: string, news: News, messageId = `msg_${newId()}`): Step {
  const { kind, at, data } = news;
  const body: WebhookBody = { type: kind, timestamp: new Date(at).toISOString(), data };
  const row = {
    id: newId(),
    webhook_id: webhookId,
    message_id: messageId,
    kind,
    body: JSON.stringify(body),
    state: 'waiting' as const,
    tries: 0,
    next_at: at,
    made_at: at,
    ended_at: null,
    outcome: null,
    status: null,
  };
  return just(store.sql.insertInto('webhook_delivery').values(row));
}

/** Puts news in line in the very unit in which the event is written. */
export function webhookTap(store: Store): Tap {
  const listeners = (deskId: string, kind: WebhookKind) =>
    store.read<{ id: string }>(
      store.sql
        .selectFrom('webhook')
        .innerJoin('webhook_kind', 'webhook_kind.webhook_id', 'webhook.id')
        .select('webhook.id as id')
        .where('webhook.desk_id', '=', deskId)
        .where('webhook.state', '=', 'on')
        .where('webhook_kind.kind', '=', kind),
    );
  const tells = async (deskId: string, news: News & { readonly kind: WebhookKind }): Promise<Step[]> => {
    const to = await listeners(deskId, news.kind);
    if (to.length === 0) return [];
    const messageId = `msg_${newId()}`;
    return to.map(({ id }) => deliveryOf(store, id, news, messageId));
  };
  return {
    ofDesk: async (deskId, event) => {
      const news = newsOf(event);
      return news ? tells(deskId, { ...news, data: { desk: deskId, ...news.data } }) : [];
    },
    ofSession: async (deskId, events) => {
      const end = events.find(isEnd);
      if (!end) return [];
      const data = { desk: deskId, session: end.sid, ending: end.ending };
      return tells(deskId, { kind: 'session.ended', at: end.at, data });
    },
  };
}

const isEnd = (event: SessionEvent): event is Extract<SessionEvent, { type: 'session.ended' }> =>
  event.type === 'session.ended';

function newsOf(event: DeskEvent): (News & { readonly kind: WebhookKind }) | null {
  const { at } = event;
  switch (event.type) {
    case 'request.opened':
      return { kind: event.type, at, data: { request: event.request } };
    case 'request.assigned':
      return { kind: event.type, at, data: { request: event.request, person: event.person } };
    case 'request.released':
      return { kind: event.type, at, data: { request: event.request, why: event.why } };
    case 'request.closed':
      return { kind: event.type, at, data: { request: event.request, outcome: event.outcome } };
    case 'request.reopened':
      return { kind: event.type, at, data: { request: event.request } };
    case 'request.rated':
      return { kind: event.type, at, data: { request: event.request, rating: event.rating } };
    default:
      return null;
  }
}
