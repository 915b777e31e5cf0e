// A technician's own sessions: open one with a fresh code, see them, get a ticket for the socket.
import * as z from 'zod/mini';
import { isRefusal, refuse } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import {
  created,
  cursor,
  type Desk,
  newSession,
  returnOffered,
  sessionRows,
  technicianTicket,
  technicianTicketed,
} from '../../shared/protocol/http.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import type { SessionState } from '../../shared/session/state.ts';
import type { Budget } from '../codes/budget.ts';
import type { Codes } from '../codes/codes.ts';
import type { Desks } from '../desks/desks.ts';
import type { SessionLists } from '../log/read.ts';
import type { Identities } from '../people/identity.ts';
import type { Login } from '../people/logins.ts';
import type { People } from '../people/people.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import { newId } from '../secrets.ts';
import type { SignWord } from '../sessions/receipts.ts';
import type { SessionDesk } from '../sessions/session-desk.ts';
import type { Tickets } from '../signalling/tickets.ts';
import type { App } from './app-type.ts';

const config = { access: 'help' } as const;

export interface SessionRouteDeps {
  readonly people: People;
  readonly desk: SessionDesk;
  readonly identities: Identities;
  readonly desks: Desks;
  readonly codes: Codes;
  readonly budget: Budget;
  readonly lists: SessionLists;
  readonly tickets: Tickets;
  readonly sign: SignWord;
  readonly publicUrl: URL;
  readonly now: () => number;
}

/** The desk of a session that is this technician's, while they belong to it; null for any other. */
const deskOfMine = (state: SessionState, { person, desks }: Login): Desk | null =>
  state.phase !== 'new' && state.technician === person.id
    ? (desks.find(({ id }) => id === state.desk) ?? null)
    : null;

export function sessionRoutes(app: App, deps: SessionRouteDeps): void {
  const { people, desk, desks, identities, codes, budget, lists, tickets, sign, publicUrl, now } = deps;

  app.post(
    '/api/sessions',
    { config, schema: { body: newSession, response: { 201: created } } },
    async (request, reply) => {
      const { person, desk: home } = loginOf(request);
      const wait = await budget.makeFor(person.id);
      if (wait !== null) return answer(reply, refuse('TOO_MANY_CODES'), wait);
      const isWhole = request.body.code === 'broker';
      const code = isWhole ? codes.makeWhole() : await codes.freeAddress(now());
      if (code === null) return answer(reply, refuse('TOO_MANY_CODES'), 60);
      const sid = newId();
      const expiresAt = now() + LIMITS.codeLifeMs;
      const wish = {
        type: 'create',
        desk: home.id,
        code: isWhole ? 'broker' : 'pake',
        codeExpiresAt: expiresAt,
        technicianName: person.name,
        deskName: home.name,
        ...(await desks.terms(home.id)),
      } as const;
      const opens = codes.opens(codes.key(code), sid, { now: now(), expiresAt });
      const opened = await desk.act(sid, wish, { role: 'technician', id: person.id }, opens);
      if (isRefusal(opened)) return answer(reply, opened);
      request.log.info({ sid }, 'session created');
      const parts = isWhole ? { address: null, code } : { address: code, code: null };
      return reply.code(201).send({ sid, ...parts, expiresAt, door: `${publicUrl.origin}/j` });
    },
  );

  app.post(
    '/api/sessions/:sid/return',
    { config, schema: { params: z.strictObject({ sid: id }), response: { 200: returnOffered } } },
    async (request, reply) => {
      const { person } = loginOf(request);
      const { sid } = request.params;
      if (!deskOfMine(await desk.state(sid), loginOf(request))) return answer(reply, refuse('NOT_FOUND'));
      const wait = await budget.makeFor(person.id);
      if (wait !== null) return answer(reply, refuse('TOO_MANY_CODES'), wait);
      const code = codes.makeWhole();
      const until = now() + LIMITS.returnMs;
      const opens = codes.opens(codes.returnKey(code), sid, { now: now(), expiresAt: until });
      const by = { role: 'technician', id: person.id } as const;
      const offered = await desk.act(sid, { type: 'offer-return', until }, by, opens);
      return isRefusal(offered) ? answer(reply, offered) : { code, until };
    },
  );

  app.get(
    '/api/sessions',
    {
      config,
      schema: { querystring: z.strictObject({ after: z.optional(cursor) }), response: { 200: sessionRows } },
    },
    async (request) => {
      const { person, desk: home } = loginOf(request);
      return lists.list(home.id, { after: request.query.after, technician: person.id });
    },
  );

  app.post(
    '/api/sessions/:sid/ticket',
    {
      config,
      schema: {
        params: z.strictObject({ sid: id }),
        body: technicianTicket,
        response: { 200: technicianTicketed },
      },
    },
    async (request, reply) => {
      const { sid } = request.params;
      const login = loginOf(request);
      const { person, hash } = login;
      const home = deskOfMine(await desk.state(sid), login);
      if (!home) return answer(reply, refuse('NOT_FOUND'));
      const key = await people.keys.of(person.id, request.body.key);
      if (!key) return answer(reply, refuse('KEY_NOT_KNOWN'));
      const legalName = (await desks.byId(home.id))?.settings.legalName ?? '';
      const iat = Math.floor(now() / 1000);
      const attestation = sign({
        v: 2,
        type: 'attestation',
        sid,
        tkt: request.body.key,
        techId: person.id,
        name: person.name,
        desk: home.name,
        deskId: home.id,
        ...(await identities.of(person.id, home.id, legalName)),
        iat,
        exp: iat + LIMITS.hardEndMs / 1000,
      });
      const ticket = tickets.issue({ sid, role: 'technician', id: person.id, login: hash });
      return { ticket, attestation };
    },
  );
}
