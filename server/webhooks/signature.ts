// Signs a delivery as Standard Webhooks 1.0.0 has it, symmetric: HMAC-SHA256 over `id.timestamp.body`. The timestamp is that of the try,
// so that a receiver can refuse what somebody recorded and plays again; the id is that of the news, so that it can drop a repeat.
import { createHmac, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** `whsec_` and base64 of 256 random bits. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;

export interface Signed {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/** @param secret with its `whsec_` */
export function signatureHeaders(secret: string, { id, timestamp, body }: Signed): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${mac}` };
}
