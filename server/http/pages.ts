// The faces, as files. Pages are never cached, since they name the current assets; assets are named by their
// content and may be kept for good.
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import * as z from 'zod/mini';
import { allowFeatures } from '../plugins/headers.ts';
import type { App } from './app-type.ts';

const PAGES = {
  customer: { file: 'customer.html', face: 'customer', paths: ['/', '/j'] },
  technician: { file: 'technician.html', face: 'staff', paths: ['/desk', '/enrol', '/sign-in'] },
  admin: { file: 'admin.html', face: 'staff', paths: ['/admin', '/docs'] },
  receipt: { file: 'receipt.html', face: 'reader', paths: ['/receipt'] },
  portal: { file: 'portal.html', face: 'reader', paths: ['/d/:slug'] },
  // As strict and as free as the customer’s own page, so that what it finds holds there.
  check: { file: 'check.html', face: 'customer', paths: ['/check'] },
  verify: { file: 'verify.html', face: 'reader', paths: ['/verify'] },
} as const;

/** The verifying page in one file. */
const OFFLINE = 'permesso-verify.html';

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
  // For other sites' pages, which is what the button is there for; everything else stays with our own.
  for (const file of ['embed.js', 'embed.css'])
    app.get(`/${file}`, { config }, (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=3600')
        .header('cross-origin-resource-policy', 'cross-origin')
        .sendFile(file),
    );
  // To be kept and opened without us: the headers of an answer do not follow a file, so it brings its own policy along.
  app.get(`/${OFFLINE}`, { config }, (_request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .header('content-disposition', `attachment; filename="${OFFLINE}"`)
      .sendFile(OFFLINE),
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
