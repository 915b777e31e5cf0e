// What this end says under its signature: each statement built on the one before, signed, and handed to the outbox in order.
// A number that was used once is never used again, whatever a broker tells of the past.
import type { ReadonlySignal } from '@preact/signals-core';
import * as z from 'zod/mini';
import { sealWith } from '../shared/consent/jws.ts';
import { hash, type PublicKey, partyName, thumbprint } from '../shared/consent/keys.ts';
import type { Statement } from '../shared/consent/statements.ts';
import { isErrorCode, isRefusal, type Refusal, refuse } from '../shared/errors.ts';
import type { Command } from '../shared/session/commands.ts';
import type { Scope } from '../shared/session/scopes.ts';
import { type Keys, pairedHost, type SessionState } from '../shared/session/state.ts';
import type { Chance, Clock, Storage } from './deps.ts';
import { otherRole, type Pair } from './pair.ts';
import type { Session } from './session.ts';

type Filled = 'v' | 'sid' | 'n' | 'prev' | 'nonce' | 'iss' | 'aud' | 'cb' | 'iat';
type Distribute<S> = S extends Statement ? Omit<S, Filled> : never;
/** A statement before it is numbered, addressed and signed. */
export type SpeechDraft = Distribute<Statement>;

export interface Speech {
  /** @returns where it was recorded; a refusal where the broker did not follow it, or it could not be said now */
  /** @param brings the key that the draft names by thumbprint, for those who do not know it yet */
  say(draft: SpeechDraft, brings?: PublicKey): Promise<{ readonly seq: number } | Refusal>;
}

export interface SpeechOptions {
  readonly session: Pick<Session, 'sid' | 'state' | 'events' | 'status' | 'wish'>;
  readonly pair: ReadonlySignal<Pair | null>;
  readonly storage: Storage;
  readonly deps: Pick<Clock, 'now'> & Pick<Chance, 'newId'>;
  /** What this end will never sign a permission for, whatever it is told of the session; nothing by itself. */
  readonly isLocked?: (scope: Scope) => boolean;
}

interface Head {
  readonly n: number;
  readonly hash: string | null;
}
const stored = z.object({ n: z.int(), hash: z.nullable(hash) });

/** These widen something: said only while the broker can hear, so that an old one never comes true later. */
const WIDENING: ReadonlySet<Statement['type']> = new Set(['ask', 'grant', 'host', 'confirm']);

export function openSpeech({ session, pair, storage, deps, isLocked }: SpeechOptions): Speech {
  /** A chain belongs to a pair: another key at either end begins another one. */
  const nameOf = ({ cb }: Pair) => `chain.${session.sid}.${cb}`;
  const heads = new Map<string, Head>();
  let tail: Promise<unknown> = Promise.resolve();

  /** The last place of this end's chain: what it signed itself, or what it finds recorded after a loss of storage. */
  const headOf = (own: Head, { role }: Pair): Head => {
    const state = session.state.peek();
    const recorded = 'chains' in state ? state.chains[role] : [];
    return recorded.length > own.n ? { n: recorded.length, hash: recorded.at(-1) ?? null } : own;
  };
  const sign = async (draft: SpeechDraft, by: Pair) => {
    const name = nameOf(by);
    const head = headOf(heads.get(name) ?? (await load(storage, name)), by);
    const sealed = await sealWith(by.mine, {
      ...draft,
      v: 2,
      sid: session.sid,
      n: head.n + 1,
      prev: head.hash,
      nonce: deps.newId(),
      iss: partyName(by.role, by.mine.thumbprint),
      aud: [partyName(otherRole(by.role), by.other), ...hostOf(session.state.peek(), by)],
      cb: by.cb,
      iat: Math.floor(deps.now() / 1000),
    } as Statement);
    const next: Head = { n: head.n + 1, hash: sealed.hash };
    heads.set(name, next);
    await storage.set(name, next).catch(() => {});
    return sealed;
  };
  /** A statement that the broker recorded and did not follow. */
  const outcome = (seq: number, sealed: { readonly hash: string }) => {
    const told = session.events
      .peek()
      .find((event) => event.type === 'consent.void' && event.statement?.hash === sealed.hash);
    if (told?.type !== 'consent.void') return { seq };
    return refuse(isErrorCode(told.why) ? told.why : 'NOT_NOW');
  };

  return {
    say(draft, brings) {
      const turn = tail.then(async () => {
        const by = pair.peek();
        const isDeaf = WIDENING.has(draft.type) && session.status.peek().kind !== 'online';
        if (!by || isDeaf) return { over: refuse(by ? 'CLOSED' : 'NOT_NOW') };
        if (draft.type === 'grant' && isLocked?.(draft.scope)) return { over: refuse('VIEW_ONLY') };
        const sealed = await sign(draft, by);
        // Handed over inside the turn, so that the outbox has them in the order of their numbers.
        const { jws } = sealed;
        return { sealed, answer: session.wish(wishFor(draft.type, jws, { keys: by.keys, brings })) };
      });
      tail = turn.catch(() => {});
      return turn.then(async (said) => {
        if ('over' in said) return said.over;
        const answer = await said.answer;
        return isRefusal(answer) ? answer : outcome(answer.seq, said.sealed);
      });
    },
  };
}

/** The host goes by what the customer signs, and must be able to see that it was meant. */
function hostOf(state: SessionState, { role }: Pair): string[] {
  const host = role === 'customer' ? pairedHost(state) : null;
  return host ? [partyName('host', thumbprint(host.key))] : [];
}

function wishFor(
  type: Statement['type'],
  jws: string,
  { keys, brings }: { readonly keys: Keys; readonly brings: PublicKey | undefined },
): Command {
  if (type === 'peer') return { type: 'introduce', jws, keys };
  return type === 'host' && brings ? { type: 'vouch-host', jws, key: brings } : { type: 'state', jws };
}

async function load(storage: Storage, name: string): Promise<Head> {
  const read = stored.safeParse(await storage.get(name).catch(() => undefined));
  return read.success ? read.data : { n: 0, hash: null };
}
