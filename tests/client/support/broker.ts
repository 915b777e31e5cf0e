// A broker in memory that keeps the contract of the socket: decides by the shared rules, tells both members, relays
// their signals. Its sockets can be cut, its words altered.

import type { SocketConstructor, SocketLike } from '../../../client-web/src/link/deps.ts';
import { isRefusal } from '../../../shared/errors.ts';
import type { Down } from '../../../shared/protocol/down.ts';
import type { Signal } from '../../../shared/protocol/signal.ts';
import { type Up, up } from '../../../shared/protocol/up.ts';
import type { Command } from '../../../shared/session/commands.ts';
import { type BrokerCommand, decide, stamp } from '../../../shared/session/decide.ts';
import type { Party, SessionEvent } from '../../../shared/session/events.ts';
import { NEW, type SessionState } from '../../../shared/session/state.ts';
import { chance } from './kit.ts';

export type Role = 'technician' | 'customer';
type Listeners = Record<'open' | 'close' | 'error' | 'message', ((event: { data: unknown }) => void)[]>;

export class Broker {
  readonly sid = chance.newId();
  readonly ids: Record<Role, string> = { technician: chance.newId(), customer: chance.newId() };
  readonly events: SessionEvent[] = [];
  readonly heard: { role: Role; message: Up }[] = [];
  readonly signals: Signal[] = [];
  state: SessionState = NEW;
  /** Takes a signal away, or gives it back altered. */
  onSignal: (signal: Signal) => Signal | null = (signal) => signal;
  /** Takes a wish away: neither recorded nor answered. */
  onWish: (command: Command) => boolean = () => true;
  isUp = true;
  readonly now: () => number;
  readonly #sockets = new Map<Role, FakeSocket>();

  constructor(now: () => number) {
    this.now = now;
    this.act(
      {
        type: 'create',
        desk: chance.newId(),
        codeExpiresAt: now() + 60_000,
        technicianName: 'Maria',
        deskName: 'Acme',
      },
      'technician',
    );
    const device = { kind: 'computer', canShowScreen: true, language: 'en' } as const;
    this.act({ type: 'join', device, detail: { browser: 'x', system: 'y', address: 'z' } }, 'customer');
    this.act({ type: 'admit' }, 'customer');
  }

  /** Decides and records as if `role` had wished it on another connection. */
  act(command: Command | BrokerCommand, role: Role): ReturnType<typeof decide> {
    const by: Party = { role, id: this.ids[role] };
    const drafts = decide(this.state, command, { by, now: this.now() });
    if (isRefusal(drafts)) return drafts;
    const { events, state } = stamp(this.state, drafts, { by, now: this.now(), sid: this.sid });
    this.state = state;
    this.events.push(...events);
    for (const event of events) this.tell({ t: 'event', event });
    return drafts;
  }

  tell(message: Down, role?: Role): void {
    for (const [to, socket] of this.#sockets) if (!role || to === role) socket.deliver(message);
  }

  /** Breaks the member's connection from outside. */
  cut(role: Role): void {
    this.#sockets.get(role)?.break();
  }

  socketFor(role: Role): SocketConstructor {
    const broker = this;
    return class extends FakeSocket {
      constructor(_url: string, _protocols: string[]) {
        super(broker, role);
      }
    };
  }

  enter(role: Role, socket: FakeSocket, lastSeq: number): void {
    this.#sockets.set(role, socket);
    const { sid, ids } = this;
    const events = this.events.filter((event) => event.seq > lastSeq);
    const you = { role, id: ids[role] };
    socket.deliver({
      t: 'welcome',
      sid,
      you,
      events,
      present: this.#present(),
      now: this.now(),
      iceServers: [],
    });
    this.tell({ t: 'present', ...this.#present() });
  }

  leave(role: Role, socket: FakeSocket): void {
    if (this.#sockets.get(role) !== socket) return;
    this.#sockets.delete(role);
    this.tell({ t: 'present', ...this.#present() });
  }

  hear(role: Role, socket: FakeSocket, message: Up): void {
    this.heard.push({ role, message });
    switch (message.t) {
      case 'hello':
        this.enter(role, socket, message.lastSeq);
        break;
      case 'ping':
        socket.deliver({ t: 'pong' });
        break;
      case 'signal':
        this.#relay(role, message);
        break;
      case 'wish':
        this.#answer(role, socket, message);
    }
  }

  #answer(role: Role, socket: FakeSocket, { n, command }: Extract<Up, { t: 'wish' }>): void {
    if (!this.onWish(command)) return;
    const acted = this.act(command, role);
    if (isRefusal(acted)) socket.deliver({ t: 'refused', n, code: acted.refused });
    else socket.deliver({ t: 'done', n, seq: this.state.seq });
  }

  #relay(role: Role, signal: Signal): void {
    this.signals.push(signal);
    const passed = this.onSignal(signal);
    if (passed) this.tell(passed, role === 'technician' ? 'customer' : 'technician');
  }

  #present() {
    return { technician: this.#sockets.has('technician'), customer: this.#sockets.has('customer') };
  }
}

class FakeSocket implements SocketLike {
  readonly #broker: Broker;
  readonly #role: Role;
  readonly #listeners: Listeners = { open: [], close: [], error: [], message: [] };
  #isOpen = true;

  constructor(broker: Broker, role: Role) {
    this.#broker = broker;
    this.#role = role;
    queueMicrotask(() => (broker.isUp ? this.#emit('open') : this.break()));
  }

  addEventListener(type: keyof Listeners, listener: (event: { data: unknown }) => void): void {
    this.#listeners[type].push(listener);
  }
  send(text: string): void {
    if (!this.#isOpen) return;
    // What fits no schema must not leave a page.
    const message = up.parse(JSON.parse(text));
    queueMicrotask(() => this.#isOpen && this.#broker.hear(this.#role, this, message));
  }
  deliver(message: Down): void {
    const data = JSON.stringify(message);
    queueMicrotask(() => this.#isOpen && this.#emit('message', data));
  }
  close(): void {
    this.break();
  }
  break(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#broker.leave(this.#role, this);
    this.#emit('close');
  }
  #emit(type: keyof Listeners, data?: unknown): void {
    for (const listener of this.#listeners[type]) listener({ data });
  }
}
