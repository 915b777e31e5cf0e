// The part of the fold that happens in an open session: questions, grants, files, and what was noticed.
import { policyProblem } from '../desk/policy.ts';
import { ASK, type AskStage, COLLEAGUE, FILE, follow, GRANT, HOST } from './arrows.ts';
import { isOpenTo } from './caution.ts';
import type { EventOf, SessionEvent } from './events.ts';
import { carrierOf, naming, type Scope } from './scopes.ts';
import type { Colleague, FileState, Grant, HostState, OpenSession } from './state.ts';

type OpenEvent = Exclude<
  SessionEvent,
  {
    type:
      | 'session.created'
      | 'session.joined'
      | 'session.admitted'
      | 'customer.answered'
      | 'session.ended'
      | 'peer.authenticated'
      | 'peer.authentication-failed'
      | 'statement.refused';
  }
>;

/** What an event does while the session is open; its number is the caller's business. */
export function applyOpen(state: OpenSession, event: OpenEvent): OpenSession {
  notLocked(state, event);
  switch (event.type) {
    case 'consent.asked':
      // A broker that lets through what its desk forbids is not an honest one.
      if (policyProblem(state.policy, event, state.auth)) throw new Error(`${event.scope} is not asked here`);
      return applyAsk(state, event);
    case 'consent.extended':
      return {
        ...applyAsk(state, event),
        ask: state.ask && { ...state.ask, answerBy: event.answerBy, extended: state.ask.extended + 1 },
      };
    case 'consent.withdrawn':
    case 'consent.timed-out':
      return { ...applyAsk(state, event), refusedAt: event.at };
    case 'consent.denied':
    case 'consent.aborted':
      // A browser that could not show it, or a broker that could not record it, is no refusal by the customer.
      if (event.type === 'consent.aborted' && event.why !== 'picker-cancelled') return applyAsk(state, event);
      return {
        ...applyAsk(state, event),
        refusals: { ...state.refusals, [event.scope]: (state.refusals[event.scope] ?? 0) + 1 },
        refusedAt: event.at,
      };
    case 'consent.confirmed':
      return applyConfirmed(state, event);
    case 'consent.granted':
      return { ...applyAsk(state, event), grants: { ...state.grants, [event.scope]: granted(state, event) } };
    case 'scope.started':
    case 'scope.stopped':
    case 'consent.revoked':
    case 'consent.relinquished':
    case 'consent.expired':
    case 'consent.disconnected':
      return applyGrant(state, event);
    case 'consent.moot':
      // A log that calls a stop moot while there is something to stop would hide it.
      if (isOpenYet(state, event)) throw new Error(`${event.what} is not moot`);
      return idle(state, event);
    case 'consent.void':
      return idle(state, event);
    case 'host.awaited':
    case 'host.joined':
    case 'host.failed':
    case 'host.paired':
    case 'host.left':
      return applyHost(state, event);
    case 'scope.used':
      return applyUsed(state, event);
    case 'scope.misused':
      if (event.by.role !== 'host') throw new Error('only a host can tell what it did not follow');
      knownGrant(state, event);
      return {
        ...state,
        ...reported(state, event),
        foul: state.foul + 1,
        misuses: state.misuses + (event.isShut ? 1 : 0),
      };
    case 'return.offered':
      if (event.by.role !== 'technician') throw new Error('only a technician offers a way back');
      return state;
    case 'colleague.called':
    case 'colleague.refused':
    case 'colleague.met':
    case 'colleague.left':
      return {
        ...state,
        colleagues: { ...state.colleagues, [event.follower]: applyColleague(state, event) },
      };
    case 'lane.refused':
    case 'scope.stray':
      return { ...state, reports: state.reports + 1 };
    case 'chat.closed':
      return state;
    case 'file.offered':
    case 'file.accepted':
    case 'file.rejected':
    case 'file.done':
      return { ...state, files: { ...state.files, [event.fileId]: applyFile(state, event) } };
  }
}

/** A log that asks for what the customer's answers lock, or allows it, is not one that `decide` made. */
function notLocked({ answers }: OpenSession, event: OpenEvent): void {
  const widens =
    event.type === 'consent.asked' || event.type === 'consent.confirmed' || event.type === 'consent.granted';
  if (widens && !isOpenTo(answers, event.scope)) throw new Error(`${event.scope} is locked in this session`);
}

/** A log that tells of things done under a permission has to show the permission. */
function knownGrant(state: OpenSession, { gid, scope }: { gid: string; scope: Scope }) {
  const known = Object.values(state.grants).find((grant) => grant.gid === gid) ?? state.past[gid];
  if (known?.scope !== scope) throw new Error(`no grant for ${scope}`);
  return known;
}

function applyUsed(state: OpenSession, event: EventOf<'scope.used'>): OpenSession {
  const { gid, by } = event;
  const { scope, method } = knownGrant(state, event);
  if (by.role === 'broker' || carrierOf(scope, method) !== by.role) throw new Error('told by somebody else');
  return {
    ...state,
    ...reported(state, event),
    uses: { ...state.uses, [gid]: (state.uses[gid] ?? 0) + 1 },
    told: { ...state.told, [by.role]: state.told[by.role] + 1 },
  };
}

/** A log that counts one report twice tells of more than happened. */
function reported(
  state: OpenSession,
  { report }: EventOf<'scope.used' | 'scope.misused'>,
): Pick<OpenSession, 'reported'> {
  if (report === undefined) return { reported: state.reported };
  if (state.reported.includes(report)) throw new Error('told twice');
  return { reported: [...state.reported, report] };
}

const isOpenYet = ({ ask, grants }: OpenSession, { what, ref }: EventOf<'consent.moot'>): boolean =>
  what === 'revoke' || what === 'relinquish' || what === 'stop'
    ? Object.values(grants).some(({ gid }) => gid === ref)
    : ask?.askId === ref;

function idle(state: OpenSession, { by }: OpenEvent): OpenSession {
  if (by.role === 'broker') return state;
  return { ...state, idle: { ...state.idle, [by.role]: state.idle[by.role] + 1 } };
}

function applyAsk(state: OpenSession, event: OpenEvent): OpenSession {
  const from: AskStage = state.ask ? 'asked' : 'none';
  follow(ASK, from, event.type);
  if (event.type !== 'consent.asked') return { ...state, ask: null };
  const { askId, scope, surface, minutes, answerBy, statement } = event;
  return {
    ...state,
    asked: [...state.asked, askId],
    ask: {
      askId,
      scope,
      surface,
      ...naming(event),
      minutes,
      answerBy,
      extended: 0,
      hash: statement?.hash ?? null,
      confirmed: null,
    },
  };
}

function applyConfirmed(state: OpenSession, event: EventOf<'consent.confirmed'>): OpenSession {
  const { ask } = state;
  follow(ASK, ask ? 'asked' : 'none', event.type);
  if (ask?.askId !== event.askId) throw new Error('nobody was asked that');
  const { surface, minutes, notice, statement } = event;
  return {
    ...state,
    ask: {
      ...ask,
      confirmed: {
        hash: statement?.hash ?? null,
        surface,
        ...naming(event),
        minutes,
        text: notice.sha256,
      },
    },
  };
}

type HostEvent = EventOf<'host.awaited' | 'host.joined' | 'host.failed' | 'host.paired' | 'host.left'>;

function applyHost(state: OpenSession, event: HostEvent): OpenSession {
  follow(HOST, state.host?.stage ?? 'none', event.type);
  // A log that lets the host leave while something of it lives would hide who carries that out.
  if (event.type === 'host.left' && Object.values(state.grants).some(({ method }) => method === 'host'))
    throw new Error('the host leaves behind what it carries out');
  const host = hostAfter(state.host, event);
  if (event.type !== 'host.paired' && event.type !== 'host.left') return { ...state, host };
  // Another host has another key and its own chain, and answers for nothing that one before it allowed.
  const ask = state.ask && { ...state.ask, confirmed: null };
  return { ...state, host, ask, chains: { ...state.chains, host: [] } };
}

function hostAfter(host: HostState | null, event: HostEvent): HostState | null {
  const { until = 0, failures = 0 } = host && host.stage !== 'paired' ? host : {};
  switch (event.type) {
    case 'host.awaited':
      return { stage: 'awaited', until: event.until, failures: 0 };
    case 'host.joined':
      return { stage: 'joined', id: event.host, joinedAt: event.at, until, failures };
    case 'host.failed':
      return { stage: 'awaited', until, failures: failures + 1 };
    case 'host.paired':
      if (host?.stage !== 'joined' || host.id !== event.host) throw new Error('another host came');
      return { stage: 'paired', id: event.host, key: event.key };
    case 'host.left':
      return null;
  }
}

type ColleagueEvent = EventOf<'colleague.called' | 'colleague.refused' | 'colleague.met' | 'colleague.left'>;

function applyColleague(state: OpenSession, event: ColleagueEvent): Colleague {
  const { follower } = event;
  const known = state.colleagues[follower];
  const stage = follow(COLLEAGUE, known?.stage ?? 'none', event.type) as Colleague['stage'];
  if (event.type !== 'colleague.called') {
    if (!known) throw new Error('nobody called them');
    return { ...known, stage };
  }
  if (event.by.role !== 'technician') throw new Error('only a technician calls a colleague');
  if (Object.values(state.colleagues).some((other) => other.stage !== 'over'))
    throw new Error('another colleague is there');
  const { how, colleague: technician } = event;
  // A log that lets a permission outlive the one it was given to would hide who used it.
  if (how === 'hand-over' && (state.ask || Object.keys(state.grants).length > 0))
    throw new Error('handed over with what was allowed');
  return { follower, technician, how, stage };
}

function granted(state: OpenSession, event: EventOf<'consent.granted'>): Grant {
  follow(GRANT, state.grants[event.scope]?.stage ?? 'none', event.type);
  const { gid, scope, surface, minutes, expiresAt, statement, method = 'web' } = event;
  const hash = statement?.hash ?? null;
  return {
    gid,
    scope,
    stage: 'granted',
    surface,
    ...naming(event),
    minutes,
    method,
    grantedAt: event.at,
    expiresAt,
    hash,
    seq: event.seq,
  };
}

function applyGrant(state: OpenSession, event: OpenEvent & { gid: string; scope: Scope }): OpenSession {
  const grant = state.grants[event.scope];
  if (grant?.gid !== event.gid) throw new Error(`no live grant for ${event.type}`);
  const stage = follow(GRANT, grant.stage, event.type);
  if (stage !== 'none') return { ...state, grants: { ...state.grants, [event.scope]: { ...grant, stage } } };
  const { [event.scope]: _over, ...grants } = state.grants;
  return {
    ...state,
    grants,
    past: { ...state.past, [grant.gid]: { scope: grant.scope, method: grant.method } },
  };
}

function applyFile(
  state: OpenSession,
  event: EventOf<'file.offered' | 'file.accepted' | 'file.rejected' | 'file.done'>,
): FileState {
  const file = state.files[event.fileId];
  const stage = follow(FILE, file?.stage ?? 'none', event.type) as FileState['stage'];
  if (event.type === 'file.offered')
    return { fileId: event.fileId, from: event.from, size: event.size, stage };
  if (!file) throw new Error('a file that was never offered');
  return { ...file, stage };
}
