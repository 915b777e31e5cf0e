// One conversation with the broker that survives lost connections. It knows tickets, the first word and the last word;
// what the messages between them mean is session.ts's business.
import { ERRORS, type ErrorCode, isRefusal, type Refusal, refuse } from '../shared/errors.ts';
import type { Down } from '../shared/protocol/down.ts';
import type { Up } from '../shared/protocol/up.ts';
import { type Connection, type Gone, openConnection } from './connection.ts';
import type { Cancel, Chance, Clock, SocketConstructor } from './deps.ts';

/** `isMoved`: this machine’s network went away or became another one, which is why. */
export type SocketStatus =
  | { readonly kind: 'connecting'; readonly isMoved?: true }
  /** The broker has welcomed us. */
  | { readonly kind: 'online' }
  /** Lost; the next try comes at `retryAt` by this machine's clock, or sooner when the network comes back. */
  | { readonly kind: 'waiting'; readonly retryAt: number; readonly isMoved?: true }
  /** Over: trying again would not help. */
  | { readonly kind: 'closed'; readonly code: ErrorCode };

export interface SocketDeps extends Clock, Pick<Chance, 'random' | 'newUuid'> {
  readonly WebSocket: SocketConstructor;
  /** Calls back whenever trying at once makes sense: the network returned, the page became visible. */
  onWake(act: () => void): Cancel;
  /** Calls back when this machine says that its network is gone; a connection may otherwise look alive for half a minute. */
  onAway(act: () => void): Cancel;
  /** Calls back when this machine has another network than before: a connection through the old one only looks alive. */
  onMove(act: () => void): Cancel;
}

export interface SocketOptions {
  readonly url: string;
  getTicket(): Promise<{ readonly ticket: string } | Refusal>;
  /** The first message of each connection. */
  hello(): Up;
  onMessage(message: Down): void;
  onStatus(status: SocketStatus): void;
  readonly deps: SocketDeps;
}

export interface Socket {
  /** @returns false when there is no welcomed connection; nothing is kept for later */
  send(message: Up): boolean;
  /** Drops the connection and makes a new one, as after an unexpected gap in the history. */
  restart(): void;
  close(): void;
}

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 15_000;

type Phase =
  | { readonly kind: 'fetching' }
  | { readonly kind: 'connected'; readonly connection: Connection }
  | { readonly kind: 'waiting'; readonly cancel: Cancel }
  | { readonly kind: 'closed' };

export function openSocket(options: SocketOptions): Socket {
  const { deps, onStatus } = options;
  let phase: Phase = { kind: 'closed' };
  let failures = 0;
  /** Until the broker has welcomed us again. */
  let moved: { readonly isMoved?: true } = {};

  const connect = async () => {
    // A later attempt or a close replaces `phase`; an answer to this one then comes too late.
    const mine: Phase = { kind: 'fetching' };
    phase = mine;
    onStatus({ kind: 'connecting', ...moved });
    const answer = await askTicket(options);
    if (phase !== mine) return;
    if (isRefusal(answer)) return gone(fromRefusal(answer));
    phase = { kind: 'connected', connection: begin(answer.ticket) };
  };
  const begin = (ticket: string): Connection =>
    openConnection({
      url: options.url,
      ticket,
      hello: options.hello(),
      deps,
      onGone: (reason) => gone(reason),
      onMessage(message) {
        if (message.t === 'welcome') {
          failures = 0;
          moved = {};
        }
        options.onMessage(message);
        if (message.t === 'welcome' && phase.kind === 'connected') onStatus({ kind: 'online' });
      },
    });
  const gone = (reason: Gone) => {
    if (phase.kind === 'closed') return;
    if (reason.kind === 'dismissed') {
      phase = { kind: 'closed' };
      stopListening();
      return onStatus({ kind: 'closed', code: reason.code });
    }
    const wait = waitMs(failures, deps.random());
    failures += 1;
    phase = { kind: 'waiting', cancel: deps.after(wait, () => void connect()) };
    onStatus({ kind: 'waiting', retryAt: deps.now() + wait, ...moved });
  };
  const wake = () => {
    if (phase.kind === 'connected') phase.connection.probe();
    if (phase.kind !== 'waiting') return;
    phase.cancel();
    void connect();
  };
  const restart = () => {
    if (phase.kind !== 'connected') return;
    phase.connection.drop();
    gone({ kind: 'lost' });
  };
  const away = () => {
    moved = { isMoved: true };
    restart();
  };
  const move = () => {
    if (phase.kind === 'connected') phase.connection.drop();
    if (phase.kind === 'waiting') phase.cancel();
    moved = { isMoved: true };
    void connect();
  };
  const stops = [deps.onWake(wake), deps.onAway(away), deps.onMove(move)];
  const stopListening = () => {
    for (const stop of stops) stop();
  };

  void connect();
  return {
    send: (message) => phase.kind === 'connected' && phase.connection.send(message),
    restart,
    close() {
      if (phase.kind === 'connected') phase.connection.drop();
      if (phase.kind === 'waiting') phase.cancel();
      phase = { kind: 'closed' };
      stopListening();
    },
  };
}

async function askTicket(options: SocketOptions): Promise<{ readonly ticket: string } | Refusal> {
  try {
    return await options.getTicket();
  } catch {
    // The network is away; the back-off tries again.
    return refuse('CLOSED');
  }
}

const fromRefusal = ({ refused }: Refusal): Gone =>
  ERRORS[refused].retry ? { kind: 'lost' } : { kind: 'dismissed', code: refused };

/** Doubles from 0.3 s to 15 s; half of it by chance, so that a restarted broker is not met by everyone at once. */
export function waitMs(failures: number, random: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  return Math.max(FIRST_WAIT_MS, Math.round(longest / 2 + (random * longest) / 2));
}
