// GET /api/self-test, for admins. It tells of the machine and its settings and of nobody, so it is recorded nowhere; it speaks with other
// servers, so it is not to be asked for without pause.
import { selfTest, selfTestQuery } from '../../shared/protocol/self-test.ts';
import { type Bus, BusUnavailable } from '../bus/bus.ts';
import { tooMany } from '../bus/over.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { SelfTester } from '../self-test/self-test.ts';
import type { App } from './app-type.ts';

const LIMIT = { most: 6, windowMs: 60_000 };

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
      const stop = await tooOften(loginOf(request).person.id);
      if (stop) return answer(reply, stop, stop.seconds);
      const { protocol, host } = request;
      return tester({ now: request.query.now, came: { protocol, host } });
    },
  );

  /** With nobody to count, an admin is not kept from finding out why. */
  const tooOften = (person: string) =>
    tooMany(bus, `self-test:${person}`, LIMIT).catch((problem: unknown) => {
      if (problem instanceof BusUnavailable) return null;
      throw problem;
    });
}
