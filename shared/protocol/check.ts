// What the connection check (/check) and the broker say to each other, before anybody has met anybody.
import * as z from 'zod/mini';
import { iceServer } from './down.ts';

/**
 * `offered`: a relay's addresses stand among the servers. `untried`: there is a relay, but its password never expires, so it is
 * given to nobody who is not in a session. `none`: no relay is set up.
 */
export const checkRelay = z.enum(['offered', 'untried', 'none']);

/** Answers POST /api/check/servers: what the page may try, for a minute. */
export const checkServers = z.strictObject({
  iceServers: z.array(iceServer).check(z.maxLength(8)),
  relay: checkRelay,
});
export type CheckServers = z.infer<typeof checkServers>;
