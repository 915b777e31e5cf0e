// The people of the desk at which an admin works. Whoever belongs to a desk of somebody else as well can be taken out of this one, but
// nobody here decides about their account: a new link for it would open the other desk too.
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { isRefusal, refuse } from '../../shared/errors.ts';
import { id, type Language } from '../../shared/field.ts';
import { addPerson } from '../../shared/protocol/desks.ts';
import { invite, invited, person, relink, setState } from '../../shared/protocol/http.ts';
import type { Recorder } from '../log/record.ts';
import type { Mail } from '../mail/mail.ts';
import type { Sends } from '../people/invitations.ts';
import type { Login } from '../people/logins.ts';
import type { People } from '../people/people.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { SessionDesk } from '../sessions/session-desk.ts';
import type { App } from './app-type.ts';
import type { Decides, DecidingDeps } from './deciding.ts';

const config = { access: 'manage-people' } as const;
const params = z.strictObject({ id });

export interface PeopleRouteDeps {
  readonly people: People;
  readonly desk: Pick<SessionDesk, 'closeFor'>;
  readonly log: Recorder;
  readonly drop: DecidingDeps['drop'];
  readonly decides: Decides;
  readonly mail: Pick<Mail, 'isOn' | 'invitation'>;
  readonly publicUrl: URL;
}

export function peopleRoutes(
  app: App,
  { people, desk, log, drop, decides, mail, publicUrl }: PeopleRouteDeps,
): void {
  const linkTo = (token: string) => `${publicUrl.origin}/enrol#${token}`;
  const record = (request: FastifyRequest, draft: Parameters<Recorder['record']>[2]) => {
    const { person, desk: home } = loginOf(request);
    return log.record(home.id, person.id, draft);
  };

  /** Nothing where no letter is wanted. */
  const letter = ({ desk: home, person: by }: Login, language: Language | undefined): Sends => {
    if (language === undefined) return () => () => [];
    return (who) => (token) =>
      mail.invitation(home, { to: who.email, person: who.id, by: by.name, link: linkTo(token), language });
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
      const { mail: language, ...who } = request.body;
      if (language !== undefined && !mail.isOn) return answer(reply, refuse('MAIL_NOT_SET_UP'));
      const login = loginOf(request);
      const made = await people.invite(login.desk.id, who, letter(login, language));
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
    { config, schema: { params, body: relink, response: { 201: invited } } },
    async (request, reply) => {
      const { id } = request.params;
      const language = request.body?.mail;
      if (language !== undefined && !mail.isOn) return answer(reply, refuse('MAIL_NOT_SET_UP'));
      const sends = letter(loginOf(request), language);
      const made =
        (await people.answersFor(loginOf(request).desks, id)) ?? (await people.reinvite(id, sends));
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
      const changed = await decides(loginOf(request), request.params.id, request.body.state);
      return isRefusal(changed) ? answer(reply, changed) : changed;
    },
  );
}
