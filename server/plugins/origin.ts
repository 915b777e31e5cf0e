// Only our own pages may change anything: security-rules.md 41. Another site that a signed-in technician visits can make
// the browser send requests with the cookie, but not with our origin.
import type { FastifyInstance } from 'fastify';
import { refuse } from '../../shared/errors.ts';
import { answer } from './errors.ts';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** The origins our pages have. On one's own computer localhost goes by several names. */
export function ownOrigins(publicUrl: URL): ReadonlySet<string> {
  if (!LOOPBACK.includes(publicUrl.hostname)) return new Set([publicUrl.origin]);
  const port = publicUrl.port ? `:${publicUrl.port}` : '';
  return new Set(LOOPBACK.map((host) => `${publicUrl.protocol}//${host}${port}`));
}

export function origin(app: FastifyInstance, own: ReadonlySet<string>): void {
  app.addHook('onRequest', async (request, reply) => {
    if (SAFE.includes(request.method)) return;
    // Programs have no origin; they come with a token and without a cookie, which is what others could misuse.
    if (request.routeOptions.config?.access === 'token') return;
    const site = request.headers['sec-fetch-site'];
    const isOurs = site === undefined ? own.has(request.headers.origin ?? '') : site === 'same-origin';
    if (!isOurs) return answer(reply, refuse('WRONG_ORIGIN'));
  });
}
