// The broker as a function of its dependencies: a visible, ordered list of what it is made of. It listens to nothing and
// reads no environment; main.ts does.
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { utf8 } from '../shared/bytes.ts';
import { digest } from '../shared/canonical.ts';
import { NOTICES } from '../shared/consent/notices.ts';
import { refuse } from '../shared/errors.ts';
import type { SessionEvent } from '../shared/session/events.ts';
import type { SessionState } from '../shared/session/state.ts';
import type { Bus } from './bus/bus.ts';
import { calls as callsOf } from './calls/calls.ts';
import { budget } from './codes/budget.ts';
import { codes } from './codes/codes.ts';
import { complaints as complaintsOf } from './complaints/complaints.ts';
import type { Config } from './config.ts';
import { articles as articlesOf } from './desks/articles.ts';
import { desks as desksOf } from './desks/desks.ts';
import { accountRoutes } from './http/account.ts';
import { apiDocument, apiDocumentRoute } from './http/api-document.ts';
import type { App } from './http/app-type.ts';
import { articleRoutes } from './http/articles.ts';
import { callRoutes } from './http/calls.ts';
import { checkRoutes } from './http/check.ts';
import { complaintRoutes } from './http/complaints.ts';
import { deciding } from './http/deciding.ts';
import { deskRoutes } from './http/desks.ts';
import { downloadRoutes } from './http/download.ts';
import { healthRoutes } from './http/health.ts';
import { hostRoutes } from './http/host.ts';
import { joinRoutes } from './http/join.ts';
import { keyRoutes } from './http/keys.ts';
import { logRoutes } from './http/log.ts';
import { logExportRoutes } from './http/log-export.ts';
import { logTileRoutes } from './http/log-tiles.ts';
import { mailRoutes } from './http/mail.ts';
import { metricsRoutes } from './http/metrics.ts';
import { pageRoutes } from './http/pages.ts';
import { peopleRoutes } from './http/people.ts';
import { portalRoutes } from './http/portal.ts';
import { publishedKeyRoutes } from './http/published-keys.ts';
import { reportRoutes } from './http/reports.ts';
import { requestExportRoutes } from './http/request-export.ts';
import { requestFileRoutes } from './http/request-files.ts';
import { requestRoutes } from './http/requests.ts';
import { selfTestRoutes } from './http/self-test.ts';
import { sessionRoutes } from './http/sessions.ts';
import { tokenRoutes } from './http/tokens.ts';
import { transcriptRoutes } from './http/transcripts.ts';
import { v1Routes } from './http/v1.ts';
import { webhookRoutes } from './http/webhooks.ts';
import { serversForCheck } from './ice/for-check.ts';
import { servers } from './ice/servers.ts';
import type { Keyring } from './keys/keyring.ts';
import { sessionLists } from './log/read.ts';
import { logRoom } from './log/room.ts';
import { transcripts as transcriptsOf } from './log/transcripts.ts';
import { mail as mailOf } from './mail/mail.ts';
import { measures as measuresOf } from './metrics/measures.ts';
import { sealing } from './outbox/sealing.ts';
import { identities as identitiesOf } from './people/identity.ts';
import { leaving } from './people/leaving.ts';
import { people as peopleOf } from './people/people.ts';
import { auth } from './plugins/auth.ts';
import { bearers } from './plugins/bearer.ts';
import { draining } from './plugins/draining.ts';
import { beforeRoutes, errors } from './plugins/errors.ts';
import { headers } from './plugins/headers.ts';
import { origin, ownOrigins } from './plugins/origin.ts';
import { reports as reportsOf } from './reports/reports.ts';
import { answerTimer } from './requests/answer-timer.ts';
import { presence } from './requests/presence.ts';
import { requests as requestsOf } from './requests/requests.ts';
import type { Secrets } from './secrets.ts';
import { selfTester } from './self-test/self-test.ts';
import { receiptFor, type SignWord } from './sessions/receipts.ts';
import { sessionDesk } from './sessions/session-desk.ts';
import { hub as hubOf } from './signalling/hub.ts';
import { socketPlugin, socketRoute } from './signalling/socket.ts';
import { tickets as ticketsOf } from './signalling/tickets.ts';
import type { Store } from './store/store.ts';
import { tokens as tokensOf } from './tokens/tokens.ts';
import { webhookRoom } from './webhooks/room.ts';
import { webhooks as webhooksOf } from './webhooks/webhooks.ts';

export interface AppDeps {
  readonly config: Pick<
    Config,
    | 'publicUrl'
    | 'trustProxy'
    | 'iceServers'
    | 'turn'
    | 'tls'
    | 'dataDir'
    | 'logLevel'
    | 'redisUrl'
    | 'headsDir'
    | 'downloadDir'
    | 'metricsToken'
    | 'smtp'
    | 'webhookAllow'
  >;
  readonly store: Store;
  readonly bus: Bus;
  readonly secrets: Secrets;
  /** The broker's own signing keys. */
  readonly keys: Keyring;
  readonly logger: FastifyBaseLogger;
  /** The folder with the built pages. */
  readonly webRoot: string;
  readonly version: string;
  readonly now: () => number;
}

const REFUSED =
  'this log is not signed any more, since its database contradicts a head that was signed; see npm run log:successor';

export async function buildApp(deps: AppDeps): Promise<App> {
  const { config, bus, secrets, keys, logger, webRoot, version, now } = deps;
  const measures = measuresOf(config.metricsToken !== null);
  const store = measures.timing(deps.store);
  const { publicUrl } = config;
  const onProblem = (problem: unknown) => logger.error({ err: problem }, 'unexpected');

  const onFlood = () =>
    logger.warn('many wrong codes from many addresses: joining pauses for up to a minute');

  const people = peopleOf(store, bus, now);
  const mail = mailOf({
    store,
    bus,
    secrets,
    smtp: config.smtp,
    publicUrl,
    now,
    onProblem,
    onTrouble: (outcome) => logger.warn({ outcome }, 'the mail server took no letter; they wait'),
  });
  const hooks = webhookRoom({ store, bus, secrets, allowed: config.webhookAllow, now, onProblem });
  const room = logRoom({
    store,
    bus,
    secrets,
    keys,
    headsDir: config.headsDir,
    host: publicUrl.host,
    now,
    onProblem,
    taps: [mail.tap, hooks.tap],
    onRefusal: ({ id }, reason) => logger.error({ log: id, reason }, REFUSED),
  });
  await room.open(version);
  await room.milestones.publishNotices(
    NOTICES.map((notice) => ({ ...notice, sha256: digest(utf8(notice.text)) })),
  );
  const { log, journal, logs } = room;
  const sign: SignWord = (payload) => room.attestor.sign(`permesso-${payload.type}+jws`, payload);
  const lists = sessionLists(store);
  const onEvents = async (after: SessionState, events: readonly SessionEvent[]): Promise<void> => {
    if (after.phase === 'new') return;
    // A colleague who is with the customer goes on, before anybody asks whether a request was left alone.
    await calls.heard(after.sid, events);
    if (after.phase === 'ended' && after.ending === 'deserted' && after.request !== null)
      await requests.deserted(after.request, after.sid);
  };
  const broker = { role: 'broker', id: secrets.installation } as const;
  const desk = sessionDesk({
    store,
    journal,
    bus,
    broker,
    keyOf: people.keys.of,
    present: (sid) => hub.presentAnywhere(sid),
    now,
    onProblem,
    onEvents: (after, events) => void onEvents(after, events).catch(onProblem),
  });
  const desks = desksOf({ store, log, now });
  const transcripts = transcriptsOf({
    store,
    log,
    vault: room.vault,
    keys: room.dataKeys,
    secret: secrets.wordKey,
    now,
  });
  room.alsoHourly(transcripts.eraseDue);
  const requests = requestsOf({
    transcripts,
    store,
    bus,
    log,
    sessions: desk,
    terms: desks.terms,
    policy: desks.policy,
    onTaken: () => unanswered.look(),
    now,
  });
  const unanswered = answerTimer({ requests, now, onProblem });
  room.alsoHourly(requests.eraseDueRequests);
  const drop = async (personId: string, deskId: string | null = null): Promise<void> => {
    await desk.closeFor(personId, deskId);
    await requests.dropOf(personId, deskId);
  };
  const decides = deciding({ people, log, drop });
  const dropLeftBehind = leaving({ store, drop });
  const complaints = complaintsOf({ store, log, vault: room.vault, keys: room.dataKeys, people, drop, now });
  const identities = identitiesOf({ store, publicUrl, now });
  const calls = callsOf({ store, bus, sessions: desk, requests, terms: desks.terms, broker, now });
  const watchers = presence(bus);
  const hub = hubOf({
    bus,
    onPresence: (sid, role, isThere) => desk.away(sid, role, isThere ? null : now()),
    onProblem,
  });
  const tickets = ticketsOf(secrets.ticketKey, bus);
  const codeDeps = { codes: codes(store, secrets.codePepper), budget: budget(bus, now, onFlood) };
  const origins = ownOrigins(publicUrl);

  const app: App = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    bodyLimit: 65_536,
    requestTimeout: 15_000,
    connectionTimeout: 10_000,
    forceCloseConnections: true,
    ...beforeRoutes,
    // Fastify's types follow the kind of server; ours does not care which of the two it is.
    ...(config.tls ? ({ https: { ...config.tls } } as object) : {}),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeContentTypeParser('text/plain');

  errors(app, measures.refused);
  await headers(app, publicUrl);
  await app.register(cookie);
  await apiDocument(app, version);
  await app.register(rateLimit, { max: 600, timeWindow: 60_000 });
  draining(app, hub);
  origin(app, origins);
  auth(app, people);
  const tokens = tokensOf({ store, log, bus, now });
  bearers(app, tokens);
  await socketPlugin(app, () => {
    for (const connection of hub.all()) connection.close(refuse('CLOSED'));
  });

  healthRoutes(app, store, version);
  accountRoutes(app, people, log);
  peopleRoutes(app, { people, desk, log, drop, decides, mail, publicUrl });
  deskRoutes(app, { desks });
  articleRoutes(app, { articles: articlesOf({ store, now }), store });
  keyRoutes(app, { people, log, now });
  sessionRoutes(app, { people, desk, desks, identities, lists, tickets, sign, publicUrl, now, ...codeDeps });
  joinRoutes(app, { store, desk, tickets, bundles: room.bundles, now, ...codeDeps });
  portalRoutes(app, {
    store,
    desk,
    desks,
    mail,
    transcripts,
    tickets,
    requests,
    presence: watchers,
    bus,
    now,
  });
  await requestFileRoutes(app, { requests, store });
  requestRoutes(app, { people, requests, presence: watchers, bus, store });
  requestExportRoutes(app, { store, requests, transcripts, log, mail, bus, now });
  transcriptRoutes(app, { store, desk, tickets, transcripts, log, bus, now });
  complaintRoutes(app, { store, desk, tickets, complaints, decides, log, now });
  callRoutes(app, { people, calls, presence: watchers, store, desk, tickets, now });
  mailRoutes(app, { mail });
  const allowed = config.webhookAllow;
  const webhooks = webhooksOf({ store, log, sealing: sealing(secrets.detailKey), allowed, now });
  webhookRoutes(app, { webhooks, room: hooks });
  tokenRoutes(app, { tokens });
  v1Routes(app, { requests, lists });
  apiDocumentRoute(app);
  hostRoutes(app, { store, desk, tickets, now, ...codeDeps });
  logRoutes(app, { desk, lists, log, room });
  logExportRoutes(app, { desk, lists, log, now });
  reportRoutes(app, { reports: reportsOf(store), log });
  logTileRoutes(app, { store, logs });
  metricsRoutes(app, { store, room, token: config.metricsToken, measures, hub, bus, now });
  publishedKeyRoutes(app, { keys, room });
  socketRoute(app, {
    people,
    desk,
    hub,
    bus,
    transcripts,
    tickets,
    origins,
    now,
    onProblem,
    servers: servers(config),
    measures,
    receipt: async (granted, home) => receiptFor(sign, { ...granted, log: (await logs.current(home)).id }),
  });
  selfTestRoutes(app, { bus, tester: selfTester({ config, store, bus, now, onProblem }) });
  checkRoutes(app, { bus, origins, ice: serversForCheck(config, now) });
  await pageRoutes(app, webRoot);
  downloadRoutes(app, config.downloadDir);

  app.addHook('onReady', async () => {
    await desk.resumeAll();
    await complaints.reviewAll();
    await dropLeftBehind();
    await calls.resume();
    unanswered.look();
    mail.start();
    hooks.start();
  });
  app.addHook('onClose', async () => {
    unanswered.close();
    await desk.close();
    await Promise.all([mail.close(), hooks.close()]);
    await room.close();
    await bus.close();
  });
  return app;
}
