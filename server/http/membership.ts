// A customer on the way in, whichever way it was: the session takes exactly one, and whoever got in holds a value to come back
// with.
import type { FastifyRequest } from 'fastify';
import { isRefusal } from '../../shared/errors.ts';
import type { Joined } from '../../shared/protocol/http.ts';
import type { Device, SessionEvent } from '../../shared/session/events.ts';
import { hashSecret, newId, newSecret } from '../secrets.ts';
import type { SessionDesk } from '../sessions/session-desk.ts';
import type { Tickets } from '../signalling/tickets.ts';
import { just, type Step, type Store } from '../store/store.ts';
import { describeAgent, shortenAddress } from './origin-card.ts';

export interface MembershipDeps {
  readonly store: Store;
  readonly desk: SessionDesk;
  readonly tickets: Tickets;
  readonly now: () => number;
}

export interface Memberships {
  /** Lets a new customer in. @returns null where the session does not let anybody in any more */
  enter(sid: string, device: Device, request: FastifyRequest): Promise<Joined | null>;
  /** A new value for the customer who is known already; the one before opens nothing any more. */
  renew(sid: string, customer: string): Promise<Joined>;
}

export function memberships({ store, desk, tickets, now }: MembershipDeps): Memberships {
  const keeps = (sid: string, secret: string): Step =>
    just(
      store.sql
        .updateTable('session')
        .set({ resume_hash: hashSecret(secret) })
        .where('id', '=', sid),
    );
  const card = async (sid: string, customer: string, secret: string): Promise<Joined> => {
    const events = await desk.eventsAfter(sid, 0);
    const names = namesIn(events);
    const [first] = events;
    return {
      sid,
      customer,
      resume: secret,
      ticket: tickets.issue({ sid, role: 'customer', id: customer, login: null }),
      technician: { name: names.technician, since: first?.at ?? now() },
      desk: { id: first?.type === 'session.created' ? first.desk : '', name: names.desk },
    };
  };
  return {
    enter: async (sid, device, request) => {
      const customer = newId();
      const secret = newSecret();
      const detail = {
        ...describeAgent(request.headers['user-agent'] ?? ''),
        address: shortenAddress(request.ip),
      };
      const by = { role: 'customer', id: customer } as const;
      const acted = await desk.act(sid, { type: 'join', device, detail }, by, [keeps(sid, secret)]);
      if (isRefusal(acted)) return null;
      request.log.info({ sid }, 'customer joined');
      return card(sid, customer, secret);
    },
    renew: async (sid, customer) => {
      const secret = newSecret();
      await store.write([keeps(sid, secret)]);
      return card(sid, customer, secret);
    },
  };
}

export function namesIn(events: readonly SessionEvent[]): { technician: string; desk: string } {
  const first = events[0]?.type === 'session.created' ? events[0].detail : null;
  return { technician: first?.technicianName ?? '', desk: first?.deskName ?? '' };
}
