// Which STUN and TURN servers the ends may use: those of the operator's list, and this broker's own relay. The list is for anybody in a
// session; the relay is for the two ends once they know each other's keys, or a guessed address would be enough to send through it.
import type { IceServer } from '../../shared/protocol/down.ts';
import type { Config } from '../config.ts';
import { type Holder, turnCredentials } from './turn.ts';

export interface Servers {
  /** Without credentials of this broker. */
  readonly forAnybody: readonly IceServer[];
  /** With credentials of this end's own, made now. @param now milliseconds since 1970 */
  forHolder(holder: Holder, now: number): readonly IceServer[];
}

export function servers({ iceServers, turn }: Pick<Config, 'iceServers' | 'turn'>): Servers {
  const forAnybody = iceServers.map(({ urls, username, credential }) => ({
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }));
  return {
    forAnybody,
    forHolder: (holder, now) =>
      turn
        ? [...forAnybody, { urls: [...turn.urls], ...turnCredentials(turn.secret, holder, now) }]
        : forAnybody,
  };
}
