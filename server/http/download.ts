// The host for customers, where the operator has packed one (`npm run host:pack`). It lies beside the data, never among the pages.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../../shared/errors.ts';
import { HOST_PROGRAM } from '../../shared/protocol/http.ts';
import { answer } from '../plugins/errors.ts';
import type { App } from './app-type.ts';

export function downloadRoutes(app: App, folder: string): void {
  const config = { access: 'anyone', rateLimit: { max: 20, timeWindow: 60_000 } } as const;
  app.get(`/download/${HOST_PROGRAM}`, { config }, (_request, reply) => {
    if (!existsSync(join(folder, HOST_PROGRAM))) return answer(reply, refuse('NOT_FOUND'));
    return reply
      .header('cache-control', 'no-cache')
      .header('content-disposition', `attachment; filename="${HOST_PROGRAM}"`)
      .sendFile(HOST_PROGRAM, folder);
  });
}
