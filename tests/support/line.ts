// A real socket to the broker, as one member's page has it. Every message of the broker is decoded with the protocol's own
// schema, so whatever else a story proves, it also proves that the broker keeps to the protocol.
import WebSocket from 'ws';
import { type Down, down } from '../../shared/protocol/down.ts';
import type { Signal } from '../../shared/protocol/signal.ts';
import { PROTOCOL_VERSION, SUBPROTOCOL, TICKET_PREFIX } from '../../shared/protocol/up.ts';
import type { Command } from '../../shared/session/commands.ts';
import type { EventOf, EventType, SessionEvent } from '../../shared/session/events.ts';
import { fold, type SessionState } from '../../shared/session/state.ts';
import { Inbox } from './inbox.ts';
import type { Where } from './tab.ts';

export type DownOf<T extends Down['t']> = Extract<Down, { t: T }>;

/** The broker said no. The message is the code from the error table, so that `toThrow('ASK_OPEN')` reads aloud. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number | undefined;
  constructor(code: string, status?: number) {
    super(code);
    this.status = status;
  }
}

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

export interface LineOptions {
  readonly ticket: string;
  readonly address: string;
  readonly origin?: string | undefined;
  /** In place of the usual two: our subprotocol, and the one that carries the ticket. */
  readonly protocols?: readonly string[];
}

export class Line {
  readonly socket: WebSocket;
  /** Every event told on this line, in order, those of the welcome first. */
  readonly events: SessionEvent[] = [];
  /** Every message, as it came. */
  readonly raw: string[] = [];
  /** Resolves when the socket has closed. */
  readonly closed: Promise<Closed>;
  readonly #inbox = new Inbox<Down>();
  #n = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => this.#arrived(data.toString('utf8')));
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        this.#inbox.close(`the line closed with ${code} ${reason}`);
        resolve({ code, reason: reason.toString() });
      });
    });
  }

  /** Opens the socket. @throws Refused with the broker's code when the upgrade is refused */
  static async open(where: Where, options: LineOptions): Promise<Line> {
    const protocols = options.protocols ?? [SUBPROTOCOL, TICKET_PREFIX + options.ticket];
    const origin = 'origin' in options ? options.origin : where.origin;
    const socket = new WebSocket(`ws://127.0.0.1:${where.port}/socket`, [...protocols], {
      headers: { 'x-forwarded-for': options.address, ...(origin === undefined ? {} : { origin }) },
      perMessageDeflate: false,
    });
    const line = new Line(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
      socket.once('unexpected-response', (_request, response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => {
          const code = (JSON.parse(text) as { error: string }).error;
          reject(new Refused(code, response.statusCode));
        });
      });
    });
    return line;
  }

  /** Opens the conversation. */
  async greets(lastSeq = 0): Promise<DownOf<'welcome'>> {
    this.says({ t: 'hello', v: PROTOCOL_VERSION, lastSeq });
    return this.next('welcome');
  }

  says(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  saysRaw(text: string): void {
    this.socket.send(text);
  }

  signals(signal: Omit<Signal, 't'>): void {
    this.says({ t: 'signal', ...signal });
  }

  /** Wishes for something and waits for the answer. @returns the number of the session's last event */
  async wishes(command: Command): Promise<number> {
    this.#n += 1;
    const n = this.#n;
    this.says({ t: 'wish', n, command });
    const isAnswer = (m: Down) => (m.t === 'done' || m.t === 'refused') && m.n === n;
    const answer = await this.#inbox.take(isAnswer, `an answer to ${command.type}`);
    if (answer.t === 'refused') throw new Refused(answer.code);
    return (answer as DownOf<'done'>).seq;
  }

  /** The next message of this kind that no story has looked at yet. */
  async next<T extends Down['t']>(t: T): Promise<DownOf<T>> {
    return (await this.#inbox.take((message) => message.t === t, `a message ${t}`)) as DownOf<T>;
  }

  /** The next event of this type that no story has looked at yet. */
  async hears<T extends EventType>(type: T): Promise<EventOf<T>> {
    const isIt = (message: Down) => message.t === 'event' && message.event.type === type;
    const told = (await this.#inbox.take(isIt, `the event ${type}`)) as DownOf<'event'>;
    return told.event as EventOf<T>;
  }

  /** Messages of this kind that have arrived and not been looked at; `settles` first makes that a proof. */
  unheard<T extends Down['t']>(t: T): DownOf<T>[] {
    return this.#inbox.peek((message) => message.t === t) as DownOf<T>[];
  }

  /** Waits until the broker has dealt with all we said and we have heard all it said before. */
  async settles(): Promise<void> {
    this.says({ t: 'ping' });
    await this.next('pong');
  }

  /** The session as this page sees it: the fold of what it was told. */
  get state(): SessionState {
    return fold(this.events);
  }

  /** Goes away politely. */
  async hangsUp(): Promise<void> {
    this.socket.close();
    await this.closed;
  }

  /** Vanishes, as a page does when the network goes. */
  async vanishes(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }

  #arrived(text: string): void {
    this.raw.push(text);
    const read = down.safeParse(JSON.parse(text));
    if (read.success) this.#deliver(read.data);
    else this.#inbox.close(`the broker broke the protocol with ${text.slice(0, 300)}`);
  }

  #deliver(message: Down): void {
    if (message.t === 'welcome') {
      this.events.push(...message.events);
      for (const event of message.events) this.#inbox.put({ t: 'event', event });
    }
    if (message.t === 'event') this.events.push(message.event);
    this.#inbox.put(message);
  }
}
