// Webhooks, for admins: where the desk's news goes, trying whether it arrives, switching off, and what became of the last deliveries.
import * as z from 'zod/mini';
import { isRefusal } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import {
  webhooks as list,
  newWebhook,
  setWebhook,
  webhook,
  webhookMade,
} from '../../shared/protocol/webhooks.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { WebhookRoom } from '../webhooks/room.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { App } from './app-type.ts';

const config = { access: 'connect' } as const;
const params = z.strictObject({ id });

export interface WebhookRouteDeps {
  readonly webhooks: Webhooks;
  readonly room: Pick<WebhookRoom, 'wake'>;
}

export function webhookRoutes(app: App, { webhooks, room }: WebhookRouteDeps): void {
  app.get('/api/webhooks', { config, schema: { response: { 200: list } } }, (request) =>
    webhooks.list(loginOf(request).desk.id),
  );

  app.post(
    '/api/webhooks',
    { config, schema: { body: newWebhook, response: { 201: webhookMade } } },
    async (request, reply) => {
      const { person, desk } = loginOf(request);
      const made = await webhooks.make(desk.id, person.id, request.body);
      return isRefusal(made) ? answer(reply, made) : reply.code(201).send(made);
    },
  );

  app.post(
    '/api/webhooks/:id/state',
    { config, schema: { params, body: setWebhook, response: { 200: webhook } } },
    async (request, reply) => {
      const { person, desk } = loginOf(request);
      const set = await webhooks.set(desk.id, person.id, request.params.id, request.body.state);
      return isRefusal(set) ? answer(reply, set) : set;
    },
  );

  app.post('/api/webhooks/:id/test', { config, schema: { params } }, async (request, reply) => {
    const sent = await webhooks.test(loginOf(request).desk.id, request.params.id);
    if (sent) return answer(reply, sent);
    room.wake();
    return reply.code(204).send();
  });

  app.delete('/api/webhooks/:id', { config, schema: { params } }, async (request, reply) => {
    const { person, desk } = loginOf(request);
    const gone = await webhooks.remove(desk.id, person.id, request.params.id);
    return gone ? answer(reply, gone) : reply.code(204).send();
  });
}
