// The people of the desk, for admins.
import * as z from 'zod/mini';
import { isRefusal, refuse } from '../../shared/errors.ts';
import { id, type Language } from '../../shared/field.ts';
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

const config = { access: 'manage-people' } as const;
const params = z.strictObject({ id });

export interface PeopleRouteDeps {
  readonly people: People;
  readonly desk: SessionDesk;
  readonly log: Recorder;
  readonly mail: Pick<Mail, 'isOn' | 'invitation'>;
  readonly publicUrl: URL;
}

export function peopleRoutes(app: App, { people, desk, log, mail, publicUrl }: PeopleRouteDeps): void {
  const linkTo = (token: string) => `${publicUrl.origin}/enrol#${token}`;
  const record = async (by: string, draft: Parameters<Recorder['record']>[2]) => {
    const home = await people.desk();
    if (home) await log.record(home.id, by, draft);
  };

  /** Nothing where no letter is wanted. */
  const letter = ({ desk: home, person: by }: Login, language: Language | undefined): Sends => {
    if (language === undefined) return () => () => [];
    return (who) => (token) =>
      mail.invitation(home, { to: who.email, person: who.id, by: by.name, link: linkTo(token), language });
  };

  app.get('/api/people', { config, schema: { response: { 200: z.array(person) } } }, () => people.list());

  app.post(
    '/api/people',
    { config, schema: { body: invite, response: { 201: invited } } },
    async (request, reply) => {
      const { name, email, role, mail: language } = request.body;
      if (language !== undefined && !mail.isOn) return answer(reply, refuse('MAIL_NOT_SET_UP'));
      const made = await people.invite(name, email, role, letter(loginOf(request), language));
      if (isRefusal(made)) return answer(reply, made);
      await record(loginOf(request).person.id, { type: 'admin.invited', person: made.person.id, role });
      return reply
        .code(201)
        .send({ person: made.person, link: linkTo(made.token), expiresAt: made.expiresAt });
    },
  );

  app.post(
    '/api/people/:id/link',
    { config, schema: { params, body: relink, response: { 201: invited } } },
    async (request, reply) => {
      const language = request.body?.mail;
      if (language !== undefined && !mail.isOn) return answer(reply, refuse('MAIL_NOT_SET_UP'));
      const made = await people.reinvite(request.params.id, letter(loginOf(request), language));
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
