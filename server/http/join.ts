// The customer's way in and back: a code once, then the resume value that the code earned.
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { openSealed } from '../../shared/consent/jws.ts';
import { thumbprint } from '../../shared/consent/keys.ts';
import * as statements from '../../shared/consent/statements.ts';
import { isRefusal, refuse } from '../../shared/errors.ts';
import { challenged, join, joined, receiptOf, resume, ticketed } from '../../shared/protocol/http.ts';
import { receipt } from '../../shared/protocol/receipt.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import type { Budget } from '../codes/budget.ts';
import type { Codes } from '../codes/codes.ts';
import type { Bundles } from '../log/bundle.ts';
import { answer } from '../plugins/errors.ts';
import { hashSecret, newId, newSecret } from '../secrets.ts';
import type { SessionDesk } from '../sessions/session-desk.ts';
import type { Tickets } from '../signalling/tickets.ts';
import { just, type Store } from '../store/store.ts';
import type { App } from './app-type.ts';
import { describeAgent, shortenAddress } from './origin-card.ts';

/** Wrong, expired, used and locked codes look alike, also by the clock. */
const PADDED_MS = 200;
/** A page that comes back needs few tickets; this only stops a loop. */
const often = { access: 'anyone', rateLimit: { max: 60, timeWindow: 60_000 } } as const;
/** How long after the end the customer can come back, for the receipt. */
const RECEIPT_MS = 30 * 24 * 3_600_000;

export interface JoinRouteDeps {
  readonly store: Store;
  readonly desk: SessionDesk;
  readonly codes: Codes;
  readonly budget: Budget;
  readonly tickets: Tickets;
  readonly bundles: Bundles;
  readonly now: () => number;
}

export function joinRoutes(app: App, deps: JoinRouteDeps): void {
  const { store, desk, codes, budget, tickets, bundles, now } = deps;
  app.post(
    '/api/join',
    { config: { access: 'anyone' }, schema: { body: join, response: { 200: joined } } },
    async (request, reply) => {
      const padding = wait(PADDED_MS);
      const seconds = await budget.tryFrom(request.ip);
      if (seconds !== null) return answer(reply, refuse('TOO_MANY_TRIES'), seconds);
      const key = codes.key(request.body.code);
      const isAllowed = await budget.tryOf(key);
      const sid = isAllowed ? await codes.find(key, now()) : null;
      const entered = sid ? await enter(sid, request.body.device, request) : null;
      if (!entered) await budget.miss();
      await padding;
      return entered ?? answer(reply, refuse('CODE_NOT_USABLE'));
    },
  );

  app.post(
    '/api/resume',
    { config: often, schema: { body: resume, response: { 200: ticketed } } },
    async ({ body }, reply) => {
      const customer = await holderOf(body.sid, body.resume);
      if (!customer || !(await isProven(body.sid, body.proof))) return answer(reply, refuse('NOT_FOUND'));
      return { ticket: tickets.issue({ sid: body.sid, role: 'customer', id: customer.id, login: null }) };
    },
  );

  app.post(
    '/api/challenge',
    { config: often, schema: { body: receiptOf, response: { 200: challenged } } },
    async ({ body }, reply) => {
      const customer = await holderOf(body.sid, body.resume);
      return customer ? { challenge: tickets.challenge(body.sid) } : answer(reply, refuse('NOT_FOUND'));
    },
  );

  app.post(
    '/api/receipt',
    { config: often, schema: { body: receiptOf, response: { 200: receipt } } },
    async ({ body }, reply) => {
      const customer = await holderOf(body.sid, body.resume);
      if (!customer) return answer(reply, refuse('NOT_FOUND'));
      // Events first: the bundle may hold a later one, never one less, and the page reads what is proven.
      const events = await desk.eventsAfter(body.sid, 0);
      const bundle = await bundles.of(body.sid);
      if (isRefusal(bundle) && bundle.refused !== 'NOT_NOW') return answer(reply, bundle);
      const proven = isRefusal(bundle) ? { refused: 'NOT_NOW' as const } : bundle;
      return { events, ...namesIn(events), bundle: proven, until: customer.until };
    },
  );

  /** Once the customer's key is known, coming back takes that key: a copied value alone opens nothing. */
  async function isProven(sid: string, proof: string | undefined): Promise<boolean> {
    const state = await desk.state(sid);
    const key = 'keys' in state ? state.keys?.customer : undefined;
    if (!key) return true;
    const opened = await openSealed(proof ?? '', { key, kid: thumbprint(key), schema: statements.resume });
    if ('wrong' in opened || opened.value.sid !== sid) return false;
    return tickets.meets(opened.value.challenge, sid);
  }

  async function enter(
    sid: string,
    device: (typeof join)['_zod']['output']['device'],
    request: FastifyRequest,
  ) {
    const customer = newId();
    const secret = newSecret();
    const detail = {
      ...describeAgent(request.headers['user-agent'] ?? ''),
      address: shortenAddress(request.ip),
    };
    const keeps = store.sql
      .updateTable('session')
      .set({ resume_hash: hashSecret(secret) })
      .where('id', '=', sid);
    const acted = await desk.act(sid, { type: 'join', device, detail }, { role: 'customer', id: customer }, [
      just(keeps),
    ]);
    if (isRefusal(acted)) return null;
    request.log.info({ sid }, 'customer joined');
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
  }

  /** Whose resume value this is, until thirty days after the end. `until` is null while there is no end. */
  async function holderOf(
    sid: string,
    secret: string,
  ): Promise<{ readonly id: string; readonly until: number | null } | null> {
    const [row] = await store.read<{ customer_id: string | null; ended_at: number | null }>(
      store.sql
        .selectFrom('session')
        .select(['customer_id', 'ended_at'])
        .where('id', '=', sid)
        .where('resume_hash', '=', hashSecret(secret)),
    );
    const until = row?.ended_at != null ? row.ended_at + RECEIPT_MS : null;
    if (!row?.customer_id || (until !== null && now() > until)) return null;
    return { id: row.customer_id, until };
  }
}

function namesIn(events: readonly SessionEvent[]): { technician: string; desk: string } {
  const first = events[0]?.type === 'session.created' ? events[0].detail : null;
  return { technician: first?.technicianName ?? '', desk: first?.deskName ?? '' };
}
