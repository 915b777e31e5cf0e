// Opens a statement of one end for this session: consent-protocol.md 2.4 (1) to (4). Whether it may be followed, (5) to
// (9), is decided where the session's state is known (session/decide-consent.ts).
import type { ErrorCode } from '../errors.ts';
import { openSealed } from './jws.ts';
import {
  bindingName,
  type End,
  type PairKeys,
  type PublicKey,
  partyName,
  type Signatory,
  thumbprint,
} from './keys.ts';
import { SIGNED_BY, type Statement, statement } from './statements.ts';

/** A verified statement, with what is recorded of it. */
export interface Stated {
  readonly statement: Statement;
  readonly hash: string;
  readonly jws: string;
}

export interface Pinned {
  readonly sid: string;
  readonly keys: Readonly<Record<End, PublicKey>>;
  /** The host that the customer vouched for; null without one. */
  readonly host?: PublicKey | null;
}

export const pairKeysOf = ({ sid, keys }: Pick<Pinned, 'sid' | 'keys'>): PairKeys => ({
  sid,
  ckt: thumbprint(keys.customer),
  tkt: thumbprint(keys.technician),
});

/** @param author the side that must have signed it, by the key pinned for it */
export async function openStatement(
  jws: string,
  pinned: Pinned,
  author: Signatory,
): Promise<Stated | { readonly wrong: ErrorCode }> {
  const pair = pairKeysOf(pinned);
  const key = author === 'host' ? pinned.host : pinned.keys[author];
  if (!key) return { wrong: 'UNKNOWN_KEY' };
  const kid = thumbprint(key);
  const opened = await openSealed(jws, { key, kid, schema: statement });
  if ('wrong' in opened) return opened;
  const { value } = opened;
  if (SIGNED_BY[value.type] !== author || value.iss !== partyName(author, kid))
    return { wrong: 'UNKNOWN_KEY' };
  if (value.sid !== pinned.sid) return { wrong: 'WRONG_SESSION' };
  if (value.cb !== bindingName(pair)) return { wrong: 'WRONG_BINDING' };
  // What the customer's side says is for the technician, whichever of its two devices says it.
  const reader =
    author === 'technician' ? partyName('customer', pair.ckt) : partyName('technician', pair.tkt);
  if (!value.aud.includes(reader)) return { wrong: 'WRONG_AUDIENCE' };
  if (value.type === 'peer' && (value.ckt !== pair.ckt || value.tkt !== pair.tkt))
    return { wrong: 'WRONG_BINDING' };
  return { statement: value, hash: opened.hash, jws };
}
