// What is said over HTTP about letters that a desk sends: its few choices, and what became of the last ones.
import * as z from 'zod/mini';
import { count, id, instant, language, text } from '../field.ts';

export const mailKind = z.enum([
  'invitation',
  'request-missed',
  'request-taken',
  'request-closed',
  'transcript',
  'test',
]);
export type MailKind = z.infer<typeof mailKind>;

/** `unsure`: the line broke while the server had the whole letter and had not answered. It is not sent again. */
export const mailState = z.enum(['waiting', 'sending', 'sent', 'failed', 'unsure']);
export type MailState = z.infer<typeof mailState>;

export const mailOutcome = z.enum([
  'accepted',
  /** The server said no for good. */
  'refused',
  /** The server said not now, or it was not to be spoken with. */
  'put-off',
  'unreachable',
  'no-answer',
  'sign-in',
  'impossible-address',
  /** It was tried for too long. */
  'given-up',
  'broken-off',
]);
export type MailOutcome = z.infer<typeof mailOutcome>;

const address = z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email());
export const MOST_MISSED_MINUTES = 240;

/** GET and PUT /api/mail/settings. */
export const mailSettings = z.strictObject({
  /** Where the desk is written to; its technicians where it is empty. */
  contact: z.union([z.literal(''), address]),
  /** After how many minutes a request counts as missed; 0 tells nobody. */
  missedMinutes: z.int().check(z.minimum(0), z.maximum(MOST_MISSED_MINUTES)),
  language,
});
export type MailSettings = z.infer<typeof mailSettings>;

/** GET /api/mail */
export const mailStatus = z.strictObject({
  /** The operator has set up a mail server. */
  isOn: z.boolean(),
  settings: mailSettings,
  /** The newest first. */
  letters: z.array(
    z.strictObject({
      id,
      kind: mailKind,
      /** The person it invites, or the number of the request. */
      about: text(60),
      state: mailState,
      tries: count,
      madeAt: instant,
      /** When it is tried next; null once it is over. */
      nextAt: z.nullable(instant),
      outcome: z.nullable(mailOutcome),
      answer: text(300),
    }),
  ),
});
export type MailStatus = z.infer<typeof mailStatus>;
