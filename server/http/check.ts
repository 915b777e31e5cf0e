// What the page /check asks of the broker: which servers it may try, and whether a socket comes through. Both are for anybody, so both are
// counted by address, and neither keeps or repeats anything.
import { refuse } from '../../shared/errors.ts';
import { checkServers } from '../../shared/protocol/check.ts';
import { CHECK_CLOSE, CHECK_SOCKET } from '../../shared/protocol/check-socket.ts';
import type { Bus } from '../bus/bus.ts';
import { network } from '../codes/budget.ts';
import type { ServersForCheck } from '../ice/for-check.ts';
import { answer } from '../plugins/errors.ts';
import type { App } from './app-type.ts';

const MINUTE_MS = 60_000;
/** A relay lends its line for each: security-rules.md 35. */
const MOST_SERVERS = 1;
/** A handshake and a close; many people may share an address. */
const MOST_SOCKETS = 30;

export interface CheckRouteDeps {
  readonly bus: Pick<Bus, 'count'>;
  readonly origins: ReadonlySet<string>;
  readonly ice: ServersForCheck;
}

export function checkRoutes(app: App, { bus, origins, ice }: CheckRouteDeps): void {
  app.post(
    '/api/check/servers',
    { config: { access: 'anyone' }, schema: { response: { 200: checkServers } } },
    async ({ ip }, reply) => {
      const wait = await over(`check:${network(ip)}`, MOST_SERVERS);
      return wait === null ? ice.forCheck(ip) : answer(reply, refuse('TOO_MANY_TRIES'), wait);
    },
  );

  // That the upgrade went through is the whole answer. Nothing that is sent here is read, and nothing is sent back.
  app.get(
    CHECK_SOCKET,
    {
      websocket: true,
      config: { access: 'anyone' },
      preValidation: async (request, reply) => {
        if (!origins.has(request.headers.origin ?? '')) return answer(reply, refuse('WRONG_ORIGIN'));
        const wait = await over(`check-socket:${network(request.ip)}`, MOST_SOCKETS);
        if (wait !== null) return answer(reply, refuse('TOO_MANY_TRIES'), wait);
      },
    },
    (socket) => socket.close(CHECK_CLOSE),
  );

  /** Counts one more. @returns seconds to wait, or null when it may go on */
  async function over(key: string, most: number): Promise<number | null> {
    const { count, resetsInMs } = await bus.count(key, MINUTE_MS);
    return count > most ? Math.ceil(resetsInMs / 1000) : null;
  }
}
