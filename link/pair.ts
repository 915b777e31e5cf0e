// The two ends as they know each other: keys, and what binds them. Kept through reloads; everything signed or verified in a
// session goes by it. How it comes about is meet-technician.ts and meet-customer.ts.
import * as z from 'zod/mini';
import type { SigningKey } from '../shared/consent/jws.ts';
import { bindingName, type End, publicKey, type Signatory, thumbprint } from '../shared/consent/keys.ts';
import type { Keys } from '../shared/session/state.ts';
import type { Storage } from './deps.ts';

export interface Pair {
  readonly sid: string;
  /** Whose end this is. The host stands on the customer's side of the same pair, under a key of its own. */
  readonly role: Signatory;
  readonly mine: SigningKey;
  readonly keys: Keys;
  /** The channel binding of the two keys. */
  readonly cb: string;
  /** What the way in gave: digits that authenticate, or nothing. Only the voice raises it later. */
  readonly level: 'pake' | 'none';
  /** Thumbprint of the other end's key. */
  readonly other: string;
  /** The other computer's clock minus this one's, in milliseconds, as it was when they met. */
  readonly clockOffsetMs: number;
}

export const otherRole = (role: Signatory): End => (role === 'technician' ? 'customer' : 'technician');

export interface PairParts {
  readonly sid: string;
  readonly role: Signatory;
  readonly mine: SigningKey;
  readonly keys: Keys;
  readonly level: 'pake' | 'none';
  readonly clockOffsetMs: number;
}

export function pairOf(parts: PairParts): Pair {
  const { sid, role, keys } = parts;
  const [ckt, tkt] = [thumbprint(keys.customer), thumbprint(keys.technician)];
  return { ...parts, cb: bindingName({ sid, ckt, tkt }), other: role === 'technician' ? ckt : tkt };
}

const stored = z.object({
  keys: z.strictObject({ technician: publicKey, customer: publicKey }),
  level: z.enum(['pake', 'none']),
  clockOffsetMs: z.number(),
});
const nameOf = (sid: string): string => `pair.${sid}`;

export async function savePair({ sid, keys, level, clockOffsetMs }: Pair, storage: Storage): Promise<void> {
  await storage.set(nameOf(sid), { keys, level, clockOffsetMs }).catch(() => {});
}

/** The pair of a session that this browser has met in before, if its own key is still the one. */
export async function loadPair(
  { sid, role, mine }: Pick<PairParts, 'sid' | 'mine'> & { readonly role: End },
  storage: Storage,
): Promise<Pair | null> {
  const read = stored.safeParse(await storage.get(nameOf(sid)).catch(() => undefined));
  if (!read.success || thumbprint(read.data.keys[role]) !== mine.thumbprint) return null;
  return pairOf({ sid, role, mine, ...read.data });
}

const readName = (sid: string): string => `read.${sid}`;
/** The customer's page showed words to read out. */
export const markRead = (sid: string, storage: Storage): Promise<void> =>
  storage.set(readName(sid), true).catch(() => {});
export const wasRead = async (sid: string, storage: Storage): Promise<boolean> =>
  (await storage.get(readName(sid)).catch(() => undefined)) === true;
