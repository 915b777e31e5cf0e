// GET /health: can the store be written? Asked by machines, often; one write a second is enough to know.
import { health } from '../../shared/protocol/http.ts';
import { just, type Store } from '../store/store.ts';
import type { App } from './app-type.ts';

const FRESH_MS = 1_000;

export function healthRoutes(app: App, store: Store, version: string): void {
  let last: { at: number; writes: Promise<boolean> } | null = null;
  const canWrite = (): Promise<boolean> => {
    const at = Date.now();
    if (last && at - last.at < FRESH_MS) return last.writes;
    const beat = store.sql
      .insertInto('heartbeat')
      .values({ id: 1, at })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }));
    const writes = store.write([just(beat)]).then(
      () => true,
      () => false,
    );
    last = { at, writes };
    return writes;
  };
  app.get(
    '/health',
    { config: { access: 'anyone' }, schema: { response: { 200: health, 503: health } } },
    async (_request, reply) => {
      const isWell = await canWrite();
      return reply.code(isWell ? 200 : 503).send({ status: isWell ? 'ok' : 'unwell', version });
    },
  );
}
