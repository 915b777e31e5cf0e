// What of a request can be taken away. As JSON: the customer's own, without what the desk notes for itself; the desk's, with it. By letter: what was written in its sessions, to the
// address that the customer gave. Each is recorded.
import * as z from 'zod/mini';
import { refuse } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import { deskExport, OWN, type OwnExport, ownExport } from '../../shared/protocol/request-export.ts';
import { holder, type RequestDetails } from '../../shared/protocol/requests.ts';
import type { Bus } from '../bus/bus.ts';
import type { Recorder } from '../log/record.ts';
import type { Transcripts } from '../log/transcripts.ts';
import type { Mail } from '../mail/mail.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { Requests } from '../requests/requests.ts';
import { requestBy } from '../requests/rows.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app-type.ts';
import { takingAlong } from './taking-along.ts';

const seldom = { access: 'anyone', rateLimit: { max: 20, timeWindow: 60_000 } } as const;

/** Characters of one letter. */
const MOST_POSTED = 500_000;

export interface RequestExportDeps {
  readonly store: Store;
  readonly requests: Pick<Requests, 'whole' | 'holder'>;
  readonly transcripts: Transcripts;
  readonly log: Recorder;
  readonly mail: Pick<Mail, 'transcript' | 'mayWriteTo'>;
  readonly bus: Pick<Bus, 'count'>;
  readonly now: () => number;
}

export function requestExportRoutes(app: App, deps: RequestExportDeps): void {
  const { store, requests, transcripts, log, mail, bus, now } = deps;
  const tooOften = takingAlong(bus);
  const own = async (whole: RequestDetails): Promise<OwnExport> => {
    const picked = Object.fromEntries(Object.entries(whole).filter(([name]) => name in OWN));
    const mine = picked as Pick<RequestDetails, keyof typeof OWN>;
    return { madeAt: now(), ...mine, conversations: await transcripts.ofRequest(whole.row.id) };
  };

  app.post(
    '/api/request/export',
    { config: seldom, schema: { body: holder, response: { 200: ownExport } } },
    async ({ body }, reply) => {
      const row = await requests.holder(body.request, body.secret);
      if (!row) return answer(reply, refuse('NOT_FOUND'));
      const stop = await tooOften(row.id);
      if (stop) return answer(reply, stop, stop.seconds);
      const draft = { type: 'request.exported', request: row.id, hasNotes: false } as const;
      await log.record(row.desk_id, row.id, draft);
      return own(await requests.whole(row));
    },
  );

  app.post('/api/request/letter', { config: seldom, schema: { body: holder } }, async ({ body }, reply) => {
    const row = await requests.holder(body.request, body.secret);
    if (!row) return answer(reply, refuse('NOT_FOUND'));
    const written = (await transcripts.ofRequest(row.id)).filter(({ lines }) => lines.length > 0);
    const [last] = written.slice(-1);
    if (!last || row.state !== 'completed') return answer(reply, refuse('NOT_NOW'));
    if (!(await mail.mayWriteTo(row.email))) return answer(reply, refuse('TOO_MANY_TRIES'));
    const stop = await tooOften(row.id);
    if (stop) return answer(reply, stop, stop.seconds);
    const desk = { id: row.desk_id, name: row.desk_name };
    const lines = written.flatMap((each) =>
      each.lines.map(({ by, text }) => `${by === 'customer' ? row.name : each.technician}: ${text}`),
    );
    // Mail servers turn away what is larger than a few megabytes, and whoever gave a wrong address floods nobody by it.
    if (lines.reduce((sum, line) => sum + line.length, 0) > MOST_POSTED)
      return answer(reply, refuse('TOO_LARGE'));
    const about = {
      to: row.email,
      language: row.language,
      technician: last.technician,
      lines,
      request: row.id,
    };
    await log.recordWith(
      row.desk_id,
      { type: 'transcript.exported', sid: last.sid },
      { by: row.id, also: mail.transcript(desk, about) },
    );
    return reply.code(204).send();
  });

  app.get(
    '/api/requests/:id/export',
    {
      config: { access: 'read-log' },
      schema: { params: z.strictObject({ id }), response: { 200: deskExport } },
    },
    async (request, reply) => {
      const { desks, person } = loginOf(request);
      const row = await requestBy(store, desks, request.params.id);
      if (!row) return answer(reply, refuse('NOT_FOUND'));
      const draft = { type: 'request.exported', request: row.id, hasNotes: true } as const;
      await log.record(row.desk_id, person.id, draft);
      const whole = await requests.whole(row);
      const { notes, closing } = whole;
      return reply
        .header('content-disposition', `attachment; filename="request-${row.number}.json"`)
        .send({ ...(await own(whole)), notes, closing });
    },
  );
}
