// One member's conversation, from `hello` to close. Messages are handled one after another; what is wrong is answered
// by name and counted, and harms nobody else.
import type { WebSocket } from 'ws';
import { ERRORS, type ErrorCode, isRefusal, type Refusal, refuse } from '../../shared/errors.ts';
import type { Down } from '../../shared/protocol/down.ts';
import { PROTOCOL_VERSION, type Up, up } from '../../shared/protocol/up.ts';
import type { Party, SessionEvent } from '../../shared/session/events.ts';
import { members, pairedHost, type SessionState } from '../../shared/session/state.ts';
import type { Bus } from '../bus/bus.ts';
import type { Servers } from '../ice/servers.ts';
import type { Transcripts } from '../log/transcripts.ts';
import type { Measures } from '../metrics/measures.ts';
import { type SessionNews, sessionTopic } from '../sessions/news.ts';
import type { Granted } from '../sessions/receipts.ts';
import type { SessionDesk } from '../sessions/session-desk.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Connection, Hub } from './hub.ts';
import { bucket, CLOSE_MS, HELLO_MS, MAX_WAITING, MAX_WRONG, PING_MS } from './limits.ts';
import { relay } from './relay.ts';
import { openServersTold } from './servers-told.ts';
import type { Member } from './tickets.ts';

export interface ConnectionDeps {
  readonly desk: SessionDesk;
  readonly hub: Hub;
  readonly bus: Bus;
  readonly transcripts: Pick<Transcripts, 'keep' | 'keptUpTo'>;
  readonly now: () => number;
  readonly servers: Servers;
  /** Signs that a grant has been written down. @param desk whose log it stands in */
  readonly receipt: (granted: Omit<Granted, 'log'>, desk: string) => Promise<string>;
  readonly onProblem: (problem: unknown) => void;
  readonly measures: Pick<Measures, 'refused' | 'relayed'>;
}

/** Serves the socket until it closes. Attaches its listeners before it returns, so no early message is lost. */
export function serve(socket: WebSocket, member: Member, deps: ConnectionDeps): Connection {
  const { desk, hub, bus, transcripts, now, servers, receipt, onProblem, measures } = deps;
  const mayGoOn = bucket(now);
  const policy = relay(member);
  const by: Party = { role: member.role, id: member.id };
  let sentSeq = 0;
  let isWelcome = false;
  let wrongs = 0;
  let isAlive = true;
  let isOver = false;
  let cutOff: NodeJS.Timeout | undefined;
  let tail: Promise<unknown> = Promise.resolve();

  const inTurn = (job: () => Promise<void> | void) => {
    tail = tail.then(job).catch((error: unknown) => {
      onProblem(error);
      close(refuse(error instanceof StoreUnavailable ? 'STORE_UNAVAILABLE' : 'INTERNAL'));
    });
  };
  const tell = (message: Down) => forward(JSON.stringify(message));
  const forward = (raw: string) => {
    if (socket.readyState !== socket.OPEN) return;
    // Whoever does not read what is sent would fill our memory instead of theirs.
    if (socket.bufferedAmount > MAX_WAITING) return socket.terminate();
    socket.send(raw);
  };
  const close = ({ refused }: Refusal) => {
    if (isOver) return;
    isOver = true;
    measures.refused(refused);
    tell({ t: 'bye', code: refused });
    socket.close(4000 + ERRORS[refused].status, refused);
    // Browsers answer a close at once; whoever does not is not waited for.
    cutOff = setTimeout(() => socket.terminate(), CLOSE_MS);
  };
  const wrong = (code: ErrorCode) => {
    wrongs += 1;
    measures.refused(code);
    tell({ t: 'wrong', code });
    if (wrongs >= MAX_WRONG) close(refuse(code));
  };
  const connection: Connection = { member, tell, forward, close };
  const told = openServersTold({
    servers,
    member,
    state: () => desk.recent(member.sid),
    tell: (iceServers) => tell({ t: 'servers', iceServers }),
    clock: { now, after: (ms, act) => later(ms, () => inTurn(act)) },
  });

  /** Tells what is next at once; asks the store for what the wake-up did not carry. */
  const news = async (heard: SessionNews) => {
    if (member.role === 'host') {
      const state = await desk.recent(member.sid);
      if (!mayHear(state)) return depart(state);
    }
    const isWhole = 'seq' in heard ? false : (heard[0]?.seq ?? 0) <= sentSeq + 1;
    const fresh = isWhole ? (heard as readonly SessionEvent[]) : await desk.eventsAfter(member.sid, sentSeq);
    for (const event of fresh.filter(({ seq }) => seq > sentSeq)) {
      tell(await withReceipt(event));
      sentSeq = event.seq;
      // Whoever was not authenticated is no member any more.
      if (event.type === 'peer.authentication-failed' && member.role === 'customer')
        close(refuse('CODE_NOT_MATCHED'));
      // Nothing more can happen; who stays would only make us read the history again and again.
      if (event.type === 'session.ended') close(refuse('ENDED'));
    }
    await told.review();
  };

  /** A host that nobody has vouched for hears nothing of the session: five digits of an address are no secret. */
  const mayHear = (state: SessionState): boolean =>
    member.role !== 'host' || pairedHost(state)?.id === member.id;

  /** The last that a host hears is that it has left, so that it lets go at once; coming back would be of no use. */
  const depart = async (state: SessionState): Promise<void> => {
    if (state.phase === 'open' && members(state).host === member.id) return;
    const rest = sentSeq > 0 ? await desk.eventsAfter(member.sid, sentSeq) : [];
    const last = rest.findIndex(({ type }) => type === 'host.left');
    for (const event of rest.slice(0, last + 1)) tell(await withReceipt(event));
    close(refuse(state.phase === 'ended' ? 'ENDED' : 'NOT_FOUND'));
  };

  const withReceipt = async (event: SessionEvent): Promise<Down> => {
    if (event.type !== 'consent.granted' || !event.statement) return { t: 'event', event };
    const state = await desk.recent(member.sid);
    if (state.phase === 'new') return { t: 'event', event };
    const { sid, gid, seq, at, statement } = event;
    const granted = { sid, gid, grant: statement.hash, seq, at };
    return { t: 'event', event, receipt: await receipt(granted, state.desk) };
  };
  const receiptsOf = (state: SessionState): Promise<string[]> => {
    const grants = state.phase === 'open' ? Object.values(state.grants) : [];
    const home = state.phase === 'new' ? '' : state.desk;
    const signed = grants.flatMap(({ gid, hash: grant, seq, grantedAt: at }) =>
      grant ? [receipt({ sid: member.sid, gid, grant, seq, at }, home)] : [],
    );
    return Promise.all(signed);
  };

  const welcome = async (lastSeq: number) => {
    // A page may know more than a store that was restored from a backup; it then begins again from the start.
    const state = await desk.state(member.sid);
    if (member.role === 'host' && members(state).host !== member.id) return close(refuse('NOT_FOUND'));
    const isTold = mayHear(state);
    const events = isTold ? await desk.eventsAfter(member.sid, lastSeq > state.seq ? 0 : lastSeq) : [];
    const receipts = isTold ? await receiptsOf(state) : [];
    // Gone again in the meantime: nobody must be counted as present whose leaving was already heard.
    if (socket.readyState !== socket.OPEN) return;
    sentSeq = isTold ? (events.at(-1)?.seq ?? lastSeq) : 0;
    isWelcome = true;
    const { sid, role, id } = member;
    const present = { ...hub.present(sid), [role]: true };
    const iceServers = told.atFirst(state);
    tell({ t: 'welcome', sid, you: { role, id }, events, receipts, present, now: now(), iceServers });
    if (state.phase === 'ended') close(refuse('ENDED'));
    else hub.enter(connection);
  };

  const handle = async (message: Up, raw: string) => {
    if (message.t === 'hello') {
      if (message.v !== PROTOCOL_VERSION) return close(refuse('WRONG_VERSION'));
      return isWelcome ? wrong('NOT_NOW') : welcome(message.lastSeq);
    }
    if (!isWelcome) return wrong('NOT_NOW');
    switch (message.t) {
      case 'ping':
        return tell({ t: 'pong' });
      case 'signal':
        return pass('signal', policy.judge(message, await desk.recent(member.sid), now()), message.to, raw);
      case 'meet':
        return pass('meet', policy.judgeMeet(message, await desk.recent(member.sid)), message.to, raw);
      case 'keep': {
        const state = await desk.recent(member.sid);
        const { role, sid } = member;
        const isKept = state.phase === 'open' && state.keepsTranscript;
        // Nothing reaches the store that the pages were not told of.
        if (role === 'host' || !isKept) return tell({ t: 'wrong', code: 'NOT_NOW' });
        const { line } = message;
        const n = line ? await transcripts.keep(sid, role, line) : await transcripts.keptUpTo(sid, role);
        return tell({ t: 'kept', n });
      }
      case 'wish': {
        const acted = await desk.act(member.sid, message.command, by);
        if (isRefusal(acted)) {
          measures.refused(acted.refused);
          return tell({ t: 'refused', n: message.n, code: acted.refused });
        }
        return tell({ t: 'done', n: message.n, seq: acted.state.seq });
      }
    }
  };

  const pass = (what: 'signal' | 'meet', denied: Refusal | null, to: string, raw: string) => {
    if (!denied) {
      const other = hub.reach(member.sid, to);
      if (other) measures.relayed(what);
      return other?.forward(raw);
    }
    // A grant may end while its signals are on the way; that is nobody's fault.
    if (ERRORS[denied.refused].status === 409) return tell({ t: 'wrong', code: denied.refused });
    return wrong(denied.refused);
  };

  const unsubscribe = bus.subscribe(sessionTopic(member.sid), (events) => {
    // Judged in its turn: what happens while `hello` is being answered comes right after the answer.
    inTurn(() => (isWelcome ? news(events as SessionNews) : undefined));
  });
  const helloTimer = setTimeout(() => {
    if (!isWelcome) close(refuse('BAD_INPUT'));
  }, HELLO_MS);
  const pinger = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, PING_MS);

  socket.on('pong', () => {
    isAlive = true;
  });
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    // A close that the other end ignores is still a close.
    if (isOver) return;
    if (!mayGoOn()) return close(refuse('TOO_FAST'));
    const raw = data.toString('utf8');
    const message = isBinary ? null : read(raw);
    inTurn(() => (message ? handle(message, raw) : wrong('BAD_INPUT')));
  });
  socket.on('close', () => {
    clearTimeout(helloTimer);
    clearTimeout(cutOff);
    clearInterval(pinger);
    told.close();
    unsubscribe();
    hub.leave(connection);
  });
  // `close` follows; without a listener ws would end the process.
  socket.on('error', () => {});
  return connection;
}

function later(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

function read(raw: string): Up | null {
  try {
    const message = up.safeParse(JSON.parse(raw));
    return message.success ? message.data : null;
  } catch {
    return null;
  }
}
