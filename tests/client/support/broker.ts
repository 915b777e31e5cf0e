// A broker in memory that keeps the contract of the socket: opens statements and decides by the shared rules, tells both
// members, relays between them. Its sockets can be cut, and `onTell` lets it lie about anything it says.
import { signal } from '@preact/signals';
import type { SocketConstructor } from '../../../link/deps.ts';
import { isSigned, unseal } from '../../../server/sessions/unseal.ts';
import { isRefusal, type Refusal } from '../../../shared/errors.ts';
import type { Down } from '../../../shared/protocol/down.ts';
import type { Meet } from '../../../shared/protocol/meet.ts';
import type { Signal } from '../../../shared/protocol/signal.ts';
import type { Up } from '../../../shared/protocol/up.ts';
import type { Command } from '../../../shared/session/commands.ts';
import { decide, stamp, type Wish } from '../../../shared/session/decide.ts';
import type { Draft, Party, SessionEvent } from '../../../shared/session/events.ts';
import { NEW, type SessionState } from '../../../shared/session/state.ts';
import { receiptOf, wordSigner } from '../../support/words.ts';
import { FakeSocket } from './fake-socket.ts';
import { chance } from './kit.ts';

export type Role = 'technician' | 'customer';
export type Told = Extract<Down, { t: 'event' }>;
export const TECHNICIAN_NAME = 'Maria Rossi';
export const DESK_NAME = 'Conti Informatica';
const DEVICE = { kind: 'computer', canShowScreen: true, language: 'en' } as const;

export interface BrokerOptions {
  now(): number;
  /** Who made the code. */
  readonly code?: 'pake' | 'broker';
}

/** A code was made, and a customer has come with it. */
export class Broker {
  readonly sid = chance.newId();
  readonly desk = chance.newId();
  readonly ids: Record<Role, string> = { technician: chance.newId(), customer: chance.newId() };
  readonly words = wordSigner();
  readonly events: SessionEvent[] = [];
  /** What it has received, signed wishes among it. */
  readonly heard: { role: Role; message: Up }[] = [];
  readonly signals: Signal[] = [];
  readonly meets: Meet[] = [];
  /** How many wishes have arrived, whatever became of them. */
  readonly wishes = signal(0);
  /** By the number of the grant. */
  readonly receipts = new Map<string, string>();
  state: SessionState = NEW;
  /** Takes away what it was going to tell, or gives it back altered. */
  onTell: (message: Down, to: Role) => Down | null = (message) => message;
  /** Refuses a wish by name, or takes it away: neither recorded nor answered. */
  onWish: (command: Command, role: Role) => Refusal | 'take' | 'lose' = () => 'take';
  isUp = true;
  readonly now: () => number;
  readonly #sockets = new Map<Role, FakeSocket>();
  #tail: Promise<unknown> = Promise.resolve();

  constructor({ now, code = 'pake' }: BrokerOptions) {
    this.now = now;
    const names = { technicianName: TECHNICIAN_NAME, deskName: DESK_NAME };
    this.act(
      { type: 'create', desk: this.desk, code, codeExpiresAt: now() + 60_000, ...names },
      'technician',
    );
    this.joins();
  }

  /** A customer types the code; after the first, somebody new. */
  joins(): void {
    const detail = { browser: 'x', system: 'y', address: 'z' };
    this.act({ type: 'join', device: DEVICE, detail }, 'customer');
  }

  /** Decides and records at once, as if `role` had wished it on another connection. */
  act(wish: Wish, role: Role): Draft[] | Refusal {
    const by: Party = { role, id: this.ids[role] };
    const drafts = decide(this.state, wish, { by, now: this.now() });
    if (!isRefusal(drafts)) this.writes(drafts, role);
    return drafts;
  }

  /** Records and tells, whether or not anybody decided it. */
  writes(drafts: readonly Draft[], role: Role): void {
    const by: Party = { role, id: this.ids[role] };
    const { events, state } = stamp(this.state, drafts, { by, now: this.now(), sid: this.sid });
    this.state = state;
    this.events.push(...events);
    for (const event of events) this.tell(this.#toldAs(event));
  }

  /** The same for what members say on the wire; one after another, since signatures take a moment to verify. */
  wish(command: Command, role: Role): Promise<Draft[] | Refusal> {
    const by: Party = { role, id: this.ids[role] };
    const acted = this.#tail.then(async () => {
      if (!isSigned(command)) return this.act(command, role);
      // Every technician's key is an enrolled one here.
      const keyOf = async () => (command.type === 'introduce' ? command.keys.technician : null);
      const said = await unseal(this.state, command, { by, keyOf });
      return isRefusal(said) ? said : this.act(said, role);
    });
    this.#tail = acted.catch(() => {});
    return acted;
  }

  tell(message: Down, role?: Role): void {
    for (const [to, socket] of this.#sockets) {
      if (role && to !== role) continue;
      const said = this.onTell(message, to);
      if (said) socket.deliver(said);
    }
  }

  /** Breaks the member's connection from outside. */
  cut(role: Role): void {
    this.#sockets.get(role)?.cut();
  }

  socketFor(role: Role): SocketConstructor {
    const other = {
      isUp: () => this.isUp,
      hear: (socket: FakeSocket, message: Up) => this.#hear(role, socket, message),
      leave: (socket: FakeSocket) => this.#leave(role, socket),
    };
    return class extends FakeSocket {
      constructor(_url: string, _protocols: string[]) {
        super(other);
      }
    };
  }

  /** Answers `hello`. */
  enter(role: Role, socket: FakeSocket, lastSeq: number): void {
    if (!socket.isOpen) return;
    this.#sockets.set(role, socket);
    const live = this.state.phase === 'open' ? Object.values(this.state.grants) : [];
    const receipts = live.flatMap(({ gid }) => this.receipts.get(gid) ?? []);
    this.tell(
      {
        t: 'welcome',
        sid: this.sid,
        you: { role, id: this.ids[role] },
        events: this.events.filter((event) => event.seq > lastSeq),
        receipts,
        present: this.#present(),
        now: this.now(),
        iceServers: [],
      },
      role,
    );
    this.tell({ t: 'present', ...this.#present() });
  }

  #toldAs(event: SessionEvent): Told {
    if (event.type !== 'consent.granted' || !event.statement) return { t: 'event', event };
    const { sid } = this;
    const receipt = this.words.signs(receiptOf({ sid, gid: event.gid, grant: event.statement.hash }));
    this.receipts.set(event.gid, receipt);
    return { t: 'event', event, receipt };
  }

  #leave(role: Role, socket: FakeSocket): void {
    if (this.#sockets.get(role) !== socket) return;
    this.#sockets.delete(role);
    this.tell({ t: 'present', ...this.#present() });
  }

  #hear(role: Role, socket: FakeSocket, message: Up): void {
    this.heard.push({ role, message });
    const other = role === 'technician' ? 'customer' : 'technician';
    switch (message.t) {
      case 'hello':
        this.enter(role, socket, message.lastSeq);
        break;
      case 'ping':
        socket.deliver({ t: 'pong' });
        break;
      case 'signal':
        this.signals.push(message);
        this.tell(message, other);
        break;
      case 'meet':
        this.meets.push(message);
        this.tell(message, other);
        break;
      case 'wish':
        void this.#answer(role, socket, message);
    }
  }

  async #answer(role: Role, socket: FakeSocket, { n, command }: Extract<Up, { t: 'wish' }>): Promise<void> {
    this.wishes.value += 1;
    const verdict = this.onWish(command, role);
    if (verdict === 'lose') return;
    const acted = isRefusal(verdict) ? verdict : await this.wish(command, role);
    if (isRefusal(acted)) socket.deliver({ t: 'refused', n, code: acted.refused });
    else socket.deliver({ t: 'done', n, seq: this.state.seq });
  }

  #present() {
    return {
      technician: this.#sockets.has('technician'),
      customer: this.#sockets.has('customer'),
      host: false,
    };
  }
}
