// Tokens for programs, for admins: made, listed, revoked.
import * as z from 'zod/mini';
import { isRefusal } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import { apiTokens, newToken, tokenMade } from '../../shared/protocol/tokens.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { Tokens } from '../tokens/tokens.ts';
import type { App } from './app-type.ts';

const config = { access: 'connect' } as const;

export function tokenRoutes(app: App, { tokens }: { readonly tokens: Tokens }): void {
  app.get('/api/tokens', { config, schema: { response: { 200: apiTokens } } }, (request) =>
    tokens.list(loginOf(request).desk.id),
  );

  app.post(
    '/api/tokens',
    { config, schema: { body: newToken, response: { 201: tokenMade } } },
    async (request, reply) => {
      const { person, desk } = loginOf(request);
      const made = await tokens.make(desk, person, request.body);
      return isRefusal(made) ? answer(reply, made) : reply.code(201).send(made);
    },
  );

  app.post(
    '/api/tokens/:id/revoke',
    { config, schema: { params: z.strictObject({ id }) } },
    async (request, reply) => {
      const { person, desk } = loginOf(request);
      const gone = await tokens.revoke(desk.id, person.id, request.params.id);
      return gone ? answer(reply, gone) : reply.code(204).send();
    },
  );
}
