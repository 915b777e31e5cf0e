// What a desk says of itself, for its admins; its picture, for everybody who opens its portal.
import * as z from 'zod/mini';
import { isRefusal, refuse } from '../../shared/errors.ts';
import { slug } from '../../shared/field.ts';
import { deskCard, deskChange, logoUpload, newDesk } from '../../shared/protocol/desks.ts';
import { desk as deskName } from '../../shared/protocol/http.ts';
import type { Desks } from '../desks/desks.ts';
import { readLogo } from '../desks/logo.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { App } from './app-type.ts';

const config = { access: 'manage-desks' } as const;

export function deskRoutes(app: App, { desks }: { readonly desks: Desks }): void {
  app.get('/api/desk', { config, schema: { response: { 200: deskCard } } }, async (request, reply) => {
    const card = await desks.byId(loginOf(request).desk.id);
    return card ?? answer(reply, refuse('NOT_FOUND'));
  });

  app.put('/api/desk', { config, schema: { body: deskChange } }, async (request, reply) => {
    const { person, desk } = loginOf(request);
    await desks.change(desk.id, person.id, request.body);
    return reply.code(204).send();
  });

  app.put('/api/desk/logo', { config, schema: { body: logoUpload } }, async (request, reply) => {
    const logo = readLogo(request.body);
    if (isRefusal(logo)) return answer(reply, logo);
    await desks.setLogo(loginOf(request).desk.id, logo);
    return reply.code(204).send();
  });

  app.delete('/api/desk/logo', { config }, async (request, reply) => {
    await desks.setLogo(loginOf(request).desk.id, null);
    return reply.code(204).send();
  });

  app.post(
    '/api/desks',
    { config, schema: { body: newDesk, response: { 201: deskName } } },
    async (request, reply) => {
      const made = await desks.create(request.body.name, loginOf(request).person.id);
      if (isRefusal(made)) return answer(reply, made);
      return reply.code(201).send({ id: made.id, name: made.name, slug: made.slug });
    },
  );

  app.get(
    '/api/portal/:slug/logo',
    { config: { access: 'anyone' }, schema: { params: z.strictObject({ slug }) } },
    async (request, reply) => {
      const logo = await desks.logo(request.params.slug);
      if (!logo) return answer(reply, refuse('NOT_FOUND'));
      return reply.type(logo.type).send(Buffer.from(logo.bytes));
    },
  );
}
