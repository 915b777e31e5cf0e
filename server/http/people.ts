// The people of the desk, for admins.
import * as z from 'zod/mini';
import { isRefusal } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import { invite, invited, person, setState } from '../../shared/protocol/http.ts';
import type { Recorder } from '../log/record.ts';
import type { People } from '../people/people.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { SessionDesk } from '../sessions/session-desk.ts';
import type { App } from './app-type.ts';

const config = { access: 'manage-people' } as const;
const params = z.strictObject({ id });

export interface PeopleRouteDeps {
  readonly people: People;
  readonly desk: SessionDesk;
  readonly log: Recorder;
  readonly publicUrl: URL;
}

export function peopleRoutes(app: App, { people, desk, log, publicUrl }: PeopleRouteDeps): void {
  const linkTo = (token: string) => `${publicUrl.origin}/enrol#${token}`;
  const record = async (by: string, draft: Parameters<Recorder['record']>[2]) => {
    const home = await people.desk();
    if (home) await log.record(home.id, by, draft);
  };

  app.get('/api/people', { config, schema: { response: { 200: z.array(person) } } }, () => people.list());

  app.post(
    '/api/people',
    { config, schema: { body: invite, response: { 201: invited } } },
    async (request, reply) => {
      const { name, email, role } = request.body;
      const made = await people.invite(name, email, role);
      if (isRefusal(made)) return answer(reply, made);
      await record(loginOf(request).person.id, { type: 'admin.invited', person: made.person.id, role });
      return reply
        .code(201)
        .send({ person: made.person, link: linkTo(made.token), expiresAt: made.expiresAt });
    },
  );

  app.post(
    '/api/people/:id/link',
    { config, schema: { params, response: { 201: invited } } },
    async (request, reply) => {
      const made = await people.reinvite(request.params.id);
      if (isRefusal(made)) return answer(reply, made);
      await desk.closeFor(made.person.id);
      await record(loginOf(request).person.id, { type: 'admin.relinked', person: made.person.id });
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
      const keys = state === 'disabled' ? await people.keys.liveOf(request.params.id) : [];
      const changed = await people.setState(request.params.id, state);
      if (isRefusal(changed)) return answer(reply, changed);
      if (state === 'disabled') await desk.closeFor(changed.id);
      const by = loginOf(request).person.id;
      await record(by, { type: 'admin.person-state', person: changed.id, state });
      for (const keyThumbprint of keys) await record(by, { type: 'tech.key.revoked', keyThumbprint });
      return changed;
    },
  );
}
