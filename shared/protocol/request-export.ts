// A request as it leaves the broker: for the customer who opened it, and for those of its desk who may read the log. Notes are the desk's
// own and never in the customer's; so is the closing note.
import * as z from 'zod/mini';
import { instant, text } from '../field.ts';
import { note, requestDetails } from './requests.ts';
import { transcripts } from './transcript.ts';

/** Named one by one: what is added to a request later is not handed out by itself. */
export const OWN = {
  row: true,
  email: true,
  problem: true,
  steps: true,
  messages: true,
  language: true,
  origin: true,
  lines: true,
  page: true,
  files: true,
  timeline: true,
  works: true,
  feedback: true,
} as const;

/** POST /api/request/export: by the value that the request's page holds. */
export const ownExport = z.extend(z.pick(requestDetails, OWN), {
  madeAt: instant,
  /** What was kept of its conversations. */
  conversations: transcripts,
});
export type OwnExport = z.infer<typeof ownExport>;
/** GET /api/requests/:id/export */
export const deskExport = z.extend(ownExport, { notes: z.array(note), closing: text(2_000) });
