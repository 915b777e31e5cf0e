// Downloads of the consent log: the list as it is narrowed, or the events of one session. Each is written down before its first
// byte leaves, so that nobody can take a copy unseen.
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import * as z from 'zod/mini';
import { refuse } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import { exportQuery, sessionExportQuery } from '../../shared/protocol/http.ts';
import type { SessionLists } from '../log/read.ts';
import type { Recorder } from '../log/record.ts';
import { eventSheet, type Sheet, sessionSheet, textOf } from '../log/sheets.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { SessionDesk } from '../sessions/session-desk.ts';
import type { App } from './app-type.ts';

const config = { access: 'read-log' } as const;

export interface LogExportRouteDeps {
  readonly desk: SessionDesk;
  readonly lists: SessionLists;
  readonly log: Recorder;
  readonly now: () => number;
}

export function logExportRoutes(app: App, { desk, lists, log, now }: LogExportRouteDeps): void {
  app.get('/api/log/export', { config, schema: { querystring: exportQuery } }, async (request, reply) => {
    const { person, desk: home } = loginOf(request);
    const { format, ...filters } = request.query;
    const filtered = Object.values(filters).some((value) => value !== undefined);
    await log.record(home.id, person.id, { type: 'admin.export', what: 'list', format, filtered });
    const day = new Date(now()).toISOString().slice(0, 10);
    const sheet = sessionSheet(format);
    return download(reply, sheet, `permesso-sessions-${day}.${format}`).send(
      Readable.from(textOf(sheet, lists.all(home.id, filters))),
    );
  });

  app.get(
    '/api/log/sessions/:sid/export',
    { config, schema: { params: z.strictObject({ sid: id }), querystring: sessionExportQuery } },
    async (request, reply) => {
      const { person, desk: home } = loginOf(request);
      const { sid } = request.params;
      if (!(await lists.one(home.id, sid))) return answer(reply, refuse('NOT_FOUND'));
      const { format } = request.query;
      await log.record(home.id, person.id, { type: 'admin.export', what: 'session', sid, format });
      const sheet = eventSheet(format, sid);
      const events = await desk.eventsAfter(sid, 0);
      return download(reply, sheet, `permesso-session-${sid}.${format}`).send(
        sheet.head + events.map(sheet.line).join('') + sheet.foot,
      );
    },
  );
}

const download = (reply: FastifyReply, { contentType }: Sheet<never>, name: string): FastifyReply =>
  reply.header('content-disposition', `attachment; filename="${name}"`).type(contentType);
