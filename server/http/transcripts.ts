// Conversations that were kept: read by the desk with the request they belong to, and saved by the customer who was there.
import * as z from 'zod/mini';
import { refuse } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import { receiptOf } from '../../shared/protocol/http.ts';
import { transcripts as listed, transcript } from '../../shared/protocol/transcript.ts';
import type { Bus } from '../bus/bus.ts';
import type { Recorder } from '../log/record.ts';
import type { Transcripts } from '../log/transcripts.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import { requestBy } from '../requests/rows.ts';
import type { App } from './app-type.ts';
import { type HolderDeps, holders } from './holder.ts';
import { namesIn } from './membership.ts';
import { takingAlong } from './taking-along.ts';

const often = { access: 'anyone', rateLimit: { max: 60, timeWindow: 60_000 } } as const;

export interface TranscriptRouteDeps extends HolderDeps {
  readonly transcripts: Transcripts;
  readonly log: Recorder;
  readonly bus: Pick<Bus, 'count'>;
}

export function transcriptRoutes(app: App, deps: TranscriptRouteDeps): void {
  const { store, desk, transcripts, log, bus } = deps;
  const tooOften = takingAlong(bus);
  const customers = holders(deps);

  app.get(
    '/api/requests/:id/transcripts',
    { config: { access: 'help' }, schema: { params: z.strictObject({ id }), response: { 200: listed } } },
    async (request, reply) => {
      const row = await requestBy(store, loginOf(request).desks, request.params.id);
      return row ? transcripts.ofRequest(row.id) : answer(reply, refuse('NOT_FOUND'));
    },
  );

  app.post(
    '/api/transcript',
    { config: often, schema: { body: receiptOf, response: { 200: transcript } } },
    async ({ body }, reply) => {
      const { sid } = body;
      const customer = await customers.of(sid, body.resume);
      if (!customer) return answer(reply, refuse('NOT_FOUND'));
      const events = await desk.eventsAfter(sid, 0);
      const [first] = events;
      if (first?.type !== 'session.created' || !first.keepsTranscript)
        return answer(reply, refuse('NOT_FOUND'));
      const stop = await tooOften(sid);
      if (stop) return answer(reply, stop, stop.seconds);
      await log.record(first.desk, customer.id, { type: 'transcript.exported', sid });
      const lines = await transcripts.linesOf(sid);
      return { sid, startedAt: first.at, technician: namesIn(events).technician, lines };
    },
  );
}
