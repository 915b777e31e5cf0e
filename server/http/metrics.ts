// GET /metrics for whoever watches over the machine, and the same few numbers of one desk for its auditor's page. The sizes of a log tell how
// much work a desk has, so neither is public: machines bring a token, people their login.
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Figures, figures } from '../../shared/desk/figures.ts';
import { refuse } from '../../shared/errors.ts';
import type { Bus } from '../bus/bus.ts';
import { readFigures } from '../log/figures.ts';
import type { LogRoom } from '../log/room.ts';
import { exposition } from '../metrics/exposition.ts';
import type { Measures } from '../metrics/measures.ts';
import { readQueues } from '../metrics/queues.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { Store } from '../store/store.ts';
import type { App } from './app-type.ts';

export interface MetricsRouteDeps {
  readonly store: Store;
  readonly room: Pick<LogRoom, 'status'>;
  /** What readers must bring; null where nobody may read. */
  readonly token: string | null;
  readonly measures: Pick<Measures, 'registry'>;
  readonly hub: { readonly size: number };
  readonly bus: Pick<Bus, 'isWhole'>;
  readonly now: () => number;
}

export function metricsRoutes(app: App, deps: MetricsRouteDeps): void {
  const { store, room, token, measures, hub, bus, now } = deps;
  const { registry } = measures;
  const show = exposition(registry);
  app.get('/metrics', { config: { access: 'anyone' } }, async (request, reply) => {
    if (token === null) return reply.callNotFound();
    if (!isBearer(request.headers.authorization, token))
      return answer(reply.header('www-authenticate', 'Bearer'), refuse('NOT_SIGNED_IN'));
    const [figures, status, queues] = [
      await readFigures(store),
      await room.status(),
      await readQueues(store, now()),
    ];
    show({ figures, status, queues, sockets: hub.size, isWhole: bus.isWhole });
    return reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics());
  });

  app.get(
    '/api/log/figures',
    { config: { access: 'read-log' }, schema: { response: { 200: figures } } },
    (request): Promise<Figures> => readFigures(store, loginOf(request).desk.id),
  );
}

/** Compared as hashes, so that the time it takes tells nothing of the token, nor of its length. */
function isBearer(header: string | undefined, token: string): boolean {
  const [, brought = ''] = /^Bearer (\S+)$/i.exec(header ?? '') ?? [];
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(brought), digest(token));
}
