// The people of the desk at which an admin works. Whoever belongs to a desk of somebody else as well can be taken out of this one, but
// nobody here decides about their account: a new link for it would open the other desk too.
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { isRefusal, type Refusal } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import { addPerson } from '../../shared/protocol/desks.ts';
import { invite, invited, person, setState } from '../../shared/protocol/http.ts';
import type { Recorder } from '../log/record.ts';
import type { People } from '../people/people.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { Requests } from '../requests/requests.ts';
import type { SessionDesk } from '../sessions/session-desk.ts';
import type { App } from './app-type.ts';

const config = { access: 'manage-people' } as const;
const params = z.strictObject({ id });

export interface PeopleRouteDeps {
  readonly people: People;
  readonly desk: SessionDesk;
  readonly requests: Requests;
  readonly log: Recorder;
  readonly publicUrl: URL;
}

export function peopleRoutes(app: App, { people, desk, requests, log, publicUrl }: PeopleRouteDeps): void {
  const linkTo = (token: string) => `${publicUrl.origin}/enrol#${token}`;
  const record = (request: FastifyRequest, draft: Parameters<Recorder['record']>[2]) => {
    const { person, desk: home } = loginOf(request);
    return log.record(home.id, person.id, draft);
  };
  /** Whether the one who asks may decide about the whole account. */
  const refusalFor = (request: FastifyRequest, id: string): Promise<null | Refusal> =>
    people.answersFor(loginOf(request).desks, id);

  /** Nothing of a desk goes on by the hands of whoever has left it. @param deskId null for all desks */
  const drop = async (personId: string, deskId: string | null): Promise<void> => {
    await desk.closeFor(personId, deskId);
    await requests.dropOf(personId, deskId);
  };

  app.get('/api/people', { config, schema: { response: { 200: z.array(person) } } }, (request) =>
    people.peopleOf([loginOf(request).desk]),
  );

  /** Who could be added here: the people of the admin's other desks. */
  app.get(
    '/api/people/elsewhere',
    { config, schema: { response: { 200: z.array(person) } } },
    async (request) => {
      const { desk: home, desks } = loginOf(request);
      const here = new Set((await people.peopleOf([home])).map(({ id }) => id));
      return (await people.peopleOf(desks)).filter(({ id }) => !here.has(id));
    },
  );

  app.post(
    '/api/people',
    { config, schema: { body: invite, response: { 201: invited } } },
    async (request, reply) => {
      const made = await people.invite(loginOf(request).desk.id, request.body);
      if (isRefusal(made)) return answer(reply, made);
      await record(request, { type: 'admin.invited', person: made.person.id, role: request.body.role });
      return reply
        .code(201)
        .send({ person: made.person, link: linkTo(made.token), expiresAt: made.expiresAt });
    },
  );

  app.post(
    '/api/people/add',
    { config, schema: { body: addPerson, response: { 200: person } } },
    async (request, reply) => {
      const { desk: home, desks } = loginOf(request);
      const added = await people.addTo(home.id, desks, request.body.person);
      if (isRefusal(added)) return answer(reply, added);
      await record(request, { type: 'admin.person-added', person: added.id });
      return added;
    },
  );

  app.post('/api/people/:id/remove', { config, schema: { params } }, async (request, reply) => {
    const { id: deskId } = loginOf(request).desk;
    const removed = await people.takeFrom(deskId, request.params.id);
    if (isRefusal(removed)) return answer(reply, removed);
    await drop(removed.id, deskId);
    await record(request, { type: 'admin.person-removed', person: removed.id });
    return reply.code(204).send();
  });

  app.post(
    '/api/people/:id/link',
    { config, schema: { params, response: { 201: invited } } },
    async (request, reply) => {
      const { id } = request.params;
      const made = (await refusalFor(request, id)) ?? (await people.reinvite(id));
      if (isRefusal(made)) return answer(reply, made);
      await desk.closeFor(id, null);
      await record(request, { type: 'admin.relinked', person: id });
      return reply
        .code(201)
        .send({ person: made.person, link: linkTo(made.token), expiresAt: made.expiresAt });
    },
  );

  app.post(
    '/api/people/:id/state',
    { config, schema: { params, body: setState, response: { 200: person } } },
    async (request, reply) => {
      const { state } = request.body;
      const { id } = request.params;
      const refusal = await refusalFor(request, id);
      if (refusal) return answer(reply, refusal);
      const keys = state === 'disabled' ? await people.keys.liveOf(id) : [];
      const changed = await people.setState(id, state);
      if (isRefusal(changed)) return answer(reply, changed);
      if (state === 'disabled') await drop(id, null);
      await record(request, { type: 'admin.person-state', person: id, state });
      for (const keyThumbprint of keys) await record(request, { type: 'tech.key.revoked', keyThumbprint });
      return changed;
    },
  );
}
