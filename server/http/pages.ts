// The three faces, as files. Pages are never cached, since they name the current assets; assets are named by their
// content and may be kept for good.
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import * as z from 'zod/mini';
import { allowFeatures } from '../plugins/headers.ts';
import type { App } from './app-type.ts';

const PAGES = {
  customer: { file: 'customer.html', face: 'customer', paths: ['/', '/j'] },
  technician: { file: 'technician.html', face: 'staff', paths: ['/desk', '/enrol', '/sign-in'] },
  admin: { file: 'admin.html', face: 'staff', paths: ['/admin'] },
} as const;

export async function pageRoutes(app: App, webRoot: string): Promise<void> {
  const config = { access: 'anyone' } as const;
  const assets = join(webRoot, 'assets');
  await app.register(fastifyStatic, {
    root: webRoot,
    serve: false,
    preCompressed: true,
    cacheControl: false,
  });

  for (const { file, face, paths } of Object.values(PAGES))
    for (const path of paths)
      app.get(path, { config }, (_request, reply) =>
        allowFeatures(reply, face).header('cache-control', 'no-cache').sendFile(file),
      );
  for (const file of ['sign.svg', 'sw.js'])
    app.get(`/${file}`, { config }, (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(file),
    );
  app.get(
    '/assets/:name',
    { config, schema: { params: z.strictObject({ name: z.string().check(z.regex(/^[\w.-]+$/)) }) } },
    (request, reply) =>
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .sendFile(request.params.name, assets),
  );
}
