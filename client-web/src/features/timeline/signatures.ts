// Whether each statement of a session was signed, and by whom: verified here, with the keys that the session itself names. Whose
// keys those are, the desk's word says (an attestation), not this.
import { isTold, isUnsigned } from '../../../../shared/consent/judge.ts';
import type { PublicKey, Signatory } from '../../../../shared/consent/keys.ts';
import { openStatement } from '../../../../shared/consent/open-statement.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import type { SessionEvent } from '../../../../shared/session/events.ts';
import type { Keys } from '../../../../shared/session/state.ts';

export type Signature =
  | { readonly kind: 'signed'; readonly by: Signatory }
  /** The statement is not what the event says, or the key did not sign it. */
  | { readonly kind: 'forged'; readonly by: Signatory; readonly why: ErrorCode }
  /** It was signed; the statement has been erased, its hash stays. */
  | { readonly kind: 'erased'; readonly by: Signatory }
  /** Nobody had to sign it: it only takes away, as ending a session does with what was allowed. */
  | { readonly kind: 'needless' }
  /** Recorded before statements were signed, or with none where there must be one. */
  | { readonly kind: 'none'; readonly isBefore: boolean };

/** By the number of the event; events that take no statement are left out. */
export type Signatures = ReadonlyMap<number, Signature>;

/** @param events all of one session, in order */
export async function readSignatures(events: readonly SessionEvent[]): Promise<Signatures> {
  const found = new Map<number, Signature>();
  let keys: Keys | null = null;
  let host: PublicKey | null = null;
  for (const event of events) {
    // Each customer who came with the code brought a key of their own.
    if (event.type === 'peer.authenticated') keys = event.keys;
    if ('statement' in event) found.set(event.seq, await signatureOf(event, keys, host));
    if (event.type === 'host.paired') host = event.key;
    if (event.type === 'host.left') host = null;
  }
  return found;
}

type Stating = Extract<SessionEvent, { statement: unknown }>;

async function signatureOf(event: Stating, keys: Keys | null, host: PublicKey | null): Promise<Signature> {
  const { statement, by, sid, v } = event;
  if (v === 1) return { kind: 'none', isBefore: true };
  if (statement === null) return isUnsigned(event) ? { kind: 'none', isBefore: false } : { kind: 'needless' };
  if (by.role === 'broker') return { kind: 'none', isBefore: false };
  const author = by.role;
  if (event.detail === null) return { kind: 'erased', by: author };
  const { jws } = event.detail;
  if (jws === null || keys === null) return { kind: 'forged', by: author, why: 'NOT_AS_SIGNED' };
  const opened = await openStatement(jws, { sid, keys, host }, author);
  if ('wrong' in opened) return { kind: 'forged', by: author, why: opened.wrong };
  const isSame =
    opened.hash === statement.hash && opened.statement.n === statement.n && isTold(event, opened.statement);
  return isSame ? { kind: 'signed', by: author } : { kind: 'forged', by: author, why: 'NOT_AS_SIGNED' };
}
