// The desk's post, for admins: whether there is a mail server, whom a missed request is told to, and what became of the last letters.
import * as z from 'zod/mini';
import { refuse } from '../../shared/errors.ts';
import { language } from '../../shared/field.ts';
import { mailSettings, mailStatus } from '../../shared/protocol/mail.ts';
import type { Mail } from '../mail/mail.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { App } from './app-type.ts';

const config = { access: 'connect' } as const;
/** Letters to oneself in an hour are few. */
const seldom = { ...config, rateLimit: { max: 5, timeWindow: 60_000 } } as const;

export function mailRoutes(app: App, { mail }: { readonly mail: Mail }): void {
  app.get('/api/mail', { config, schema: { response: { 200: mailStatus } } }, (request) =>
    mail.status(loginOf(request).desk.id),
  );

  app.put('/api/mail/settings', { config, schema: { body: mailSettings } }, async (request, reply) => {
    await mail.settings.set(loginOf(request).desk.id, request.body);
    return reply.code(204).send();
  });

  app.post(
    '/api/mail/test',
    { config: seldom, schema: { body: z.strictObject({ language }) } },
    async (request, reply) => {
      if (!mail.isOn) return answer(reply, refuse('MAIL_NOT_SET_UP'));
      const { person, desk } = loginOf(request);
      await mail.test(desk, { to: person.email, person: person.id, language: request.body.language });
      return reply.code(204).send();
    },
  );
}
