// Calls for a colleague over HTTP. Whose desk it is the login says, never the request: another desk's calls and sessions are not there.
// The customer comes with what leads back into the session in which somebody was called.
import * as z from 'zod/mini';
import { isRefusal, refuse } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import {
  call,
  callMade,
  calls,
  colleagues,
  declined,
  enterCall,
  newCall,
} from '../../shared/protocol/calls.ts';
import { joined } from '../../shared/protocol/http.ts';
import type { Calls } from '../calls/calls.ts';
import type { People } from '../people/people.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { Presence } from '../requests/presence.ts';
import type { App } from './app-type.ts';
import { type HolderDeps, holders } from './holder.ts';
import { memberships } from './membership.ts';

const config = { access: 'help' } as const;
const often = { access: 'anyone', rateLimit: { max: 60, timeWindow: 60_000 } } as const;
const params = z.strictObject({ id });
const session = z.strictObject({ sid: id });

export interface CallRouteDeps extends HolderDeps {
  readonly people: People;
  readonly calls: Calls;
  readonly presence: Presence;
}

export function callRoutes(app: App, deps: CallRouteDeps): void {
  const { people, calls: all, presence, desk } = deps;
  const customers = holders(deps);
  const door = memberships(deps);

  app.get(
    '/api/sessions/:sid/colleagues',
    { config, schema: { params: session, response: { 200: colleagues } } },
    async (request, reply) => {
      const { person, desks } = loginOf(request);
      const state = await desk.state(request.params.sid);
      const home = state.phase !== 'new' && state.technician === person.id ? state.desk : null;
      const here = desks.find(({ id: each }) => each === home);
      if (!here) return answer(reply, refuse('NOT_FOUND'));
      const there = await presence.there(here.id);
      const all = await people.peopleOf([here]);
      const others = all.filter(
        ({ id: each, state: account }) => account === 'active' && each !== person.id && there.has(each),
      );
      return {
        people: others.map(({ id: each, name }) => ({
          id: each,
          name,
          availability: there.get(each) ?? 'available',
        })),
      };
    },
  );

  app.post(
    '/api/sessions/:sid/calls',
    { config, schema: { params: session, body: newCall, response: { 201: callMade } } },
    async (request, reply) => {
      const made = await all.call(loginOf(request), request.params.sid, request.body);
      return isRefusal(made) ? answer(reply, made) : reply.code(201).send(made);
    },
  );

  app.get('/api/calls', { config, schema: { response: { 200: calls } } }, (request) =>
    all.callsFor(loginOf(request)),
  );

  app.post(
    '/api/calls/:id/accept',
    { config, schema: { params, response: { 200: call } } },
    async (request, reply) => {
      const accepted = await all.accept(loginOf(request), request.params.id);
      return isRefusal(accepted) ? answer(reply, accepted) : accepted;
    },
  );

  app.post(
    '/api/calls/:id/decline',
    { config, schema: { params, body: declined } },
    async (request, reply) => {
      const said = await all.decline(loginOf(request), request.params.id, request.body.word);
      return said ? answer(reply, said) : reply.code(204).send();
    },
  );

  app.post('/api/calls/:id/withdraw', { config, schema: { params } }, async (request, reply) => {
    const gone = await all.withdraw(loginOf(request), request.params.id);
    return gone ? answer(reply, gone) : reply.code(204).send();
  });

  app.post(
    '/api/calls/enter',
    { config: often, schema: { body: enterCall, response: { 200: joined } } },
    async (request, reply) => {
      const { sid, follower, device } = request.body;
      const customer = await customers.proven(request.body);
      if (isRefusal(customer)) return answer(reply, customer);
      // Only a session that this very customer was told of; any other is not there for them.
      if (!(await isCalled(sid, follower))) return answer(reply, refuse('NOT_FOUND'));
      const entered = await door.enter(follower, device, request);
      return entered ?? answer(reply, refuse('NOT_NOW'));
    },
  );

  async function isCalled(sid: string, follower: string): Promise<boolean> {
    const [first, second] = [await desk.state(sid), await desk.state(follower)];
    const isTold = first.phase === 'open' && first.colleagues[follower]?.stage === 'called';
    return isTold && second.phase !== 'new' && second.phase !== 'ended' && second.follows === sid;
  }
}
