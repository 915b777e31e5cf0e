// What is said over HTTP about webhooks: where a desk's news goes, and what became of the last deliveries; and the news itself.
import * as z from 'zod/mini';
import { count, id, instant, text } from '../field.ts';

export const webhookKind = z.enum([
  'request.opened',
  'request.assigned',
  'request.released',
  'request.closed',
  'request.reopened',
  'request.rated',
  'session.ended',
]);
export type WebhookKind = z.infer<typeof webhookKind>;

/** `gone`: the receiver answered 410 and gets nothing more until somebody switches it on again. */
export const webhookState = z.enum(['on', 'off', 'gone']);
export type WebhookState = z.infer<typeof webhookState>;

/** What a try came to. */
export const delivered = z.enum([
  'delivered',
  /** It answered, with a status other than 2xx. */
  'answered',
  'redirected',
  'unreachable',
  'no-answer',
  'unknown-host',
  'not-trusted',
  'private-address',
]);
export type Delivered = z.infer<typeof delivered>;

const address = text(500, 8).check(z.refine((url) => URL.canParse(url)));
const kinds = z.array(webhookKind).check(z.minLength(1), z.maxLength(webhookKind.options.length));

/** GET /api/webhooks: the desk's, the oldest first. */
export const webhook = z.strictObject({
  id,
  url: text(500),
  kinds: z.array(webhookKind),
  state: webhookState,
  madeAt: instant,
  deliveries: z.array(
    z.strictObject({
      id,
      kind: z.union([webhookKind, z.literal('test')]),
      state: z.enum(['waiting', 'done', 'failed']),
      tries: count,
      madeAt: instant,
      nextAt: z.nullable(instant),
      outcome: z.nullable(delivered),
      status: z.nullable(count),
    }),
  ),
});
export type Webhook = z.infer<typeof webhook>;
export const webhooks = z.array(webhook);

/** POST /api/webhooks */
export const newWebhook = z.strictObject({ url: address, kinds });
/** The secret is told this once: `whsec_` and base64, as Standard Webhooks has it. */
export const webhookMade = z.strictObject({ webhook, secret: text(120, 30) });
export type WebhookMade = z.infer<typeof webhookMade>;
/** POST /api/webhooks/:id/state */
export const setWebhook = z.strictObject({ state: z.enum(['on', 'off']) });

/** The body of a delivery: kinds and numbers, and nothing that anybody wrote. */
export const webhookBody = z.strictObject({
  type: z.union([webhookKind, z.literal('test')]),
  /** When it happened, ISO 8601. */
  timestamp: text(30),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type WebhookBody = z.infer<typeof webhookBody>;
