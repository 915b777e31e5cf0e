// What is kept of a conversation where the desk keeps it and both pages say so. Each page sends its own lines, and no others.
import * as z from 'zod/mini';
import { CHAT_LIMIT } from '../channel/talk.ts';
import { count, id, instant, text } from '../field.ts';

/** Lines of each side in a session; nobody honest writes more. */
export const MOST_KEPT = 2_000;

/** A line of one's own. `n` counts one's own lines from 1. */
export const keptLine = z.strictObject({
  n: z.int().check(z.minimum(1), z.maximum(1_000_000)),
  at: instant,
  text: text(CHAT_LIMIT, 1),
});
export type KeptLine = z.infer<typeof keptLine>;

/** On the socket, up: keep this line of mine; null asks how far mine are kept. */
export const keep = z.strictObject({ t: z.literal('keep'), line: z.nullable(keptLine) });
/** Down: your lines are kept up to `n`. */
export const kept = z.strictObject({ t: z.literal('kept'), n: count });

export const transcriptLine = z.strictObject({
  by: z.enum(['customer', 'technician']),
  ...keptLine.def.shape,
});
/** Of one session, in the order of their times. */
export const transcript = z.strictObject({
  sid: id,
  startedAt: instant,
  /** Empty where they were erased. */
  technician: text(60),
  lines: z.array(transcriptLine),
});
export type Transcript = z.infer<typeof transcript>;
/** GET /api/requests/:id/transcripts: of every session about it, the oldest first. */
export const transcripts = z.array(transcript);
