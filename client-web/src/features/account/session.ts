// Who is signed in at this page, and what happens when the broker no longer knows them. Pages ask the broker through
// `get` and `post` here, so that a login that ran out is noticed wherever it shows first. Draws nothing.
import { signal } from '@preact/signals';
import type * as z from 'zod/mini';
import { isRefusal } from '../../../../shared/errors.ts';
import { may, type Role } from '../../../../shared/people/roles.ts';
import { type Me, me as meSchema } from '../../../../shared/protocol/http.ts';
import type { Refused } from '../../link/api.ts';
import * as api from '../../link/api.ts';

/** `unknown` until the broker has answered once. */
export const me = signal<Me | null | 'unknown'>('unknown');

/** Who was signed in when the login ran out under their hands. Their page stays as it was, out of sight, until they are back. */
export const lapsed = signal<Me | null>(null);

/** Why the broker could not even say who is here. */
export const unreachable = signal<Refused | null>(null);

export async function loadMe(): Promise<void> {
  const answer = await api.get('/api/me', meSchema);
  if (!isRefusal(answer)) welcome(answer);
  else if (answer.refused === 'NOT_SIGNED_IN') heed(answer);
  else unreachable.value = answer;
}

/** Takes in who has just come in. Somebody else than before gets a fresh page. */
export function welcome(who: Me): void {
  unreachable.value = null;
  lapsed.value = null;
  me.value = who;
}

/** @returns why it did not work, or null */
export async function signOut(): Promise<Refused | null> {
  const answer = await api.post('/api/sign-out', undefined, api.nothing);
  if (isRefusal(answer) && answer.refused !== 'NOT_SIGNED_IN') return answer;
  lapsed.value = null;
  me.value = null;
  return null;
}

/** Looks at any answer of the broker: where it says that nobody is signed in, the page asks to sign in again. */
export function heed<A>(answer: A): A {
  if (!isRefusal(answer) || answer.refused !== 'NOT_SIGNED_IN') return answer;
  const was = me.peek();
  if (was !== null && was !== 'unknown') lapsed.value = was;
  unreachable.value = null;
  me.value = null;
  return answer;
}

/** As in link/api.ts, and heeded. */
export async function get<S extends z.ZodMiniType>(path: string, schema: S) {
  return heed(await api.get(path, schema));
}
export async function post<S extends z.ZodMiniType>(path: string, body: unknown, schema: S) {
  return heed(await api.post(path, body, schema));
}
export async function put<S extends z.ZodMiniType>(path: string, body: unknown, schema: S) {
  return heed(await api.put(path, body, schema));
}

export async function remove(path: string) {
  return heed(await api.remove(path));
}

/** Where this role begins its day. */
export const homeOf = (role: Role): string => (may(role, 'help') ? '/desk' : '/admin');
