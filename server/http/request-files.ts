// Files of a request: up by the customer who opened it, piece by piece; down by its desk, as attachments that no browser opens.
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { isRefusal, refuse } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import {
  ATTACHMENTS,
  fileAnnounced,
  HOLDER_HEADER,
  pieceQuery,
  requestFile,
} from '../../shared/protocol/request-files.ts';
import { holder } from '../../shared/protocol/requests.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { Requests } from '../requests/requests.ts';
import { type Named, requestBy } from '../requests/rows.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app-type.ts';

const up = { access: 'anyone', rateLimit: { max: 300, timeWindow: 60_000 } } as const;

export interface RequestFileRouteDeps {
  readonly requests: Requests;
  readonly store: Store;
}

export async function requestFileRoutes(app: App, { requests, store }: RequestFileRouteDeps): Promise<void> {
  app.post(
    '/api/request/files',
    {
      config: up,
      schema: { body: z.extend(holder, fileAnnounced.def.shape), response: { 201: requestFile } },
    },
    async ({ body }, reply) => {
      const row = await requests.holder(body.request, body.secret);
      const made = row ? await requests.announce(row, body) : refuse('NOT_FOUND');
      return isRefusal(made) ? answer(reply, made) : reply.code(201).send(made);
    },
  );

  // Bytes are a body here and nowhere else.
  await app.register(async (scope: App) => {
    scope.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: ATTACHMENTS.pieceBytes },
      (_request, body, done) => done(null, body),
    );
    scope.put(
      '/api/request/files/:id',
      {
        config: up,
        bodyLimit: ATTACHMENTS.pieceBytes,
        schema: { params: z.strictObject({ id }), querystring: pieceQuery, response: { 200: requestFile } },
      },
      async (request, reply) => {
        const row = await holderIn(request);
        if (!row) return answer(reply, refuse('NOT_FOUND'));
        if (!Buffer.isBuffer(request.body)) return answer(reply, refuse('BAD_INPUT'));
        const taken = await requests.takePiece(row, request.params.id, request.query.at, request.body);
        return isRefusal(taken) ? answer(reply, taken) : taken;
      },
    );
  });

  app.get(
    '/api/requests/:id/files/:file',
    { config: { access: 'help' }, schema: { params: z.strictObject({ id, file: id }) } },
    async (request, reply) => {
      const row = await requestBy(store, loginOf(request).desks, request.params.id);
      const found = row ? await requests.fileBytes(row.id, request.params.file) : refuse('NOT_FOUND');
      if (isRefusal(found)) return answer(reply, found);
      const { file, bytes } = found;
      return reply
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .header('content-length', String(file.size))
        .header('content-security-policy', "sandbox; default-src 'none'")
        .type('application/octet-stream')
        .send(Readable.from(bytes));
    },
  );

  async function holderIn(request: FastifyRequest): Promise<Named | null> {
    const [id = '', secret = ''] = String(request.headers[HOLDER_HEADER] ?? '').split('.', 2);
    const read = holder.safeParse({ request: id, secret });
    return read.success ? requests.holder(read.data.request, read.data.secret) : null;
  }
}
