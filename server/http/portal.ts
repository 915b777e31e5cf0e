// The customer’s way to a desk without a code: the portal, the wait, and the way into the session to which a technician invited.
// Whoever opened a request proves it with the value that it earned.
import * as z from 'zod/mini';
import { openingAt } from '../../shared/desk/hours.ts';
import { isRefusal, type Refusal, refuse } from '../../shared/errors.ts';
import { slug } from '../../shared/field.ts';
import { joined } from '../../shared/protocol/http.ts';
import { ATTACHMENTS } from '../../shared/protocol/request-files.ts';
import {
  enter,
  holder,
  newRequest,
  portal,
  queueNews,
  rate,
  requestOpened,
  say,
  sayWorks,
  type Waiting,
  waiting,
} from '../../shared/protocol/requests.ts';
import type { Bus } from '../bus/bus.ts';
import { tooMany } from '../bus/over.ts';
import { network } from '../codes/budget.ts';
import type { Desks } from '../desks/desks.ts';
import type { Transcripts } from '../log/transcripts.ts';
import type { Mail } from '../mail/mail.ts';
import { answer } from '../plugins/errors.ts';
import type { Presence } from '../requests/presence.ts';
import type { Requests } from '../requests/requests.ts';
import { deskOfRow, type Named, queueTopic, requestTopic } from '../requests/rows.ts';
import type { App } from './app-type.ts';
import { type EventStream, eventStream } from './event-stream.ts';
import { type MembershipDeps, memberships } from './membership.ts';
import { describeAgent, shortenAddress } from './origin-card.ts';

const anyone = { access: 'anyone' } as const;
const often = { access: 'anyone', rateLimit: { max: 120, timeWindow: 60_000 } } as const;
/** Requests from one address in an hour: a household that needs help twice, not a machine that fills the queue. */
const PER_ADDRESS = { most: 10, windowMs: 3_600_000 };

/** Pages of one customer that wait for one request; a few tabs, or one that reloads. */
const MOST_STREAMS = 4;

export interface PortalRouteDeps extends MembershipDeps {
  readonly requests: Requests;
  readonly desks: Desks;
  readonly mail: Pick<Mail, 'mayWriteTo'>;
  readonly transcripts: Pick<Transcripts, 'isKeptOf'>;
  readonly presence: Presence;
  readonly bus: Bus;
}

export function portalRoutes(app: App, deps: PortalRouteDeps): void {
  const { requests, desks, mail, transcripts, presence, bus, now, desk: sessions } = deps;
  const door = memberships(deps);
  /** While the session waits for its customer: also again, where the two pages did not come to meet in time. */
  const isInvited = async ({ state, session_id }: Named): Promise<boolean> =>
    state === 'active' && session_id !== null && (await sessions.state(session_id)).phase === 'waiting';
  const takenBy = async (deskId: string): Promise<Waiting['takes']> => {
    const { types, mostBytes } = (await desks.policy(deskId)).files;
    return { types, mostBytes: Math.min(mostBytes, ATTACHMENTS.bytes) };
  };
  const canBeMailed = async ({ id, email }: Named): Promise<boolean> =>
    (await mail.mayWriteTo(email)) && (await transcripts.isKeptOf(id));
  /** The pages that wait for each request. */
  const watchers = new Map<string, Set<EventStream>>();
  /** Whoever opened one request could otherwise open streams without end; the oldest makes room. */
  const watched = (request: string, stream: EventStream): void => {
    const open = watchers.get(request) ?? new Set<EventStream>();
    watchers.set(request, open.add(stream));
    stream.onClose(() => {
      open.delete(stream);
      if (open.size === 0 && watchers.get(request) === open) watchers.delete(request);
    });
    const [oldest] = open;
    if (open.size > MOST_STREAMS) oldest?.end();
  };

  app.get(
    '/api/portal/:slug',
    { config: often, schema: { params: z.strictObject({ slug }), response: { 200: portal } } },
    async ({ params }, reply) => {
      const desk = await desks.bySlug(params.slug);
      if (!desk) return answer(reply, refuse('NOT_FOUND'));
      const { hue, languages, phone, hours } = desk.settings;
      return {
        desk: { name: desk.name, slug: desk.slug, hue, languages, phone, hasLogo: desk.hasLogo },
        opening: openingAt(hours, now()),
        available: await presence.available(desk.id),
        waiting: await requests.waiting(desk.id),
      };
    },
  );

  app.post(
    '/api/portal/:slug/requests',
    {
      config: anyone,
      schema: { params: z.strictObject({ slug }), body: newRequest, response: { 201: requestOpened } },
    },
    async (request, reply) => {
      const desk = await desks.bySlug(request.params.slug);
      if (!desk) return answer(reply, refuse('NOT_FOUND'));
      const stop = await tooMany(bus, `portal:${network(request.ip)}`, PER_ADDRESS);
      if (stop) return answer(reply, stop, stop.seconds);
      const { device, screen } = request.body;
      const origin = {
        ...describeAgent(request.headers['user-agent'] ?? ''),
        address: shortenAddress(request.ip),
        device: device.kind,
        screen,
      };
      const opened = await requests.open(desk, request.body, origin);
      return isRefusal(opened) ? answer(reply, opened) : reply.code(201).send(opened);
    },
  );

  app.post(
    '/api/request/look',
    { config: often, schema: { body: holder, response: { 200: waiting } } },
    async ({ body }, reply) => {
      const row = await requests.holder(body.request, body.secret);
      if (!row) return answer(reply, refuse('NOT_FOUND'));
      return {
        number: row.number,
        desk: deskOfRow(row),
        state: row.state,
        ...(await requests.place(row)),
        assignee: row.assignee_name,
        isInvited: await isInvited(row),
        outcome: row.outcome,
        works: row.works,
        rating: row.rating,
        lines: await requests.linesOf(row.id),
        files: await requests.filesOf(row.id),
        takes: await takenBy(row.desk_id),
        canBeMailed: row.state === 'completed' && (await canBeMailed(row)),
      };
    },
  );

  const held = async (
    { request, secret }: z.infer<typeof holder>,
    act: (row: Named) => Promise<null | Refusal>,
  ): Promise<null | Refusal> => {
    const row = await requests.holder(request, secret);
    return row ? act(row) : refuse('NOT_FOUND');
  };

  app.post('/api/request/say', { config: often, schema: { body: say } }, async ({ body }, reply) => {
    const said = await held(body, (row) =>
      requests.write(row, { role: 'customer', id: row.id, name: row.name }, body.text),
    );
    return said ? answer(reply, said) : reply.code(204).send();
  });

  app.post('/api/request/withdraw', { config: often, schema: { body: holder } }, async ({ body }, reply) => {
    const gone = await held(body, requests.withdraw);
    return gone ? answer(reply, gone) : reply.code(204).send();
  });

  app.post('/api/request/rate', { config: often, schema: { body: rate } }, async ({ body }, reply) => {
    const rated = await held(body, (row) => requests.rate(row, body.rating, body.words));
    return rated ? answer(reply, rated) : reply.code(204).send();
  });

  app.post('/api/request/works', { config: often, schema: { body: sayWorks } }, async ({ body }, reply) => {
    const said = await held(body, (row) => requests.sayWorks(row, body.works));
    return said ? answer(reply, said) : reply.code(204).send();
  });

  app.post('/api/request/reopen', { config: often, schema: { body: holder } }, async ({ body }, reply) => {
    const opened = await held(body, requests.openAgain);
    return opened ? answer(reply, opened) : reply.code(204).send();
  });

  app.post(
    '/api/request/enter',
    { config: often, schema: { body: enter, response: { 200: joined } } },
    async (request, reply) => {
      const { body } = request;
      const row = await requests.holder(body.request, body.secret);
      if (!row) return answer(reply, refuse('NOT_FOUND'));
      if (row.session_id === null || !(await isInvited(row))) return answer(reply, refuse('NOT_NOW'));
      const entered = await door.enter(row.session_id, body.device, request);
      if (!entered) return answer(reply, refuse('NOT_NOW'));
      await requests.entered(row);
      return entered;
    },
  );

  /** A wake-up for the page that waits. The value stands in the query no longer than this one answer is open. */
  app.post('/api/request/events', { config: often, schema: { body: holder } }, async (request, reply) => {
    const row = await requests.holder(request.body.request, request.body.secret);
    if (!row) return answer(reply, refuse('NOT_FOUND'));
    const stream = eventStream(reply);
    watched(row.id, stream);
    stream.onClose(bus.subscribe(requestTopic(row.id), () => stream.send({})));
    stream.onClose(bus.onGap(() => bus.isWhole && stream.send({})));
    // Another request that is taken or given back moves everybody's place.
    stream.onClose(
      bus.subscribe(queueTopic(row.desk_id), (news) => {
        const read = queueNews.safeParse(news);
        if (read.success && read.data.what === 'changed' && read.data.request !== row.id) stream.send({});
      }),
    );
    return reply;
  });
}
