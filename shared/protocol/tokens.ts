// What is said over HTTP about tokens, with which programs of a desk's own come in; and what those programs may say and read under
// /api/v1. A token is nobody: it joins no session and answers no question.
import * as z from 'zod/mini';
import { id, instant, language, text } from '../field.ts';
import { newRequest, requestDetails, requestRow, requestState } from './requests.ts';

/** Everything a token may ever do. Notes are for the desk alone, so that reading them is a scope of its own. */
export const tokenScope = z.enum(['requests:read', 'notes:read', 'requests:write', 'sessions:read']);
export type TokenScope = z.infer<typeof tokenScope>;

export const TOKEN_DAYS = [30, 90, 365] as const;

/** GET /api/tokens: the desk's, the newest first; also those that are over. */
export const apiToken = z.strictObject({
  id,
  name: text(60),
  scopes: z.array(tokenScope),
  madeBy: text(60),
  madeAt: instant,
  expiresAt: instant,
  usedAt: z.nullable(instant),
  revokedAt: z.nullable(instant),
});
export type ApiToken = z.infer<typeof apiToken>;
export const apiTokens = z.array(apiToken);

/** POST /api/tokens */
export const newToken = z.strictObject({
  name: text(40, 2).check(z.regex(/^[\p{L}\p{M}\p{N} .'’&_-]+$/u)),
  scopes: z.array(tokenScope).check(z.minLength(1), z.maxLength(tokenScope.options.length)),
  days: z.literal(TOKEN_DAYS),
});
/** The token itself is told this once. */
export const tokenMade = z.strictObject({
  token: apiToken,
  value: z.string().check(z.regex(/^pmt_[\w-]{43}$/)),
});
export type TokenMade = z.infer<typeof tokenMade>;

/** GET /api/v1/requests */
export const v1RequestQuery = z.strictObject({
  state: z.optional(requestState),
  after: z.optional(z.string().check(z.regex(/^\d{1,16}\.[\w-]{22}$/))),
});
export const v1Requests = z.strictObject({ rows: z.array(requestRow), next: z.nullable(text(60)) });
/** GET /api/v1/requests/:id. Without `notes:read` there are no notes in it. */
export const v1Request = z.omit(requestDetails, { session: true });
/** POST /api/v1/requests: for a customer who wrote or called elsewhere. */
export const v1NewRequest = z.extend(z.pick(newRequest, { name: true, email: true, problem: true }), {
  language,
});
export const v1Opened = z.strictObject({ request: id, number: z.int() });
/** POST /api/v1/requests/:id/close: only of a request that nobody has taken. */
export const v1Close = z.strictObject({
  outcome: z.enum(['resolved', 'unresolved', 'on-site', 'bring-in', 'supplier']),
  note: text(2_000),
});
