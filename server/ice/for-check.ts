// Which servers somebody may try who is in no session: the addresses that cost nobody anything, and this broker's own relay for a minute.
import { createHmac } from 'node:crypto';
import type { CheckServers } from '../../shared/protocol/check.ts';
import type { IceServer } from '../../shared/protocol/down.ts';
import { network } from '../codes/budget.ts';
import type { Config } from '../config.ts';
import { credentialsNamed } from './turn.ts';

/** Security-rules.md 35. What has begun by then goes on; a new allocation is refused. */
const TTL_S = 60;
/** As many as a page takes. */
const MOST = 8;

export interface ServersForCheck {
  /** @param address whose check it is: the relay counts what it lends by network, whoever asks */
  forCheck(address: string): CheckServers;
}

/** @param now milliseconds since 1970 */
export function serversForCheck(
  { iceServers, turn }: Pick<Config, 'iceServers' | 'turn'>,
  now: () => number,
): ServersForCheck {
  return {
    forCheck(address) {
      if (turn === null) return withRelay(iceServers, null);
      // The relay writes names into its own log: this one tells nobody's address.
      const whose = createHmac('sha256', turn.secret)
        .update(network(address))
        .digest('base64url')
        .slice(0, 16);
      const username = `${Math.floor(now() / 1_000) + TTL_S}:check-${whose}`;
      return withRelay(iceServers, { urls: [...turn.urls], ...credentialsNamed(turn.secret, username) });
    },
  };
}

/** A relay's address, which asks for a password (RFC 7065); all others are STUN's (RFC 7064). */
const isRelay = (url: string): boolean => /^turns?:/i.test(url);

/**
 * @param listed the operator's own list. Whatever password stands in it never expires: whoever runs the check and got it could use the
 *   relay for years.
 */
function withRelay(listed: Config['iceServers'], own: IceServer | null): CheckServers {
  const all = listed.flatMap(({ urls }) => urls);
  const plain = all.filter((url) => !isRelay(url)).map((urls) => ({ urls }));
  return {
    iceServers: [...(own ? [own] : []), ...plain].slice(0, MOST),
    relay: own ? 'offered' : plain.length < all.length ? 'untried' : 'none',
  };
}
