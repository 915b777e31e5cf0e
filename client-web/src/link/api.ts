// Asking the broker over HTTP, with the answer decoded by the schema of shared/protocol/http.ts.
import * as z from 'zod/mini';
import { isRefusal, refuse } from '../../../shared/errors.ts';
import { ask, type Declined } from './http.ts';
import './browser.ts';

/** @returns the decoded answer, or a refusal */
export async function get<S extends z.ZodMiniType>(path: string, schema: S): Promise<z.output<S> | Declined> {
  return decode(await ask('GET', path), schema);
}
export async function post<S extends z.ZodMiniType>(
  path: string,
  body: unknown,
  schema: S,
): Promise<z.output<S> | Declined> {
  return decode(await ask('POST', path, body ?? {}), schema);
}

/** For answers without a body. */
export const nothing = z.undefined();

function decode<S extends z.ZodMiniType>(answer: unknown, schema: S): z.output<S> | Declined {
  if (isRefusal(answer)) return answer as Declined;
  const read = schema.safeParse(answer);
  return read.success ? read.data : refuse('INTERNAL');
}
