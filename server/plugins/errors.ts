// Whatever goes wrong leaves as one body from the one error table, and never with more than that.
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { ERRORS, type ErrorCode, type Refusal } from '../../shared/errors.ts';
import { BusUnavailable } from '../bus/bus.ts';
import { StoreUnavailable } from '../store/store.ts';

/** Answers with a refusal. @param retryAfter seconds, where waiting helps */
export function answer(reply: FastifyReply, { refused }: Refusal, retryAfter?: number): FastifyReply {
  const { status, sentence } = ERRORS[refused];
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  const body = { error: refused, message: sentence, ...(retryAfter === undefined ? {} : { retryAfter }) };
  return reply.code(status).type('application/json').send(JSON.stringify(body));
}

/** For what fails before there is a route: an address that cannot be decoded, a request that is no HTTP. */
export const beforeRoutes = {
  frameworkErrors: (_error: unknown, _request: unknown, reply: unknown) =>
    void answer(reply as FastifyReply, { refused: 'BAD_INPUT' }),
  clientErrorHandler: (_error: unknown, socket: Socket) => {
    const body = JSON.stringify({ error: 'BAD_INPUT', message: ERRORS.BAD_INPUT.sentence });
    const head = [
      'HTTP/1.1 400 Bad Request',
      'connection: close',
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    if (socket.writable) socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
    else socket.destroy();
  },
};

/** Where the same question may be answered in a moment. */
const WAITS: readonly ErrorCode[] = ['STORE_UNAVAILABLE', 'BUS_UNAVAILABLE', 'TOO_MANY_TRIES'];

export function errors(app: FastifyInstance): void {
  app.setErrorHandler((error: Error & { code?: string; statusCode?: number }, request, reply) => {
    const code = codeOf(error);
    if (code === 'INTERNAL') request.log.error({ err: error }, 'request failed');
    else if (code === 'STORE_UNAVAILABLE') request.log.error({ reason: error.message }, 'store unavailable');
    return answer(reply, { refused: code }, WAITS.includes(code) ? 5 : undefined);
  });
  app.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith('/api/')) return answer(reply, { refused: 'NOT_FOUND' });
    return reply.code(404).type('text/plain; charset=utf-8').send('There is nothing here.\n');
  });
}

function codeOf(error: Error & { code?: string; statusCode?: number }): ErrorCode {
  if (error instanceof StoreUnavailable) return 'STORE_UNAVAILABLE';
  if (error instanceof BusUnavailable) return 'BUS_UNAVAILABLE';
  if (hasZodFastifySchemaValidationErrors(error))
    return error.validation.some(({ message }) => message === 'BAD_NAME') ? 'BAD_NAME' : 'BAD_INPUT';
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'TOO_LARGE';
  if (error.statusCode === 429) return 'TOO_MANY_TRIES';
  return error.statusCode !== undefined && error.statusCode < 500 ? 'BAD_INPUT' : 'INTERNAL';
}
