// Who is asking where programs ask: a bearer token, and the scope that the route names. Such a route knows no cookie, so that no page
// can make a browser speak for a program, nor a token for a person.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isRefusal, refuse } from '../../shared/errors.ts';
import type { TokenScope } from '../../shared/protocol/tokens.ts';
import type { Bearer, Tokens } from '../tokens/tokens.ts';
import { answer } from './errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For a route whose access is `token`. */
    scope?: TokenScope;
  }
  interface FastifyRequest {
    bearer: Bearer | null;
  }
}

export function bearers(app: FastifyInstance, tokens: Tokens): void {
  app.decorateRequest('bearer', null);
  app.addHook('onRoute', ({ config, method, url }) => {
    if (config?.access === 'token' && config.scope === undefined)
      throw new Error(`route ${String(method)} ${url} names no scope`);
  });
  app.addHook('onRequest', async (request, reply) => {
    const { access, scope } = request.routeOptions.config ?? {};
    if (access !== 'token' || scope === undefined) return;
    const found = await tokens.bearer(request.headers.authorization);
    if (isRefusal(found)) {
      if (found.refused === 'TOKEN_NOT_VALID') reply.header('www-authenticate', 'Bearer');
      return answer(reply, found, found.seconds);
    }
    if (!found.scopes.includes(scope)) return answer(reply, refuse('FORBIDDEN'));
    request.bearer = found;
  });
}

/** The token of a route whose access is `token`. */
export function bearerOf(request: FastifyRequest): Bearer {
  if (!request.bearer) throw new Error('this route must name the access `token`');
  return request.bearer;
}
