// GET /api/self-test, for admins. It tells of the machine and its settings and of nobody, so it is recorded nowhere; it speaks with other
// servers, so it is not to be asked for without pause.
import { refuse } from '../../shared/errors.ts';
import { selfTest, selfTestQuery } from '../../shared/protocol/self-test.ts';
import { type Bus, BusUnavailable } from '../bus/bus.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { SelfTester } from '../self-test/self-test.ts';
import type { App } from './app-type.ts';

const MINUTE_MS = 60_000;
const MOST = 6;

export interface SelfTestRouteDeps {
  readonly tester: SelfTester;
  readonly bus: Pick<Bus, 'count'>;
}

export function selfTestRoutes(app: App, { tester, bus }: SelfTestRouteDeps): void {
  app.get(
    '/api/self-test',
    {
      config: { access: 'manage-desks' },
      schema: { querystring: selfTestQuery, response: { 200: selfTest } },
    },
    async (request, reply) => {
      const { count, resetsInMs } = await often(loginOf(request).person.id);
      if (count > MOST) return answer(reply, refuse('TOO_MANY_TRIES'), Math.ceil(resetsInMs / 1000));
      const { protocol, host } = request;
      return tester({ now: request.query.now, came: { protocol, host } });
    },
  );

  /** With nobody to count, an admin is not kept from finding out why. */
  const often = (person: string) =>
    bus.count(`self-test:${person}`, MINUTE_MS).catch((problem: unknown) => {
      if (problem instanceof BusUnavailable) return { count: 0, resetsInMs: 0 };
      throw problem;
    });
}
