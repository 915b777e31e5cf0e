// What the page /check asks of the broker: which servers it may try, and whether a socket comes through. Both are for anybody, so both are
// counted by address, and neither keeps or repeats anything.
import { refuse } from '../../shared/errors.ts';
import { checkServers } from '../../shared/protocol/check.ts';
import { CHECK_CLOSE, CHECK_SOCKET } from '../../shared/protocol/check-socket.ts';
import type { Bus } from '../bus/bus.ts';
import { tooMany } from '../bus/over.ts';
import { network } from '../codes/budget.ts';
import type { ServersForCheck } from '../ice/for-check.ts';
import { answer } from '../plugins/errors.ts';
import type { App } from './app-type.ts';

/** A relay lends its line for each: security-rules.md 35. */
const SERVERS = { most: 1, windowMs: 60_000 };
/** A handshake and a close; many people may share an address. */
const SOCKETS = { most: 30, windowMs: 60_000 };

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
      const stop = await tooMany(bus, `check:${network(ip)}`, SERVERS);
      return stop ? answer(reply, stop, stop.seconds) : ice.forCheck(ip);
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
        const stop = await tooMany(bus, `check-socket:${network(request.ip)}`, SOCKETS);
        if (stop) return answer(reply, stop, stop.seconds);
      },
    },
    (socket) => socket.close(CHECK_CLOSE),
  );
}
