// The ways of the program on the customer's computer: the customer's page gets an address for it, it comes with that address
// once, and comes back under its own key. Whether it is the customer's the two find out between themselves.
import { isRefusal, refuse } from '../../shared/errors.ts';
import {
  challenged,
  hostChallenge,
  hostInvited,
  hostJoin,
  hostJoined,
  hostResume,
  resume,
  ticketed,
} from '../../shared/protocol/http.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { members, pairedHost } from '../../shared/session/state.ts';
import { attempt } from '../codes/attempt.ts';
import type { Budget } from '../codes/budget.ts';
import type { Codes } from '../codes/codes.ts';
import { answer } from '../plugins/errors.ts';
import { newId } from '../secrets.ts';
import type { App } from './app-type.ts';
import { type HolderDeps, holders } from './holder.ts';

const often = { access: 'anyone', rateLimit: { max: 60, timeWindow: 60_000 } } as const;

export interface HostRouteDeps extends HolderDeps {
  readonly codes: Codes;
  readonly budget: Budget;
}

export function hostRoutes(app: App, deps: HostRouteDeps): void {
  const { desk, codes, tickets, now } = deps;
  const customers = holders(deps);

  app.post(
    '/api/host/invite',
    { config: often, schema: { body: resume, response: { 200: hostInvited } } },
    async ({ body }, reply) => {
      const customer = await customers.proven(body);
      if (isRefusal(customer)) return answer(reply, customer);
      const address = await codes.freeAddress(now());
      if (address === null) return answer(reply, refuse('TOO_MANY_TRIES'), 60);
      const until = now() + LIMITS.codeLifeMs;
      const opens = codes.opens(codes.hostKey(address), body.sid, { now: now(), expiresAt: until });
      const by = { role: 'customer', id: customer.id } as const;
      const acted = await desk.act(body.sid, { type: 'await-host', until }, by, opens);
      return isRefusal(acted) ? answer(reply, acted) : { address, until };
    },
  );

  app.post(
    '/api/host/join',
    { config: { access: 'anyone' }, schema: { body: hostJoin, response: { 200: hostJoined } } },
    async (request, reply) => {
      const { address, system } = request.body;
      const entered = await attempt(deps, {
        address: request.ip,
        keys: [codes.hostKey(address)],
        enter: (sid) => enter(sid, system),
      });
      return isRefusal(entered) ? answer(reply, entered, entered.seconds) : entered;
    },
  );

  app.post(
    '/api/host/challenge',
    { config: often, schema: { body: hostChallenge, response: { 200: challenged } } },
    async ({ body }) => ({ challenge: tickets.challenge(body.sid, 'resume') }),
  );

  app.post(
    '/api/host/resume',
    { config: often, schema: { body: hostResume, response: { 200: ticketed } } },
    async ({ body }, reply) => {
      const host = pairedHost(await desk.state(body.sid));
      if (host === null) return answer(reply, refuse('NOT_FOUND'));
      const refused = await customers.signed(host.key, body.sid, body.proof);
      if (refused) return answer(reply, refused);
      return { ticket: tickets.issue({ sid: body.sid, role: 'host', id: host.id, login: null }) };
    },
  );

  async function enter(sid: string, system: string) {
    const host = newId();
    const acted = await desk.act(sid, { type: 'join-host', host, system }, { role: 'host', id: host });
    const { customer } = isRefusal(acted) ? { customer: null } : members(acted.state);
    if (!customer) return null;
    return { sid, host, customer, ticket: tickets.issue({ sid, role: 'host', id: host, login: null }) };
  }
}
