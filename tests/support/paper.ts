// A session on paper: `decide` and `apply` alone, with a clock that stories move. No store, no sockets, no time of its own.

import { utf8 } from '../../shared/bytes.ts';
import { digest } from '../../shared/canonical.ts';
import { thumbprint } from '../../shared/consent/keys.ts';
import type { DeskPolicy } from '../../shared/desk/policy.ts';
import { type ErrorCode, isRefusal } from '../../shared/errors.ts';
import { decide, NOBODY_AWAY, type PlainCommand, stamp, type Wish } from '../../shared/session/decide.ts';
import type { Said } from '../../shared/session/decide-said.ts';
import type { Device, EventType, Party, SessionEvent } from '../../shared/session/events.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { type Keys, NEW, type SessionState } from '../../shared/session/state.ts';
import { complete, type Draft, type DraftOf, grantDraft } from './statements.ts';

const idOf = (letter: string): string => letter.repeat(22);
export const SID = idOf('s');
export const DESK = idOf('d');
export const TECHNICIAN: Party = { role: 'technician', id: idOf('t') };
export const CUSTOMER: Party = { role: 'customer', id: idOf('c') };
export const HOST: Party = { role: 'host', id: 'h'.repeat(22) };
export const BROKER: Party = { role: 'broker', id: idOf('b') };

/** The n-th number of a kind: `uuid(1)` is the same wherever it stands. */
export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const COMPUTER: Device = { kind: 'computer', canShowScreen: true, language: 'en' };
export const PHONE: Device = { kind: 'phone', canShowScreen: false, language: 'en' };
export const MARIA = { id: TECHNICIAN.id, name: 'Maria Rossi' };
export const HOME = { id: DESK, name: 'Conti Informatica' };

/** Keys that look like keys. On paper nobody verifies a signature. */
const paperKey = (letter: string) =>
  ({ kty: 'EC', crv: 'P-256', x: letter.repeat(43), y: letter.repeat(43) }) as const;
/** The host's, in every paper session that has one. */
export const HOST_KEY = paperKey('h');
export const KEYS: Keys = { technician: paperKey('t'), customer: paperKey('c') };

let written = 0;
/** A statement as it arrives at `decide`: verified, and the next one of its author. */
export function said(state: SessionState, by: Party, draft: Draft): Said {
  const role = by.role === 'broker' ? 'technician' : by.role;
  const chain = 'chains' in state ? state.chains[role] : [];
  const ends = { sid: SID, role, tkt: thumbprint(KEYS.technician), ckt: thumbprint(KEYS.customer) } as const;
  const statement = complete(draft, { n: chain.length + 1, prev: chain.at(-1) ?? null }, ends);
  written += 1;
  const stated = { statement, hash: digest(utf8(`statement ${written}`)), jws: 'x.y.z' };
  return {
    type: 'said',
    stated,
    keys: draft.type === 'peer' ? KEYS : null,
    key: draft.type === 'host' ? HOST_KEY : null,
  };
}

/** The customer's yes to the question that is open, or to one that never was. */
export function yes(state: SessionState, answer: Yes): DraftOf<'grant'> {
  const open = state.phase === 'open' ? state.ask : null;
  const auth = state.phase === 'open' ? state.auth : 'none';
  const { askId, gid, surface, minutes } = answer;
  const ask = open?.askId === askId ? (open.hash ?? '') : 'a'.repeat(43);
  const asked = open?.surface ?? 'monitor';
  const draft = grantDraft({
    askId,
    gid,
    surface,
    minutes,
    ask,
    asked,
    ...(open?.screen === undefined ? {} : { askedScreen: open.screen }),
    auth,
    tech: MARIA,
    desk: HOME,
    language: 'en',
  });
  return { ...draft, ...answer.but };
}
export interface Yes {
  readonly askId: string;
  readonly gid: string;
  readonly surface: 'tab' | 'window' | 'monitor';
  readonly minutes: number;
  readonly but?: Partial<DraftOf<'grant'>>;
}
const BROWSER = { browser: 'Firefox 140', system: 'Linux', address: '203.0.113.0/24' };
const START = Date.UTC(2026, 0, 15, 9);

export class Paper {
  state: SessionState = NEW;
  readonly events: SessionEvent[] = [];
  now = START;

  /** The last statement, for whoever sends it again. */
  last: Said | null = null;

  /** @returns the new events' types, or the code of the refusal, also where a statement was recorded and not followed */
  act(by: Party, wish: Wish): EventType[] | ErrorCode {
    const drafts = decide(this.state, wish, { by, now: this.now });
    if (isRefusal(drafts)) return drafts.refused;
    const after = stamp(this.state, drafts, { by, now: this.now, sid: SID });
    this.state = after.state;
    this.events.push(...after.events);
    const [only] = after.events;
    if (only?.type === 'consent.void') return only.why as ErrorCode;
    return after.events.map(({ type }) => type);
  }

  technician(wish: PlainCommand): EventType[] | ErrorCode {
    return this.act(TECHNICIAN, wish);
  }
  customer(wish: PlainCommand): EventType[] | ErrorCode {
    return this.act(CUSTOMER, wish);
  }
  /** Says something under a signature. */
  says(by: Party, draft: Draft): EventType[] | ErrorCode {
    this.last = said(this.state, by, draft);
    return this.act(by, this.last);
  }
  /** Sends the last statement once more, as a page does that heard no answer. */
  saysAgain(by: Party): EventType[] | ErrorCode {
    if (!this.last) throw new Error('nothing was said');
    return this.act(by, this.last);
  }
  passes(ms: number): this {
    this.now += ms;
    return this;
  }
  ticks(awaySince: number | null = null): EventType[] | ErrorCode {
    return this.act(BROKER, { type: 'tick', away: { ...NOBODY_AWAY, customer: awaySince } });
  }

  create(code: 'pake' | 'broker' = 'pake', policy?: DeskPolicy): EventType[] | ErrorCode {
    const names = { technicianName: 'Maria Rossi', deskName: 'Conti Informatica' };
    const codeExpiresAt = this.now + LIMITS.codeLifeMs;
    const terms = policy ? { policy } : {};
    return this.act(TECHNICIAN, { type: 'create', desk: DESK, code, codeExpiresAt, ...names, ...terms });
  }
  join(device: Device = COMPUTER, by: Party = CUSTOMER): EventType[] | ErrorCode {
    return this.act(by, { type: 'join', device, detail: BROWSER });
  }
  introduce(auth: 'pake' | 'none' | 'sas' = 'pake'): EventType[] | ErrorCode {
    const prints = { tkt: thumbprint(KEYS.technician), ckt: thumbprint(KEYS.customer) };
    return this.says(TECHNICIAN, { type: 'peer', ...prints, auth });
  }
  ask(n = 1, ask: Partial<DraftOf<'ask'>> = {}): EventType[] | ErrorCode {
    const usual = { scope: 'view', surface: 'monitor', minutes: 15, reason: 'to see it' } as const;
    return this.says(TECHNICIAN, { type: 'ask', askId: uuid(n), ...usual, ...ask });
  }
  grant(ask = 1, gid = 101, grant: Partial<DraftOf<'grant'>> = {}): EventType[] | ErrorCode {
    const { surface = 'monitor', minutes = 15 } = grant;
    return this.says(
      CUSTOMER,
      yes(this.state, { askId: uuid(ask), gid: uuid(gid), surface, minutes, but: grant }),
    );
  }
  deny(n = 1): EventType[] | ErrorCode {
    return this.says(CUSTOMER, {
      type: 'deny',
      askId: uuid(n),
      ask: 'a'.repeat(43),
      ui: { m: 'click', shown: 900 },
    });
  }
  abort(n = 1, why: DraftOf<'abort'>['why'] = 'picker-cancelled'): EventType[] | ErrorCode {
    return this.says(CUSTOMER, { type: 'abort', askId: uuid(n), ask: 'a'.repeat(43), why });
  }
  withdraw(n = 1): EventType[] | ErrorCode {
    return this.says(TECHNICIAN, { type: 'withdraw', askId: uuid(n) });
  }
  relinquish(gid = 101): EventType[] | ErrorCode {
    return this.says(TECHNICIAN, { type: 'relinquish', gid: uuid(gid) });
  }
  revoke(gid = 101, why: DraftOf<'revoke'>['why'] = 'stop'): EventType[] | ErrorCode {
    return this.says(CUSTOMER, { type: 'revoke', gid: uuid(gid), why, localMs: 20 });
  }
  start(gid = 101): EventType[] | ErrorCode {
    return this.customer({ type: 'start', gid: uuid(gid) });
  }

  static waiting(code: 'pake' | 'broker' = 'pake', policy?: DeskPolicy): Paper {
    const paper = new Paper();
    paper.create(code, policy);
    return paper;
  }
  /** The code was typed; the two have not shown each other their keys. */
  static joined(device: Device = COMPUTER): Paper {
    const paper = Paper.waiting();
    paper.join(device);
    return paper;
  }
  /** They have. */
  static meeting(device: Device = COMPUTER): Paper {
    const paper = Paper.joined(device);
    paper.introduce();
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
