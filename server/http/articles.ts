// What a desk says often: read by its technicians while they write, changed by its admins.
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { type Refusal, refuse } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import { article, articleQuery, articleSaid } from '../../shared/protocol/articles.ts';
import type { Articles } from '../desks/articles.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import { requestBy } from '../requests/rows.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app-type.ts';

const config = { access: 'manage-desks' } as const;
const params = z.strictObject({ id });

export function articleRoutes(
  app: App,
  { articles, store }: { readonly articles: Articles; readonly store: Store },
): void {
  const where = (request: FastifyRequest) => {
    const { person, desk } = loginOf(request);
    return { desk: desk.id, by: person.id };
  };
  const done = (reply: Parameters<typeof answer>[0], refusal: null | Refusal) =>
    refusal ? answer(reply, refusal) : reply.code(204).send();

  app.get(
    '/api/articles',
    {
      config: { access: 'help' },
      schema: { querystring: articleQuery, response: { 200: z.array(article) } },
    },
    async (request, reply) => {
      const { desk, desks } = loginOf(request);
      const { request: asked } = request.query;
      if (asked === undefined) return articles.of(desk.id);
      const row = await requestBy(store, desks, asked);
      return row ? articles.of(row.desk_id) : answer(reply, refuse('NOT_FOUND'));
    },
  );
  app.post('/api/articles', { config, schema: { body: articleSaid } }, async (request, reply) =>
    done(reply, await articles.add(where(request), request.body)),
  );
  app.put('/api/articles/:id', { config, schema: { params, body: articleSaid } }, async (request, reply) =>
    done(reply, await articles.change(where(request), request.params.id, request.body)),
  );
  app.delete('/api/articles/:id', { config, schema: { params } }, async (request, reply) =>
    done(reply, await articles.drop(where(request), request.params.id)),
  );
}
