// A session on paper: `decide` and `apply` alone, with a clock that stories move. No store, no sockets, no time of its own.
import { type ErrorCode, isRefusal } from '../../shared/errors.ts';
import type { Command, CommandOf } from '../../shared/session/commands.ts';
import { type BrokerCommand, decide, stamp } from '../../shared/session/decide.ts';
import type { Device, EventType, Party, SessionEvent } from '../../shared/session/events.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { NEW, type SessionState } from '../../shared/session/state.ts';

const idOf = (letter: string): string => letter.repeat(22);
export const SID = idOf('s');
export const DESK = idOf('d');
export const TECHNICIAN: Party = { role: 'technician', id: idOf('t') };
export const CUSTOMER: Party = { role: 'customer', id: idOf('c') };
export const BROKER: Party = { role: 'broker', id: idOf('b') };

/** The n-th number of a kind: `uuid(1)` is the same wherever it stands. */
export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const COMPUTER: Device = { kind: 'computer', canShowScreen: true, language: 'en' };
export const PHONE: Device = { kind: 'phone', canShowScreen: false, language: 'en' };
const NOTICE = { id: 'view', version: '1', language: 'en' } as const;
const BROWSER = { browser: 'Firefox 140', system: 'Linux', address: '203.0.113.0/24' };
const START = Date.UTC(2026, 0, 15, 9);

export class Paper {
  state: SessionState = NEW;
  readonly events: SessionEvent[] = [];
  now = START;

  /** @returns the new events' types, or the code of the refusal */
  act(by: Party, wish: Command | BrokerCommand): EventType[] | ErrorCode {
    const drafts = decide(this.state, wish, { by, now: this.now });
    if (isRefusal(drafts)) return drafts.refused;
    const after = stamp(this.state, drafts, { by, now: this.now, sid: SID });
    this.state = after.state;
    this.events.push(...after.events);
    return after.events.map(({ type }) => type);
  }

  technician(wish: Command): EventType[] | ErrorCode {
    return this.act(TECHNICIAN, wish);
  }
  customer(wish: Command): EventType[] | ErrorCode {
    return this.act(CUSTOMER, wish);
  }
  passes(ms: number): this {
    this.now += ms;
    return this;
  }
  ticks(awaySince: number | null = null): EventType[] | ErrorCode {
    return this.act(BROKER, { type: 'tick', awaySince });
  }

  create(): EventType[] | ErrorCode {
    const names = { technicianName: 'Maria Rossi', deskName: 'Conti Informatica' };
    const codeExpiresAt = this.now + LIMITS.codeLifeMs;
    return this.act(TECHNICIAN, { type: 'create', desk: DESK, codeExpiresAt, ...names });
  }
  join(device: Device = COMPUTER, by: Party = CUSTOMER): EventType[] | ErrorCode {
    return this.act(by, { type: 'join', device, detail: BROWSER });
  }
  ask(n = 1, ask: Partial<CommandOf<'ask'>> = {}): EventType[] | ErrorCode {
    const usual = { scope: 'view', surface: 'monitor', minutes: 15, reason: 'to see it' } as const;
    return this.technician({ type: 'ask', askId: uuid(n), ...usual, ...ask });
  }
  grant(ask = 1, gid = 101, grant: Partial<CommandOf<'grant'>> = {}): EventType[] | ErrorCode {
    const as = { surface: 'monitor', minutes: 15, notice: NOTICE } as const;
    return this.customer({ type: 'grant', askId: uuid(ask), gid: uuid(gid), ...as, ...grant });
  }
  deny(n = 1): EventType[] | ErrorCode {
    return this.customer({ type: 'deny', askId: uuid(n) });
  }
  revoke(gid = 101): EventType[] | ErrorCode {
    return this.customer({ type: 'revoke', gid: uuid(gid), why: 'stop', localMs: 20 });
  }
  start(gid = 101): EventType[] | ErrorCode {
    return this.customer({ type: 'start', gid: uuid(gid) });
  }

  static waiting(): Paper {
    const paper = new Paper();
    paper.create();
    return paper;
  }
  static meeting(device: Device = COMPUTER): Paper {
    const paper = Paper.waiting();
    paper.join(device);
    return paper;
  }
  static open(device: Device = COMPUTER): Paper {
    const paper = Paper.meeting(device);
    paper.customer({ type: 'admit' });
    return paper;
  }
  static asked(): Paper {
    const paper = Paper.open();
    paper.ask();
    return paper;
  }
  /** With a live permission 101 to view, answered to ask 1. */
  static granted(): Paper {
    const paper = Paper.asked();
    paper.grant();
    return paper;
  }
  static ended(): Paper {
    const paper = Paper.open();
    paper.customer({ type: 'end' });
    return paper;
  }
}
