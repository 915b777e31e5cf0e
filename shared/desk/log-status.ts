// GET /api/log/status: how far each transparency log is signed, for auditors. Words are for people; `state` is for pages.
import * as z from 'zod/mini';
import { count, id, instant, text } from '../field.ts';

export const logStatus = z.strictObject({
  logs: z.array(
    z.strictObject({
      id,
      origin: text(300, 1),
      /** Whose log: the desk's, or that of the installation. */
      of: z.enum(['desk', 'installation']),
      /** `refused`: its database contradicts a head that was signed, so it is not signed any more. */
      state: z.enum(['signed', 'refused', 'closed']),
      /** Entries under the last signed head. */
      size: count,
      signedAt: z.nullable(instant),
      /** Entries that no head covers yet. */
      unsigned: count,
      refusal: z.nullable(text(500)),
    }),
  ),
});
export type LogStatus = z.infer<typeof logStatus>;
