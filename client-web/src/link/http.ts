// Asking the broker over HTTP. Small enough for the customer's first load: it does not decode what comes back, its
// callers do (api.ts).
import { isErrorCode, type Refusal, refuse } from '../../../shared/errors.ts';

/** A refusal that may say when to try again. */
export interface Declined extends Refusal {
  /** Seconds. */
  readonly retryAfter?: number;
}

/** @returns the body as it came, undefined for an empty one, or a refusal; `CLOSED` when the broker cannot be reached */
export async function ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown | Declined> {
  const init: RequestInit =
    body === undefined
      ? { method }
      : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  try {
    const response = await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store' });
    if (response.status === 204) return undefined;
    const answer: unknown = await response.json();
    return response.ok ? answer : declined(answer);
  } catch {
    return refuse('CLOSED');
  }
}

function declined(answer: unknown): Declined {
  const { error, retryAfter } = (answer ?? {}) as { error?: unknown; retryAfter?: unknown };
  const code = typeof error === 'string' && isErrorCode(error) ? error : 'INTERNAL';
  return typeof retryAfter === 'number' ? { refused: code, retryAfter } : { refused: code };
}
