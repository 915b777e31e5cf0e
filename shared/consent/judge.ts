// Whether an event says what its statement says, and whether the statement follows from what is known: consent-protocol.md
// 2.4 (5) to (9), judged by whoever does not trust the broker. Pages feed it as things happen, a verifier years later.

import type { ErrorCode } from '../errors.ts';
import { confirmProblem, grantProblem } from '../session/decide-consent.ts';
import type { SessionEvent } from '../session/events.ts';
import { type AuthLevel, naming } from '../session/scopes.ts';
import type { Chains, Confirmed } from '../session/state.ts';
import { type PublicKey, thumbprint } from './keys.ts';
import type { Stated } from './open-statement.ts';
import type { Statement, StatementOf } from './statements.ts';

/** What an answer is held against. The reason is for people, and may have been erased. */
export interface KnownAsk {
  readonly hash: string;
  readonly statement: Pick<StatementOf<'ask'>, 'askId' | 'scope' | 'surface' | 'screen' | 'minutes'> & {
    readonly reason?: string;
  };
}

/** What was allowed in the host's window; the signed text may have been erased since. */
export interface KnownConfirm extends Confirmed {
  readonly statement?: StatementOf<'confirm'>;
}

/** What has been verified so far. */
export interface Known {
  readonly auth: AuthLevel | null;
  readonly asks: ReadonlyMap<string, KnownAsk>;
  /** What somebody at the computer allowed in the host's window, by the number of the question. */
  readonly confirmed: ReadonlyMap<string, KnownConfirm>;
  /** The host that the customer vouched for; null without one. */
  readonly host: PublicKey | null;
  /** Hash of each verified grant, by its number. */
  readonly grants: ReadonlyMap<string, string>;
  readonly chains: Chains;
}

export interface Context {
  readonly known: Known;
  /** What the way in gave: digits that authenticate, or nothing. Only the voice raises it later. */
  readonly level: 'pake' | 'none';
  /** The voice can have raised it: at the customer's page, words have been shown to read out. */
  readonly hasCompared: boolean;
  /** Whom this session is with, as the first event said. */
  readonly session: { readonly technician: string; readonly desk: string };
  /** The customer's clock, in milliseconds, as far as can be told. */
  readonly customerNow: number;
}

export const NOTHING_KNOWN: Known = {
  auth: null,
  asks: new Map(),
  confirmed: new Map(),
  host: null,
  grants: new Map(),
  chains: { technician: [], customer: [], host: [] },
};

export type Judged = { readonly known: Known } | { readonly wrong: ErrorCode };

/** A grant may begin this far in the future by the other's clock, which people set by hand. */
const CLOCK_SLACK_S = 600;

/** What widens must have been signed by somebody. */
export const isUnsigned = (event: SessionEvent): boolean =>
  (event.type === 'consent.asked' ||
    event.type === 'consent.confirmed' ||
    event.type === 'host.paired' ||
    event.type === 'consent.granted' ||
    event.type === 'peer.authenticated') &&
  event.statement === null;

/** What an event that nobody had to sign changes: it only ever takes away. */
export const learnUnsigned = (known: Known, event: SessionEvent): Known =>
  event.type === 'host.left' ? { ...known, host: null, confirmed: new Map() } : known;

/** Another host has its own chain, and answers for nothing that one before it allowed. */
export const withHost = (known: Known, host: PublicKey): Known => ({
  ...known,
  host,
  confirmed: new Map(),
  chains: { ...known.chains, host: [] },
});

/** An event that may carry a statement. */
export type Signed = SessionEvent & {
  readonly statement: { readonly n: number; readonly hash: string } | null;
};

export function judge(event: Signed, stated: Stated, context: Context): Judged {
  const { known } = context;
  const { statement, hash } = stated;
  const role = event.by.role === 'broker' ? 'customer' : event.by.role;
  const chain = known.chains[role];
  const isNext = statement.n === chain.length + 1 && statement.prev === (chain.at(-1) ?? null);
  if (!isNext || event.statement?.n !== statement.n) return { wrong: 'OUT_OF_ORDER' };
  if (event.statement.hash !== hash || !isTold(event, statement)) return { wrong: 'NOT_AS_SIGNED' };
  const chains = { ...known.chains, [role]: [...chain, hash] };
  return learn(event, stated, { ...context, known: { ...known, chains } });
}

/** What the statement adds to what is known. */
function learn(event: Signed, stated: Stated, context: Context): Judged {
  const { known, level, hasCompared } = context;
  const { statement, hash } = stated;
  if (event.type === 'peer.authenticated' && statement.type === 'peer') {
    const isFirst = known.auth === null && statement.auth === level;
    const isRaised = known.auth === 'none' && statement.auth === 'sas' && hasCompared;
    return isFirst || isRaised ? { known: { ...known, auth: statement.auth } } : { wrong: 'NOT_AS_SIGNED' };
  }
  if (event.type === 'consent.asked' && statement.type === 'ask')
    return { known: { ...known, asks: new Map(known.asks).set(statement.askId, { hash, statement }) } };
  if (event.type === 'host.paired') return { known: withHost(known, event.key) };
  if (event.type === 'consent.confirmed' && statement.type === 'confirm') {
    const { askId, surface, minutes, notice } = statement;
    const read = { hash, surface, ...naming(statement), minutes, text: notice.sha256, statement };
    const confirmed = new Map(known.confirmed).set(askId, read);
    return { known: { ...known, confirmed } };
  }
  if (event.type === 'consent.granted' && statement.type === 'grant') {
    const problem = grantTrouble(statement, context);
    if (problem) return { wrong: problem };
    return { known: { ...known, grants: new Map(known.grants).set(statement.gid, hash) } };
  }
  return { known };
}

function grantTrouble(
  said: StatementOf<'grant'>,
  { known, session, customerNow }: Context,
): ErrorCode | null {
  const asked = known.asks.get(said.askId);
  if (!asked || known.grants.has(said.gid)) return 'NO_OPEN_ASK';
  const { askId, scope, surface, minutes } = asked.statement;
  const confirmed = known.confirmed.get(said.askId) ?? null;
  const { hash } = asked;
  const named = { askId, scope, surface, ...naming(asked.statement), minutes };
  const open = { ...named, hash, answerBy: 0, extended: 0, confirmed };
  const auth = known.auth ?? 'none';
  const problem =
    grantProblem({ ...session, auth }, open, said) ?? confirmProblem(known.host !== null, open, said);
  if (problem) return problem;
  return said.nbf > customerNow / 1000 + CLOCK_SLACK_S ? 'OUT_OF_TIME' : null;
}

/** True where the public part of the event is what was signed, and no more. */
export function isTold(event: Signed, said: Statement): boolean {
  switch (event.type) {
    case 'peer.authenticated': {
      const { technician, customer } = event.keys;
      const isSame = said.type === 'peer' && said.auth === event.auth;
      return isSame && thumbprint(technician) === said.tkt && thumbprint(customer) === said.ckt;
    }
    case 'consent.asked':
      return (
        said.type === 'ask' &&
        same(event, said, ['askId', 'scope', 'surface', 'screen', 'minutes']) &&
        event.detail?.reason === said.reason
      );
    case 'consent.granted':
      return (
        said.type === 'grant' &&
        same(event, said, ['gid', 'askId', 'scope', 'surface', 'screen', 'minutes']) &&
        event.auth === said.party.authLevel &&
        (event.method ?? 'web') === said.method &&
        event.expiresAt === event.at + said.minutes * 60_000 &&
        same(event.notice, said.notice, ['id', 'version', 'language', 'sha256'])
      );
    case 'host.paired':
      return said.type === 'host' && said.host === event.host && thumbprint(event.key) === said.hkt;
    case 'consent.confirmed':
      return (
        said.type === 'confirm' &&
        same(event, said, ['askId', 'scope', 'surface', 'screen', 'minutes']) &&
        same(event.notice, said.notice, ['id', 'version', 'language', 'sha256'])
      );
    case 'consent.withdrawn':
      return said.type === 'withdraw' && same(event, said, ['askId']);
    case 'consent.denied':
      return (said.type === 'deny' || said.type === 'refuse') && same(event, said, ['askId']);
    case 'consent.aborted':
      return (said.type === 'abort' || said.type === 'unable') && same(event, said, ['askId', 'why']);
    case 'consent.revoked':
      return (said.type === 'revoke' || said.type === 'stop') && same(event, said, ['gid', 'why', 'localMs']);
    case 'consent.relinquished':
      return said.type === 'relinquish' && same(event, said, ['gid']);
    case 'consent.moot':
      return (
        said.type === event.what &&
        event.ref === ('gid' in said ? said.gid : 'askId' in said ? said.askId : '')
      );
    case 'consent.void':
      return said.type === event.what;
    default:
      return false;
  }
}

const same = <K extends string>(
  event: Readonly<Partial<Record<K, unknown>>>,
  said: Readonly<Partial<Record<K, unknown>>>,
  keys: readonly K[],
): boolean => keys.every((key) => event[key] === said[key]);
