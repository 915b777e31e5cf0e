// The customer's way in and back: a code once, then the resume value that the code earned, or other digits and the key from then.
import * as z from 'zod/mini';
import { isRefusal, refuse } from '../../shared/errors.ts';
import {
  type Back,
  back,
  challenged,
  comeBack,
  type Joined,
  join,
  joined,
  receiptOf,
  resume,
  ticketed,
} from '../../shared/protocol/http.ts';
import { receipt } from '../../shared/protocol/receipt.ts';
import { attempt } from '../codes/attempt.ts';
import type { Budget } from '../codes/budget.ts';
import type { Codes } from '../codes/codes.ts';
import type { Bundles } from '../log/bundle.ts';
import { answer } from '../plugins/errors.ts';
import type { App } from './app-type.ts';
import { type HolderDeps, holders } from './holder.ts';
import { memberships, namesIn } from './membership.ts';

/** A page that comes back needs few tickets; this only stops a loop. */
const often = { access: 'anyone', rateLimit: { max: 60, timeWindow: 60_000 } } as const;

export interface JoinRouteDeps extends HolderDeps {
  readonly codes: Codes;
  readonly budget: Budget;
  readonly bundles: Bundles;
}

export function joinRoutes(app: App, deps: JoinRouteDeps): void {
  const { desk, codes, tickets, bundles } = deps;
  const customers = holders(deps);
  const door = memberships(deps);
  app.post(
    '/api/join',
    { config: { access: 'anyone' }, schema: { body: join, response: { 200: z.union([joined, back]) } } },
    async (request, reply) => {
      const { code, device } = request.body;
      const returning = codes.returnKeysOf(code);
      const entered = await attempt(deps, {
        address: request.ip,
        keys: [...codes.keysOf(code), ...returning],
        enter: async (sid, key): Promise<Joined | Back | null> =>
          returning.includes(key) ? greet(sid) : door.enter(sid, device, request),
      });
      return isRefusal(entered) ? answer(reply, entered, entered.seconds) : entered;
    },
  );

  app.post(
    '/api/resume',
    { config: often, schema: { body: resume, response: { 200: ticketed } } },
    async ({ body }, reply) => {
      const customer = await customers.proven(body);
      if (isRefusal(customer)) return answer(reply, customer);
      return { ticket: tickets.issue({ sid: body.sid, role: 'customer', id: customer.id, login: null }) };
    },
  );

  app.post(
    '/api/return',
    { config: often, schema: { body: comeBack, response: { 200: joined } } },
    async ({ body }, reply) => {
      const returned = await comesBack(body.sid, body.proof);
      return returned ?? answer(reply, refuse('NOT_FOUND'));
    },
  );

  app.post(
    '/api/challenge',
    { config: often, schema: { body: receiptOf, response: { 200: challenged } } },
    async ({ body }, reply) => {
      const customer = await customers.of(body.sid, body.resume);
      return customer
        ? { challenge: tickets.challenge(body.sid, 'resume') }
        : answer(reply, refuse('NOT_FOUND'));
    },
  );

  app.post(
    '/api/receipt',
    { config: often, schema: { body: receiptOf, response: { 200: receipt } } },
    async ({ body }, reply) => {
      const customer = await customers.of(body.sid, body.resume);
      if (!customer) return answer(reply, refuse('NOT_FOUND'));
      // Events first: the bundle may hold a later one, never one less, and the page reads what is proven.
      const events = await desk.eventsAfter(body.sid, 0);
      const bundle = await bundles.of(body.sid);
      if (isRefusal(bundle) && bundle.refused !== 'NOT_NOW') return answer(reply, bundle);
      const proven = isRefusal(bundle) ? { refused: 'NOT_NOW' as const } : bundle;
      return { events, ...namesIn(events), bundle: proven, until: customer.until };
    },
  );

  /** Digits to come back with: the session they belong to, and something fresh for the key from then. */
  async function greet(sid: string): Promise<Back | null> {
    const state = await desk.state(sid);
    if (state.phase !== 'open') return null;
    return { back: { sid, customer: state.customer, challenge: tickets.challenge(sid, 'return') } };
  }

  /** The key is the proof; the digits only showed the way. What the browser held before opens nothing any more. */
  async function comesBack(sid: string, proof: string): Promise<Joined | null> {
    const state = await desk.state(sid);
    const key = state.phase === 'open' ? state.keys?.customer : null;
    if (state.phase !== 'open' || !key || (await customers.signed(key, sid, proof, 'return'))) return null;
    return door.renew(sid, state.customer);
  }
}
