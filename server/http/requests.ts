// The desk's side of requests. Whose desk it is the login says, never the request: another desk's are not there.
import * as z from 'zod/mini';
import { isRefusal, refuse } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import { may } from '../../shared/people/roles.ts';
import {
  availability,
  close,
  erase,
  hold,
  joinedRequest,
  type MissedNews,
  requestDetails,
  requestQuery,
  requestRow,
  requestRows,
  technician,
  words,
} from '../../shared/protocol/requests.ts';
import type { Bus } from '../bus/bus.ts';
import { callsTopic } from '../calls/rows.ts';
import type { People } from '../people/people.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { Presence } from '../requests/presence.ts';
import type { Requests } from '../requests/requests.ts';
import { publicRow, queueTopic, requestBy } from '../requests/rows.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app-type.ts';
import { eventStream } from './event-stream.ts';

const config = { access: 'help' } as const;
const admins = { access: 'manage-desks' } as const;
const params = z.strictObject({ id });
/** How often an open stream is asked whether its login still lives. */
const LOOK_MS = 4_000;

export interface RequestRouteDeps {
  readonly people: People;
  readonly requests: Requests;
  readonly presence: Presence;
  readonly bus: Bus;
  readonly store: Store;
}

export function requestRoutes(app: App, { people, requests, presence, bus, store }: RequestRouteDeps): void {
  app.get(
    '/api/requests',
    { config, schema: { querystring: requestQuery, response: { 200: requestRows } } },
    async (request, reply) => {
      const listed = await requests.list(loginOf(request), request.query);
      return isRefusal(listed) ? answer(reply, listed) : listed;
    },
  );

  app.get(
    '/api/requests/:id',
    { config, schema: { params, response: { 200: requestDetails } } },
    async (request, reply) => {
      const read = await requests.read(loginOf(request), request.params.id);
      return isRefusal(read) ? answer(reply, read) : read;
    },
  );

  app.post(
    '/api/requests/:id/assign',
    { config, schema: { params, response: { 200: requestRow } } },
    async (request, reply) => {
      const taken = await requests.assign(loginOf(request), request.params.id);
      return isRefusal(taken) ? answer(reply, taken) : publicRow(taken);
    },
  );

  app.post(
    '/api/requests/:id/join',
    { config, schema: { params, response: { 200: joinedRequest } } },
    async (request, reply) => {
      const made = await requests.join(loginOf(request), request.params.id);
      return isRefusal(made) ? answer(reply, made) : made;
    },
  );

  app.post('/api/requests/:id/release', { config, schema: { params } }, async (request, reply) => {
    const gone = await requests.release(loginOf(request), request.params.id);
    return gone ? answer(reply, gone) : reply.code(204).send();
  });

  app.post('/api/requests/:id/close', { config, schema: { params, body: close } }, async (request, reply) => {
    const closed = await requests.close(loginOf(request), request.params.id, request.body);
    return closed ? answer(reply, closed) : reply.code(204).send();
  });

  app.post('/api/requests/:id/check', { config, schema: { params } }, async (request, reply) => {
    const asked = await requests.askWorks(loginOf(request), request.params.id);
    return asked ? answer(reply, asked) : reply.code(204).send();
  });

  app.post('/api/requests/:id/reopen', { config, schema: { params } }, async (request, reply) => {
    const opened = await requests.takeUpAgain(loginOf(request), request.params.id);
    return opened ? answer(reply, opened) : reply.code(204).send();
  });

  app.post('/api/requests/:id/notes', { config, schema: { params, body: words } }, async (request, reply) => {
    const noted = await requests.note(loginOf(request), request.params.id, request.body.text);
    return noted ? answer(reply, noted) : reply.code(204).send();
  });

  app.post(
    '/api/requests/:id/erase',
    { config: admins, schema: { params, body: erase } },
    async (request, reply) => {
      const { person, desks } = loginOf(request);
      const how = { desks, by: person.id, reason: request.body.reason };
      const refusal = await requests.eraseRequest(request.params.id, how);
      return refusal ? answer(reply, refusal) : reply.code(204).send();
    },
  );

  app.post(
    '/api/requests/:id/hold',
    { config: admins, schema: { params, body: hold } },
    async (request, reply) => {
      const { person, desks } = loginOf(request);
      const how = { desks, by: person.id, isOn: request.body.isOn };
      const refusal = await requests.holdRequest(request.params.id, how);
      return refusal ? answer(reply, refusal) : reply.code(204).send();
    },
  );

  /** Only whoever has taken it writes to its customer. */
  app.post('/api/requests/:id/say', { config, schema: { params, body: words } }, async (request, reply) => {
    const who = loginOf(request);
    const row = await requestBy(store, who.desks, request.params.id);
    if (!row) return answer(reply, refuse('NOT_FOUND'));
    if (row.assignee_id !== who.person.id) return answer(reply, refuse('NOT_YOURS'));
    const by = { role: 'technician', id: who.person.id, name: who.person.name } as const;
    const said = await requests.write(row, by, request.body.text);
    return said ? answer(reply, said) : reply.code(204).send();
  });

  app.get(
    '/api/technicians',
    { config, schema: { response: { 200: z.array(technician) } } },
    async (request) =>
      (await people.peopleOf(loginOf(request).desks))
        .filter(({ role, state }) => may(role, 'help') && state !== 'invited')
        .map(({ id, name }) => ({ id, name })),
  );

  app.put(
    '/api/me/availability',
    { config, schema: { body: z.strictObject({ availability }) } },
    async (request, reply) => {
      presence.says(loginOf(request).person.id, request.body.availability);
      return reply.code(204).send();
    },
  );

  // A stream has no head to ask for by itself.
  app.get('/api/queue/events', { config, exposeHeadRoute: false }, async (request, reply) => {
    const { hash, person, desks } = loginOf(request);
    const stream = eventStream(reply);
    for (const desk of desks) {
      stream.onClose(presence.watches(desk.id, person.id));
      stream.onClose(bus.subscribe(queueTopic(desk.id), stream.send));
      stream.onClose(bus.subscribe(callsTopic(desk.id), stream.send));
    }
    stream.onClose(bus.onGap(() => bus.isWhole && stream.send({ what: 'missed' } satisfies MissedNews)));
    // Whoever is signed out, closed, or taken out of one of these desks hears nothing more, and is not counted as there.
    const mayHear = async (): Promise<boolean> => {
      const left = await people.desksOf(person.id);
      return (await people.isLive(hash)) && desks.every(({ id }) => left.some((desk) => desk.id === id));
    };
    const looking = setInterval(() => {
      mayHear().then((may) => may || stream.end(), stream.end);
    }, LOOK_MS);
    stream.onClose(() => clearInterval(looking));
    return reply;
  });
}
