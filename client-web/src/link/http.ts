// Asking the broker over HTTP. Small enough for the customer's first load: it decodes nothing of what comes back beyond
// whether it is a refusal; its callers do (api.ts).

/** A refusal as it came: a code that should stand in the error table, and seconds to wait where that helps. */
export interface Declined {
  readonly declined: string;
  readonly retryAfter?: number;
}
export const isDeclined = (x: unknown): x is Declined =>
  typeof x === 'object' && x !== null && 'declined' in x;

/** @returns the body as it came, undefined for an empty one, or a refusal; `CLOSED` when the broker cannot be reached */
export async function ask(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown | Declined> {
  const init: RequestInit =
    body === undefined
      ? { method }
      : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  try {
    // The cookie goes along: `same-origin` is what fetch does by itself.
    const response = await fetch(path, { ...init, cache: 'no-store' });
    if (response.status === 204) return undefined;
    const answer: unknown = await response.json();
    return response.ok ? answer : declinedBy(answer);
  } catch {
    return { declined: 'CLOSED' };
  }
}

/** The same for bytes, which go as they are. */
export async function putBytes(
  path: string,
  { bytes, headers }: { readonly bytes: Blob; readonly headers: Readonly<Record<string, string>> },
): Promise<unknown | Declined> {
  try {
    const type = { 'content-type': 'application/octet-stream' };
    const response = await fetch(path, { method: 'PUT', headers: { ...headers, ...type }, body: bytes });
    const answer: unknown = await response.json();
    return response.ok ? answer : declinedBy(answer);
  } catch {
    return { declined: 'CLOSED' };
  }
}

export function declinedBy(answer: unknown): Declined {
  const { error, retryAfter } = (answer ?? {}) as { error?: unknown; retryAfter?: unknown };
  const declined = typeof error === 'string' ? error : 'INTERNAL';
  return typeof retryAfter === 'number' ? { declined, retryAfter } : { declined };
}
