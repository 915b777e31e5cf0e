// Who is asking: the login cookie, and the right each route names. A route that names none is refused at start-up, so
// that a forgotten check cannot open a door.
import type {} from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../../shared/errors.ts';
import { may, type Right } from '../../shared/people/roles.ts';
import { ABSOLUTE_MS, type Login } from '../people/logins.ts';
import type { People } from '../people/people.ts';
import { answer } from './errors.ts';

/** `token`: a program of the desk (bearer.ts); such a route never looks at the cookie. */
export type Access = Right | 'signed-in' | 'anyone' | 'token';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    login: Login | null;
  }
}

const COOKIE = '__Host-sid';

export function auth(app: FastifyInstance, people: People): void {
  app.decorateRequest('login', null);
  app.addHook('onRoute', (route) => {
    if (route.config?.access === undefined)
      throw new Error(`route ${String(route.method)} ${route.url} names no access`);
  });
  app.addHook('onRequest', async (request, reply) => {
    const access = request.routeOptions.config?.access;
    if (access === undefined || access === 'anyone' || access === 'token') return;
    const token = request.cookies[COOKIE];
    request.login = token ? await people.whoIs(token) : null;
    if (!request.login) return answer(reply, refuse('NOT_SIGNED_IN'));
    if (access !== 'signed-in' && !may(request.login.person.role, access))
      return answer(reply, refuse('FORBIDDEN'));
  });
}

/** The login of a route whose access is not `anyone`. */
export function loginOf(request: FastifyRequest): Login {
  if (!request.login) throw new Error('this route must name an access');
  return request.login;
}

/** `__Host-` makes the browser insist on Secure, this host alone and the path `/`. */
export function setLogin(reply: FastifyReply, token: string): void {
  reply.setCookie(COOKIE, token, {
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'strict',
    maxAge: ABSOLUTE_MS / 1000,
  });
}
export function clearLogin(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, { path: '/', httpOnly: true, secure: true, sameSite: 'strict' });
}
