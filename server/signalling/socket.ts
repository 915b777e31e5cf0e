// The socket's door: who may come in is settled before the upgrade, by origin, ticket and number.
import websocket from '@fastify/websocket';
import type { FastifyRequest } from 'fastify';
import { refuse } from '../../shared/errors.ts';
import { SUBPROTOCOL, TICKET_PREFIX } from '../../shared/protocol/up.ts';
import { network } from '../codes/budget.ts';
import type { App } from '../http/app-type.ts';
import type { People } from '../people/people.ts';
import { type LoginsEnded, personTopic } from '../people/rows.ts';
import { answer } from '../plugins/errors.ts';
import { type ConnectionDeps, serve } from './connection.ts';
import { MAX_FRAME, PER_ADDRESS } from './limits.ts';
import type { Member, Tickets } from './tickets.ts';

/** While a technician's socket is open the login counts as in use; told this often. */
const TOUCH_MS = 5 * 60_000;
/** The operator's commands end logins from another process, and time does by itself. */
const LOOK_MS = 4_000;

declare module 'fastify' {
  interface FastifyRequest {
    member: Member | null;
  }
}

export interface SocketDeps extends ConnectionDeps {
  readonly people: People;
  readonly tickets: Tickets;
  readonly origins: ReadonlySet<string>;
}

/**
 * Must be registered before any route that upgrades.
 * @param onClosing says goodbye before the server stops listening, so that pages know to come back rather than to worry
 */
export async function socketPlugin(app: App, onClosing: () => void): Promise<void> {
  await app.register(websocket, {
    // In place of the plugin's own, which would close every socket without a word.
    preClose: (done) => {
      onClosing();
      for (const socket of app.websocketServer.clients) socket.close();
      app.websocketServer.close();
      done();
    },
    // Broken frames and lines are the other end's doing; a log that they could fill would hide what a person must see.
    errorHandler: (error, socket, request) => {
      const isTheirs = /^(?:WS_ERR_|E[A-Z]+$)/.test((error as NodeJS.ErrnoException).code ?? '');
      if (isTheirs) request.log.debug({ reason: error.message }, 'a socket broke');
      else request.log.error({ err: error }, 'a socket failed');
      socket.terminate();
    },
    options: {
      maxPayload: MAX_FRAME,
      perMessageDeflate: false,
      // Without this, ws would answer with the first offered name, which may be the ticket.
      handleProtocols: (offered: Set<string>) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    },
  });
}

export function socketRoute(app: App, deps: SocketDeps): void {
  const { people, tickets, origins, bus, onProblem } = deps;
  const perAddress = new Map<string, number>();
  app.decorateRequest('member', null);

  app.get(
    '/socket',
    {
      websocket: true,
      config: { access: 'anyone' },
      preValidation: async (request, reply) => {
        if (!origins.has(request.headers.origin ?? '')) return answer(reply, refuse('WRONG_ORIGIN'));
        if ((perAddress.get(network(request.ip)) ?? 0) >= PER_ADDRESS)
          return answer(reply, refuse('TOO_FAST'), 10);
        request.member = await holderOf(ticketIn(request));
        if (!request.member) return answer(reply, refuse('TICKET_INVALID'));
      },
    },
    (socket, request) => {
      const { member } = request;
      if (!member) return socket.terminate();
      const connection = serve(socket, member, deps);
      const address = network(request.ip);
      perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
      const stops = watch(member, () => connection.close(refuse('NOT_SIGNED_IN')));
      socket.on('close', () => {
        for (const stop of stops) stop();
        const left = (perAddress.get(address) ?? 1) - 1;
        if (left > 0) perAddress.set(address, left);
        else perAddress.delete(address);
      });
    },
  );

  /** Whose ticket it is. A technician's ticket opens nothing once the login it was given to is over. */
  const holderOf = async (ticket: string): Promise<Member | null> => {
    const member = await tickets.redeem(ticket);
    if (member?.role !== 'technician') return member;
    return member.login !== null && (await people.isLive(member.login)) ? member : null;
  };

  /** A technician whose login ends loses the socket: at once where this process is told, else within seconds. */
  const watch = ({ id, login }: Member, onEnd: () => void): (() => void)[] => {
    if (login === null) return [];
    const touch = setInterval(() => people.touch(login).catch(onProblem), TOUCH_MS);
    const look = async () => {
      if (!(await people.isLive(login))) onEnd();
    };
    const looking = setInterval(() => look().catch(onProblem), LOOK_MS);
    const unsubscribe = bus.subscribe(personTopic(id), (ended) => {
      const { login: over } = ended as LoginsEnded;
      if (over === null || over === login) onEnd();
    });
    return [unsubscribe, () => clearInterval(touch), () => clearInterval(looking)];
  };
}

function ticketIn(request: FastifyRequest): string {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return offered.find((name) => name.startsWith(TICKET_PREFIX))?.slice(TICKET_PREFIX.length) ?? '';
}
