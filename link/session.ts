// One session as a page sees it: the fold of the broker's events, who is there, and wishes with their answers.
// It draws nothing and decides nothing; what counts is what the broker appended.
import { batch, type ReadonlySignal, signal } from '@preact/signals-core';
import { assertNever, type Refusal } from '../shared/errors.ts';
import type { Signatory } from '../shared/consent/keys.ts';
import type { Down, IceServer, Welcome } from '../shared/protocol/down.ts';
import type { Meet, MeetData } from '../shared/protocol/meet.ts';
import type { Signal } from '../shared/protocol/signal.ts';
import type { KeptLine } from '../shared/protocol/transcript.ts';
import { PROTOCOL_VERSION } from '../shared/protocol/up.ts';
import type { Command } from '../shared/session/commands.ts';
import type { SessionEvent } from '../shared/session/events.ts';
import { members, type SessionState } from '../shared/session/state.ts';
import type { Cancel, Storage } from './deps.ts';
import { type Added, openHistory } from './history.ts';
import { openSocket, type SocketDeps, type SocketStatus } from './socket.ts';
import { openWishes } from './wishes.ts';

/** `forged-history`: the broker told what no honest broker tells, or what nobody signed. */
export type SessionStatus = SocketStatus | { readonly kind: 'forged-history' };
export interface You {
  readonly role: Signatory;
  readonly id: string;
}
export interface Present {
  readonly technician: boolean;
  readonly customer: boolean;
  readonly host: boolean;
  /** The broker's nodes do not reach each other right now: whoever is not there may be at another one. */
  readonly apart?: true | undefined;
}

export interface SessionOptions {
  readonly sid: string;
  /** Absolute ws: or wss: address. */
  readonly url: string;
  getTicket(): Promise<{ readonly ticket: string } | Refusal>;
  readonly storage: Storage;
  readonly deps: SocketDeps;
}

export interface Session {
  readonly sid: string;
  readonly state: ReadonlySignal<SessionState>;
  /** Every event so far, in order. */
  readonly events: ReadonlySignal<readonly SessionEvent[]>;
  readonly present: ReadonlySignal<Present>;
  /** Null before the first welcome. */
  readonly you: ReadonlySignal<You | null>;
  readonly status: ReadonlySignal<SessionStatus>;
  /** The broker's clock minus ours, in milliseconds. */
  readonly clockOffset: ReadonlySignal<number>;
  /** The newest that the broker told; each new connection uses these. */
  readonly iceServers: ReadonlySignal<readonly IceServer[]>;
  /** Counts up with each welcome: 1 at the first, more after each resumed connection. */
  readonly welcomes: ReadonlySignal<number>;
  /** The broker's receipts as they came, unverified. */
  readonly receipts: ReadonlySignal<readonly string[]>;
  /** How far this end's own lines are kept, where the desk keeps them; null before the broker said so on this connection. */
  readonly kept: ReadonlySignal<number | null>;
  /** Has a line of this end kept, or asks how far they are. @returns false when offline */
  keep(line: KeptLine | null): boolean;
  /** Milliseconds by the broker's clock. */
  now(): number;
  /**
   * Wants something. Resolves when the broker has answered and `state` contains what it recorded. Narrowing wishes
   * (stop, refuse, end) outlive lost connections and reloads; others are refused with CLOSED when offline.
   */
  wish(command: Command): Promise<{ readonly seq: number } | Refusal>;
  /** @returns false when offline: the signal is lost, and whoever needs it starts anew after the next welcome */
  signal(out: Omit<Signal, 't' | 'from'>): boolean;
  onSignal(handler: (signal: Signal) => void): Cancel;
  /** Speaks of keys to the other page, or to the host. @returns false when nobody could hear it */
  meet(data: MeetData, to?: 'host'): boolean;
  /** What the other page, or the host, says of keys. */
  onMeet(handler: (data: MeetData) => void, from?: 'host'): Cancel;
  /** The broker has been caught lying: everything ends here, at once. */
  condemn(): void;
  close(): void;
}

export function openSession(options: SessionOptions): Session {
  const { sid, deps } = options;
  const history = openHistory(sid);
  const present = signal<Present>({ technician: false, customer: false, host: false });
  const you = signal<You | null>(null);
  const status = signal<SessionStatus>({ kind: 'connecting' });
  const clockOffset = signal(0);
  const iceServers = signal<readonly IceServer[]>([]);
  const welcomes = signal(0);
  const receipts = signal<readonly string[]>([]);
  const kept = signal<number | null>(null);
  const listeners = new Set<(signal: Signal) => void>();
  const meeters = new Map<(data: MeetData) => void, 'host' | undefined>();
  const reached = (who: 'host' | undefined): string | null => {
    const { technician, customer, host } = members(history.state.peek());
    if (who === 'host') return host;
    return you.peek()?.role === 'technician' ? customer : technician;
  };
  const condemn = () => {
    socket.close();
    wishes.closed('INTERNAL');
    status.value = { kind: 'forged-history' };
  };
  const hearMeet = ({ from, to, data }: Meet) => {
    if (to !== you.peek()?.id) return;
    for (const [meeter, who] of [...meeters]) if (from === reached(who)) meeter(data);
  };
  const wishes = openWishes({
    ...options,
    isOpen: () => history.state.peek().phase === 'open',
    clock: deps,
    chance: deps,
    send: (message) => socket.send(message),
  });

  const after = (outcome: Added) => {
    if (outcome === 'gap') return socket.restart();
    if (outcome === 'forged') return condemn();
    wishes.reached(history.state.value.seq);
  };
  const onWelcome = (message: Welcome) => {
    you.value = message.you;
    present.value = message.present;
    clockOffset.value = message.now - deps.now();
    iceServers.value = message.iceServers;
    receipts.value = message.receipts;
    kept.value = null;
    after(history.resume(message.events));
    if (status.value.kind !== 'forged-history') welcomes.value += 1;
  };
  const onMessage = (message: Down) => {
    switch (message.t) {
      case 'welcome':
        return batch(() => onWelcome(message));
      case 'event':
        return batch(() => {
          if (message.receipt) receipts.value = [...receipts.value, message.receipt];
          after(history.add(message.event));
        });
      case 'present': {
        const { t: _, ...there } = message;
        present.value = there;
        return;
      }
      case 'servers':
        iceServers.value = message.iceServers;
        return;
      case 'done':
      case 'refused':
        return wishes.answered(message);
      case 'signal':
        for (const listener of [...listeners]) listener(message);
        return;
      case 'meet':
        return hearMeet(message);
      case 'kept':
        kept.value = message.n;
        return;
      // `wrong` names no message of ours that could be answered for; `bye` and `pong` are the socket's.
      case 'wrong':
      case 'bye':
      case 'pong':
        return;
      default:
        return assertNever(message);
    }
  };
  const onStatus = (now: SocketStatus) => {
    status.value = now;
    if (now.kind === 'online') wishes.online();
    else if (now.kind === 'closed') wishes.closed(now.code);
    else wishes.offline();
  };
  const socket = openSocket({
    ...options,
    hello: () => ({ t: 'hello', v: PROTOCOL_VERSION, lastSeq: history.lastSeq() }),
    onMessage,
    onStatus,
  });

  return {
    sid,
    state: history.state,
    events: history.events,
    present,
    you,
    status,
    clockOffset,
    iceServers,
    welcomes,
    receipts,
    kept,
    keep: (line) => socket.send({ t: 'keep', line }),
    now: () => deps.now() + clockOffset.value,
    wish: (command) => wishes.make(command),
    signal(out) {
      const from = you.value?.id;
      return from !== undefined && socket.send({ t: 'signal', from, ...out });
    },
    onSignal(handler) {
      listeners.add(handler);
      return () => listeners.delete(handler);
    },
    meet(data, who) {
      const [from, to] = [you.peek()?.id, reached(who)];
      return from !== undefined && to !== null && socket.send({ t: 'meet', from, to, data });
    },
    onMeet(handler, from) {
      meeters.set(handler, from);
      return () => meeters.delete(handler);
    },
    condemn,
    close() {
      socket.close();
      wishes.offline();
    },
  };
}
