// The consent log, for admins and auditors. Reading it is written down too.
import * as z from 'zod/mini';
import { canonicalText } from '../../shared/canonical.ts';
import { logStatus } from '../../shared/desk/log-status.ts';
import { isRefusal, refuse } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import { logQuery, sessionLog, sessionRows } from '../../shared/protocol/http.ts';
import type { SessionLists } from '../log/read.ts';
import type { Recorder } from '../log/record.ts';
import type { LogRoom } from '../log/room.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { SessionDesk } from '../sessions/session-desk.ts';
import type { App } from './app-type.ts';

const config = { access: 'read-log' } as const;

export interface LogRouteDeps {
  readonly desk: SessionDesk;
  readonly lists: SessionLists;
  readonly log: Recorder;
  readonly room: Pick<LogRoom, 'status' | 'bundles'>;
}

export function logRoutes(app: App, { desk, lists, log, room }: LogRouteDeps): void {
  app.get(
    '/api/log/sessions',
    { config, schema: { querystring: logQuery, response: { 200: sessionRows } } },
    async (request) => {
      const { person, desk: home } = loginOf(request);
      // Every page, since anyone can write an address that begins in the middle.
      const { after: _after, ...filters } = request.query;
      const filtered = Object.values(filters).some((value) => value !== undefined);
      await log.record(home.id, person.id, {
        type: 'admin.view',
        what: 'list',
        sid: null,
        filtered,
      });
      return lists.list(home.id, request.query);
    },
  );

  app.get(
    '/api/log/sessions/:sid',
    { config, schema: { params: z.strictObject({ sid: id }), response: { 200: sessionLog } } },
    async (request, reply) => {
      const { person, desk: home } = loginOf(request);
      const { sid } = request.params;
      const row = await lists.one(home.id, sid);
      if (!row) return answer(reply, refuse('NOT_FOUND'));
      await log.record(home.id, person.id, {
        type: 'admin.view',
        what: 'session',
        sid,
        filtered: false,
      });
      return { row, events: await desk.eventsAfter(sid, 0) };
    },
  );

  app.get('/api/log/status', { config, schema: { response: { 200: logStatus } } }, (request) =>
    room.status(loginOf(request).desk.id),
  );

  app.get(
    '/api/log/sessions/:sid/bundle',
    { config, schema: { params: z.strictObject({ sid: id }) } },
    async (request, reply) => {
      const { person, desk: home } = loginOf(request);
      const { sid } = request.params;
      if (!(await lists.one(home.id, sid))) return answer(reply, refuse('NOT_FOUND'));
      await log.record(home.id, person.id, { type: 'admin.export', what: 'session', sid, format: 'bundle' });
      const bundle = await room.bundles.of(sid);
      if (isRefusal(bundle)) return answer(reply, bundle);
      return reply
        .header('content-disposition', `attachment; filename="${sid}.permesso-session.json"`)
        .type('application/json')
        .send(canonicalText(bundle));
    },
  );
}
