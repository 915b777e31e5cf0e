// Opens a statement of one end for this session: consent-protocol.md 2.4 (1) to (4). Whether it may be followed, (5) to
// (9), is decided where the session's state is known (session/decide-consent.ts).
import type { ErrorCode } from '../errors.ts';
import { openSealed } from './jws.ts';
import { bindingName, type PairKeys, type PublicKey, partyName, type Signatory, thumbprint } from './keys.ts';
import { SIGNED_BY, type Statement, statement } from './statements.ts';

/** A verified statement, with what is recorded of it. */
export interface Stated {
  readonly statement: Statement;
  readonly hash: string;
  readonly jws: string;
}

export interface Pinned {
  readonly sid: string;
  readonly keys: Readonly<Record<Signatory, PublicKey>>;
}

export const pairKeysOf = ({ sid, keys }: Pinned): PairKeys => ({
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
  const [kid, other] = author === 'technician' ? [pair.tkt, pair.ckt] : [pair.ckt, pair.tkt];
  const opened = await openSealed(jws, { key: pinned.keys[author], kid, schema: statement });
  if ('wrong' in opened) return opened;
  const { value } = opened;
  if (SIGNED_BY[value.type] !== author || value.iss !== partyName(author, kid))
    return { wrong: 'UNKNOWN_KEY' };
  if (value.sid !== pinned.sid) return { wrong: 'WRONG_SESSION' };
  if (value.cb !== bindingName(pair)) return { wrong: 'WRONG_BINDING' };
  const reader: Signatory = author === 'technician' ? 'customer' : 'technician';
  if (!value.aud.includes(partyName(reader, other))) return { wrong: 'WRONG_AUDIENCE' };
  if (value.type === 'peer' && (value.ckt !== pair.ckt || value.tkt !== pair.tkt))
    return { wrong: 'WRONG_BINDING' };
  return { statement: value, hash: opened.hash, jws };
}
