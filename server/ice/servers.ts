// Which STUN and TURN servers the ends may use. Time-limited TURN credentials bound to a session come with our own relay.
import type { IceServer } from '../../shared/protocol/down.ts';
import type { Config } from '../config.ts';

export const iceServers = ({ iceServers: servers }: Pick<Config, 'iceServers'>): IceServer[] =>
  servers.map(({ urls, username, credential }) => ({
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }));
