// What follows from a signed statement. Every well-signed statement takes its place in its author's chain, followed or not:
// a place that stayed empty would let two different statements claim it. Consent-protocol.md 2.4.
import type { PublicKey, Signatory } from '../consent/keys.ts';
import type { Stated } from '../consent/open-statement.ts';
import { SIGNED_BY, type Statement, type StatementOf } from '../consent/statements.ts';
import { assertNever, isRefusal, type Refusal, refuse } from '../errors.ts';
import { answer, ask, confirm, giveUp, grant, type Recorded, recordOf } from './decide-consent.ts';
import { pairHost } from './decide-host.ts';
import type { Draft, EventOf } from './events.ts';
import { LIMITS } from './scopes.ts';
import type { Keys, Met, OpenSession, SessionState } from './state.ts';

/** A statement whose signature, keys and addressee are right. `keys` come with `peer`, `key` with `host`: both name them by thumbprint. */
export interface Said {
  readonly type: 'said';
  readonly stated: Stated;
  readonly keys: Keys | null;
  readonly key: PublicKey | null;
}

export function decideSaid(
  state: SessionState,
  { stated, keys, key }: Said,
  { role, now }: { readonly role: Signatory; readonly now: number },
): Draft[] | Refusal {
  if (state.phase !== 'meeting' && state.phase !== 'open') return refuse('NOT_NOW');
  const { statement, hash } = stated;
  if (SIGNED_BY[statement.type] !== role) return refuse('NOT_YOURS');
  const chain = state.chains[role];
  // Sent again, since the answer to it was lost.
  if (chain[statement.n - 1] === hash) return [];
  if (statement.n !== chain.length + 1 || statement.prev !== (chain.at(-1) ?? null))
    return refuse('OUT_OF_ORDER');
  if (statement.type === 'peer') return introduce(state, statement, { keys, record: recordOf(stated) });
  if (state.phase !== 'open') return refuse('NOT_NOW');
  if (statement.type === 'host') return pairHost(state, statement, { key, record: recordOf(stated) });
  const drafts = follow(state, statement, { now, record: recordOf(stated) });
  // Whoever only fills the log is stopped; a stop that stops something never is.
  return drafts.every(isIdle) && state.idle[role] >= LIMITS.idleStatements ? refuse('TOO_FAST') : drafts;
}

function introduce(
  state: Met & { readonly phase: 'meeting' | 'open' },
  { auth }: StatementOf<'peer'>,
  { keys, record }: { readonly keys: Keys | null; readonly record: Recorded },
): Draft[] | Refusal {
  if (!keys) return refuse('BAD_INPUT');
  // The level that this way in gives, once; later only the voice can raise it.
  const level = state.code === 'pake' ? 'pake' : 'none';
  const isFirst = state.phase === 'meeting' && state.keys === null && auth === level;
  const isRaised = state.phase === 'open' && state.auth === 'none' && auth === 'sas';
  if (!isFirst && !isRaised) return refuse('NOT_NOW');
  return [{ type: 'peer.authenticated', auth, keys, ...record }];
}

type Consent = Exclude<Statement, { type: 'peer' | 'host' }>;

function follow(
  state: OpenSession,
  statement: Consent,
  at: { readonly now: number; readonly record: Recorded },
): Draft[] {
  switch (statement.type) {
    case 'ask':
      return orVoid(statement.type, ask(state, statement, at), at.record);
    case 'confirm':
      return orVoid(statement.type, confirm(state, statement, at), at.record);
    case 'grant':
      return orVoid(statement.type, grant(state, statement, at), at.record);
    case 'withdraw':
    case 'deny':
    case 'abort':
    case 'refuse':
    case 'unable':
      return orMoot(statement.type, statement.askId, {
        drafts: answer(state, statement, at.record),
        record: at.record,
      });
    case 'revoke':
    case 'relinquish':
    case 'stop':
      return orMoot(statement.type, statement.gid, {
        drafts: giveUp(state, statement, at.record),
        record: at.record,
      });
    default:
      return assertNever(statement);
  }
}

const isIdle = ({ type }: Draft): boolean => type === 'consent.moot' || type === 'consent.void';

const orVoid = (
  what: EventOf<'consent.void'>['what'],
  decided: Draft[] | Refusal,
  record: Recorded,
): Draft[] =>
  isRefusal(decided) ? [{ type: 'consent.void', what, why: decided.refused, ...record }] : decided;

const orMoot = (
  what: EventOf<'consent.moot'>['what'],
  ref: string,
  { drafts, record }: { readonly drafts: Draft[]; readonly record: Recorded },
): Draft[] => (drafts.length > 0 ? drafts : [{ type: 'consent.moot', what, ref, ...record }]);
