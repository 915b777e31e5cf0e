// What every actor of the stories can do on a socket of their own, whoever they are in the session. Verbs wait for the broker's answer.
import { randomBytes, randomUUID } from 'node:crypto';
import type { LaneData, Signal, SignalData } from '../../shared/protocol/signal.ts';
import type { Command, CommandOf } from '../../shared/session/commands.ts';
import type { EventOf, EventType } from '../../shared/session/events.ts';
import { type DownOf, Line, Refused } from './line.ts';
import type { Draft, Hand } from './statements.ts';
import type { Reply, Tab } from './tab.ts';

/** Ids as pages make them. */
export const newLane = (): string => randomBytes(16).toString('base64url');
export const newUuid = (): string => randomUUID();

/** The reply, when it is a good one. @throws Refused with the code in its body */
export function must(reply: Reply): Reply {
  if (reply.status >= 200 && reply.status < 300) return reply;
  throw new Refused(reply.json?.error ?? reply.text, reply.status);
}

/** What both members of a session can do. Verbs wait for the broker's answer. */
export abstract class Member {
  abstract readonly tab: Tab;
  abstract readonly id: string;
  #line: Line | null = null;
  #sid: string | null = null;
  /** What this page signs with, once the two have met. */
  hand: Hand | null = null;

  protected abstract fetchesTicket(sid: string): Promise<string>;

  get sid(): string {
    if (this.#sid === null) throw new Error('in no session');
    return this.#sid;
  }

  get line(): Line {
    if (this.#line === null) throw new Error('has no line');
    return this.#line;
  }

  /** A ticket for a socket, fetched and not used. */
  ticket(sid = this.sid): Promise<string> {
    return this.fetchesTicket(sid);
  }

  /** Opens a socket without a word on it. */
  async dials(sid = this.sid): Promise<Line> {
    return this.dialsWith(await this.fetchesTicket(sid));
  }

  dialsWith(ticket: string): Promise<Line> {
    return Line.open(this.tab.where, { ticket, address: this.tab.address });
  }

  /** Opens a socket and takes up the conversation after the last event this page has. */
  async connects(sid = this.sid, lastSeq = 0): Promise<DownOf<'welcome'>> {
    return this.connectsWith(await this.fetchesTicket(sid), sid, lastSeq);
  }

  protected async connectsWith(ticket: string, sid: string, lastSeq = 0): Promise<DownOf<'welcome'>> {
    this.#sid = sid;
    const line = await this.dialsWith(ticket);
    this.#line = line;
    return line.greets(lastSeq);
  }

  /** Says this, whatever it is worth. @returns the number of the session's last event */
  wishes(command: Command): Promise<number> {
    return this.line.wishes(command);
  }

  /** Says this under its signature. @throws Refused also where the broker recorded it and did not follow */
  async says(draft: Draft): Promise<number> {
    if (!this.hand) throw new Error('has not met anybody');
    const { jws, hash } = await this.hand.signs(draft);
    const seq = await this.wishes({ type: 'state', jws });
    await this.line.settles();
    const unheeded = this.line.events.find((e) => e.type === 'consent.void' && e.statement?.hash === hash);
    if (unheeded?.type === 'consent.void') throw new Refused(unheeded.why);
    return seq;
  }

  /** The last statement once more, as a page sends it that heard no answer. */
  saysAgain(): Promise<number> {
    return this.wishes({ type: 'state', jws: this.hand?.last?.jws ?? '' });
  }

  hears<T extends EventType>(type: T): Promise<EventOf<T>> {
    return this.line.hears(type);
  }

  async offersFile(file: Partial<CommandOf<'offer-file'>> = {}): Promise<string> {
    const fileId = file.fileId ?? newUuid();
    await this.wishes({ type: 'offer-file', name: 'stampante.pdf', size: 120_000, ...file, fileId });
    return fileId;
  }

  acceptsFile(fileId: string): Promise<number> {
    return this.wishes({ type: 'accept-file', fileId });
  }

  rejectsFile(fileId: string): Promise<number> {
    return this.wishes({ type: 'reject-file', fileId });
  }

  finishesFile(fileId: string, how: Partial<CommandOf<'finish-file'>> = {}): Promise<number> {
    const whole = { result: 'complete', bytes: 120_000, sha256: 'ab'.repeat(32) } as const;
    return this.wishes({ type: 'finish-file', ...whole, ...how, fileId });
  }

  ends(chat?: CommandOf<'end'>['chat']): Promise<number> {
    return this.wishes({ type: 'end', ...(chat === undefined ? {} : { chat }) });
  }

  /**
   * Sends a signal to the other member, unless told otherwise. Whether it passes is the relay's business; whether its
   * statement holds is the other end's, so here any will do.
   */
  signals(lane: LaneData, about: Partial<Omit<Signal, 't' | 'data'>> = {}): void {
    const { state } = this.line;
    if (state.phase === 'new') throw new Error('in no session');
    const isDescription = lane.type === 'offer' || lane.type === 'answer';
    const data: SignalData = isDescription ? { ...lane, statement: 'a.b.c' } : lane;
    const others = [state.technician, 'customer' in state ? state.customer : null];
    const to = others.find((id) => id !== null && id !== this.id) ?? this.id;
    this.line.signals({ from: this.id, to, lane: newLane(), kind: 'talk', ref: null, ...about, data });
  }

  hearsSignal(): Promise<Signal> {
    return this.line.next('signal');
  }
}
