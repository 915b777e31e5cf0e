// What this tab remembers of the request that it opened at a portal, so that a reload comes back to it. It stays in the tab and goes
// with it; the value in it is all that leads back.
import * as z from 'zod/mini';
import { count, id, slug } from '../../../../shared/field.ts';
import { holder } from '../../../../shared/protocol/requests.ts';
import { REQUEST_KEY } from './has-request.ts';

const kept = z.extend(holder, {
  number: count,
  slug,
  /** The session that this tab went into for it, last. */
  sid: z.nullable(id),
});
export type KeptRequest = z.infer<typeof kept>;

/** Where the tab may not store anything, it lasts as long as the page. */
let held: KeptRequest | null = null;

export function keepRequest(request: KeptRequest): void {
  held = request;
  try {
    sessionStorage.setItem(REQUEST_KEY, JSON.stringify(request));
  } catch {
    // Storage is off: a reload will not come back.
  }
}

/** @returns null where there is none, and for what is not of our making */
export function keptRequest(): KeptRequest | null {
  try {
    const read = kept.safeParse(JSON.parse(sessionStorage.getItem(REQUEST_KEY) ?? 'null'));
    return read.success ? read.data : held;
  } catch {
    return held;
  }
}

export function forgetRequest(): void {
  held = null;
  try {
    sessionStorage.removeItem(REQUEST_KEY);
  } catch {
    // As above.
  }
}

/** What the broker wants to see. */
export const holderOf = ({ request, secret }: KeptRequest): z.infer<typeof holder> => ({ request, secret });
