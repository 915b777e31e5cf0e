// Time-limited credentials for a relay that shares a secret with this broker: the TURN REST API (draft-uberti-behave-turn-rest-00),
// which coturn calls use-auth-secret. Nothing is stored here or there: the name says until when it holds and whose it is.
import { createHmac, type KeyObject } from 'node:crypto';
import type { Signatory } from '../../shared/consent/keys.ts';

/** How long credentials hold. Relayed connections that are up by then go on. */
export const TURN_TTL_S = 3_600;

/** One end of one session. */
export interface Holder {
  readonly sid: string;
  readonly role: Signatory;
}

export interface TurnCredentials {
  /** `until:sid-role`. The relay counts allocations (user-quota) by what follows the colon, so new credentials bring no new quota. */
  readonly username: string;
  /** Base64 of HMAC-SHA-1 over the name. The algorithm is the draft's; a relay knows no other. */
  readonly credential: string;
}

/** @param now milliseconds since 1970 */
export function turnCredentials(secret: KeyObject, { sid, role }: Holder, now: number): TurnCredentials {
  return credentialsNamed(secret, `${Math.floor(now / 1_000) + TURN_TTL_S}:${sid}-${role}`);
}

/** @param username `until:whose`, with `until` in seconds since 1970 */
export const credentialsNamed = (secret: KeyObject, username: string): TurnCredentials => ({
  username,
  credential: createHmac('sha1', secret).update(username).digest('base64'),
});
