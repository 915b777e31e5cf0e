// How a node leaves while others go on: it takes no connection any more, so that whoever spreads the load finds another node without
// anybody noticing, answers what comes over those that it has, and sends members away, a few at a time, so that they do not all knock
// at one door at once.
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { refuse } from '../../shared/errors.ts';
import type { Hub } from '../signalling/hub.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Resolves when everybody was told to go elsewhere. */
    drain(): Promise<void>;
  }
}

const WAVE = 50;
/** Twenty thousand connections take four hundred of them, ten seconds. */
const PAUSE_MS = 25;

export function draining(app: FastifyInstance, hub: Pick<Hub, 'all'>): void {
  let isLeaving = false;
  app.addHook('onRequest', async (_request, reply) => {
    // The next request of this browser or proxy shall find another node.
    if (isLeaving) reply.header('connection', 'close');
  });
  app.decorate('drain', async () => {
    isLeaving = true;
    app.server.close();
    const connections = hub.all();
    while (connections.length > 0) {
      for (const connection of connections.splice(0, WAVE)) connection.close(refuse('CLOSED'));
      await wait(PAUSE_MS);
    }
  });
}
