// Asking the broker over HTTP, with the answer decoded by the schema of shared/protocol/http.ts.
import * as z from 'zod/mini';
import { isErrorCode, type Refusal, refuse } from '../../../shared/errors.ts';
import { ask, isDeclined, putBytes as raw } from './http.ts';
import './browser.ts';

/** A refusal that may say when to try again, in seconds. */
export interface Refused extends Refusal {
  readonly retryAfter?: number;
}

/** @returns the decoded answer, or a refusal */
export async function get<S extends z.ZodMiniType>(path: string, schema: S): Promise<z.output<S> | Refused> {
  return decode(await ask('GET', path), schema);
}
export async function post<S extends z.ZodMiniType>(
  path: string,
  body: unknown,
  schema: S,
): Promise<z.output<S> | Refused> {
  return decode(await ask('POST', path, body ?? {}), schema);
}
export async function put<S extends z.ZodMiniType>(
  path: string,
  body: unknown,
  schema: S,
): Promise<z.output<S> | Refused> {
  return decode(await ask('PUT', path, body), schema);
}

/** @param sent bytes as they are, and what proves whose they are */
export async function putBytes<S extends z.ZodMiniType>(
  path: string,
  sent: Parameters<typeof raw>[1],
  schema: S,
): Promise<z.output<S> | Refused> {
  return decode(await raw(path, sent), schema);
}
export async function remove(path: string): Promise<undefined | Refused> {
  return decode(await ask('DELETE', path), nothing);
}

/** For answers without a body. */
export const nothing = z.undefined();

function decode<S extends z.ZodMiniType>(answer: unknown, schema: S): z.output<S> | Refused {
  if (isDeclined(answer)) {
    const refused = isErrorCode(answer.declined) ? answer.declined : 'INTERNAL';
    return answer.retryAfter === undefined ? { refused } : { refused, retryAfter: answer.retryAfter };
  }
  const read = schema.safeParse(answer);
  return read.success ? read.data : refuse('INTERNAL');
}
