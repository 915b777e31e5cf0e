// What programs of a desk may do: read its requests and sessions, open a request for somebody, add a note, close what nobody has taken.
// Nothing here reaches a session's door: no code, no ticket, no socket, no value that makes somebody a customer.
import * as z from 'zod/mini';
import { isRefusal } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import { cursor, sessionRows } from '../../shared/protocol/http.ts';
import { words } from '../../shared/protocol/requests.ts';
import {
  v1Close,
  v1NewRequest,
  v1Opened,
  v1Request,
  v1RequestQuery,
  v1Requests,
} from '../../shared/protocol/tokens.ts';
import type { SessionLists } from '../log/read.ts';
import { bearerOf } from '../plugins/bearer.ts';
import { answer } from '../plugins/errors.ts';
import type { Requests } from '../requests/requests.ts';
import type { Who } from '../requests/taking.ts';
import type { Bearer } from '../tokens/tokens.ts';
import type { App } from './app-type.ts';

const config = (scope: 'requests:read' | 'requests:write' | 'sessions:read') =>
  ({ access: 'token', scope }) as const;
const params = z.strictObject({ id });
/** No page, no person: it came from a program. */
const NO_DEVICE = { kind: 'computer', canShowScreen: false } as const;

/** Its own desk, and nobody's name: a token takes no request. */
const whoOf = ({ id: token, name, desk }: Bearer): Who => ({ person: { id: token, name }, desks: [desk] });

export interface V1RouteDeps {
  readonly requests: Requests;
  readonly lists: SessionLists;
}

export function v1Routes(app: App, { requests, lists }: V1RouteDeps): void {
  app.get(
    '/api/v1/requests',
    {
      config: config('requests:read'),
      schema: { querystring: v1RequestQuery, response: { 200: v1Requests } },
    },
    async (request, reply) => {
      const { state = 'all', after } = request.query;
      const found = await requests.list(whoOf(bearerOf(request)), {
        view: state,
        ...(after ? { after } : {}),
      });
      return isRefusal(found) ? answer(reply, found) : { rows: found.rows, next: found.next };
    },
  );

  app.get(
    '/api/v1/requests/:id',
    { config: config('requests:read'), schema: { params, response: { 200: v1Request } } },
    async (request, reply) => {
      const bearer = bearerOf(request);
      const read = await requests.read(whoOf(bearer), request.params.id);
      if (isRefusal(read)) return answer(reply, read);
      const { session: _session, notes, ...rest } = read;
      return { ...rest, notes: bearer.scopes.includes('notes:read') ? notes : [] };
    },
  );

  app.post(
    '/api/v1/requests',
    {
      config: config('requests:write'),
      schema: { body: v1NewRequest, response: { 201: v1Opened } },
    },
    async (request, reply) => {
      const { name, desk } = bearerOf(request);
      const { language, ...said } = request.body;
      const empty = { steps: '', messages: '', screen: null };
      const device = { ...NO_DEVICE, language };
      const origin = { address: '', browser: '', system: `API: ${name}`, device: device.kind, screen: null };
      const opened = await requests.open(desk, { ...said, ...empty, language, device }, origin);
      if (isRefusal(opened)) return answer(reply, opened);
      // The value that would open the customer's door stays here: whoever had it could answer in the customer's place.
      return reply.code(201).send({ request: opened.request, number: opened.number });
    },
  );

  app.post(
    '/api/v1/requests/:id/notes',
    { config: config('requests:write'), schema: { params, body: words } },
    async (request, reply) => {
      const { name, madeBy, desk } = bearerOf(request);
      const by = { desks: [desk], person: { id: madeBy, name }, token: `${name} (API)` };
      const noted = await requests.note(by, request.params.id, request.body.text);
      return noted ? answer(reply, noted) : reply.code(204).send();
    },
  );

  app.post(
    '/api/v1/requests/:id/close',
    { config: config('requests:write'), schema: { params, body: v1Close } },
    async (request, reply) => {
      const closed = await requests.closeUntaken(whoOf(bearerOf(request)), request.params.id, request.body);
      return closed ? answer(reply, closed) : reply.code(204).send();
    },
  );

  app.get(
    '/api/v1/sessions',
    {
      config: config('sessions:read'),
      schema: { querystring: z.strictObject({ after: z.optional(cursor) }), response: { 200: sessionRows } },
    },
    (request) => lists.list(bearerOf(request).desk.id, { after: request.query.after }),
  );
}
