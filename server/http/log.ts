// The consent log, for admins and auditors. Reading it is written down too.
import * as z from 'zod/mini';
import { refuse } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import { logQuery, sessionLog, sessionRows } from '../../shared/protocol/http.ts';
import type { SessionLists } from '../log/read.ts';
import type { Recorder } from '../log/record.ts';
import type { People } from '../people/people.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { SessionDesk } from '../sessions/session-desk.ts';
import type { App } from './app-type.ts';

const config = { access: 'read-log' } as const;

export interface LogRouteDeps {
  readonly people: People;
  readonly desk: SessionDesk;
  readonly lists: SessionLists;
  readonly log: Recorder;
}

export function logRoutes(app: App, { people, desk, lists, log }: LogRouteDeps): void {
  app.get(
    '/api/log/sessions',
    { config, schema: { querystring: logQuery, response: { 200: sessionRows } } },
    async (request, reply) => {
      const home = await people.desk();
      if (!home) return answer(reply, refuse('NOT_FOUND'));
      // Every page, since anyone can write an address that begins in the middle.
      const { after: _after, ...filters } = request.query;
      const filtered = Object.values(filters).some((value) => value !== undefined);
      await log.record(home.id, loginOf(request).person.id, {
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
      const home = await people.desk();
      const { sid } = request.params;
      const row = home ? await lists.one(home.id, sid) : null;
      if (!home || !row) return answer(reply, refuse('NOT_FOUND'));
      await log.record(home.id, loginOf(request).person.id, {
        type: 'admin.view',
        what: 'session',
        sid,
        filtered: false,
      });
      return { row, events: await desk.eventsAfter(sid, 0) };
    },
  );
}
