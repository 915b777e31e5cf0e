// Which servers somebody may try who is in no session: the addresses that cost nobody anything, and no password that lasts.
import type { CheckServers } from '../../shared/protocol/check.ts';
import type { IceServer } from '../../shared/protocol/down.ts';

/** As many as a page takes. */
const MOST = 8;

/** A relay's address, which asks for a password (RFC 7065); all others are STUN's (RFC 7064). */
const isRelay = (url: string): boolean => /^turns?:/i.test(url);

/**
 * @param servers the operator's own list. Whatever password stands in it never expires: whoever runs the check and got it could use
 *   the relay for years.
 * @param own this broker's relay, with credentials that end with the minute; null without one
 */
export function forCheck(servers: readonly IceServer[], own: IceServer | null = null): CheckServers {
  const all = servers.flatMap(({ urls }) => urls);
  const plain = all.filter((url) => !isRelay(url)).map((urls) => ({ urls }));
  return {
    iceServers: [...(own ? [own] : []), ...plain].slice(0, MOST),
    relay: own ? 'offered' : plain.length < all.length ? 'untried' : 'none',
  };
}
