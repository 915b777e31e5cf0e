// What a customer may keep of a session: POST /api/receipt answers with it. Apart from http.ts, because a bundle is more than
// pages without a receipt need to understand.
import * as z from 'zod/mini';
import { instant, text } from '../field.ts';
import { sessionBundle } from '../log/layout.ts';
import { sessionEvent } from '../session/events.ts';

/** From the beginning of a session until thirty days after its end, for whoever has the value that the code earned. */
export const receipt = z.strictObject({
  /** What happened, to be read also while it cannot be proven. Personal details that were erased are null. */
  events: z.array(sessionEvent),
  /** Empty once erased. */
  technician: text(60),
  desk: text(60),
  /** The same in its proven form; NOT_NOW while its log is not signed. */
  bundle: z.union([sessionBundle, z.strictObject({ refused: z.literal('NOT_NOW') })]),
  /** Until when this can be asked for; null while the session goes on. */
  until: z.nullable(instant),
});
export type Receipt = z.infer<typeof receipt>;
