// What this page has verified itself of what the broker tells: every signed statement, in order, and the receipts. Only what
// stands here may open anything; a broker that tells what nobody signed is caught here (consent-protocol.md 2.4).
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals-core';
import { type BrokerKey, openWord, receipt as receiptSchema } from '../shared/consent/broker-word.ts';
import {
  isUnsigned,
  judge,
  type Known,
  type KnownAsk,
  type KnownConfirm,
  learnUnsigned,
  NOTHING_KNOWN,
} from '../shared/consent/judge.ts';
import type { PublicKey } from '../shared/consent/keys.ts';
import { openStatement } from '../shared/consent/open-statement.ts';
import type { ErrorCode } from '../shared/errors.ts';
import type { SessionEvent } from '../shared/session/events.ts';
import type { AuthLevel } from '../shared/session/scopes.ts';
import type { Clock } from './deps.ts';
import type { Pair } from './pair.ts';
import type { Session } from './session.ts';

export interface Ledger {
  /** How the two ends know each other, as far as this page verified it; null before. */
  readonly auth: ReadonlySignal<AuthLevel | null>;
  /** Questions that the technician's key signed, by number. */
  readonly asks: ReadonlySignal<ReadonlyMap<string, KnownAsk>>;
  /** What was allowed in the host's own window, by the number of the question. */
  readonly confirmed: ReadonlySignal<ReadonlyMap<string, KnownConfirm>>;
  /** The host that the customer's key vouched for; null without one. */
  readonly host: ReadonlySignal<PublicKey | null>;
  /** Grants that the customer's key signed and the broker's receipt covers: all that may be shown. */
  readonly grants: ReadonlySignal<ReadonlySet<string>>;
  /** What was wrong, once something was. */
  readonly alarm: ReadonlySignal<ErrorCode | null>;
  /** Resolves when everything told so far has been judged. */
  settled(): Promise<void>;
  close(): void;
}

export interface LedgerOptions {
  readonly session: Session;
  readonly pair: ReadonlySignal<Pair | null>;
  readonly brokerKeys: readonly BrokerKey[];
  /** Words have been read out, at this page if it is the customer's: without that no voice raises anything. */
  hasCompared(): boolean;
  readonly clock: Pick<Clock, 'now'>;
}

/** Both were decoded by one schema, which also puts their members in one order. */
const isSame = (a: SessionEvent, b: SessionEvent | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

export function openLedger({ session, pair, brokerKeys, hasCompared, clock }: LedgerOptions): Ledger {
  const known = signal<Known>(NOTHING_KNOWN);
  const alarm = signal<ErrorCode | null>(null);
  let done: readonly SessionEvent[] = [];
  let tail: Promise<void> = Promise.resolve();
  let isOver = false;

  const raise = (why: ErrorCode, of: SessionEvent['by']['role']) => {
    if (alarm.peek()) return;
    alarm.value = why;
    void session.wish({ type: 'report-statement', of, why });
    session.condemn();
  };
  const homeOf = () => {
    const first = session.events.peek()[0];
    return first?.type === 'session.created' ? first : { technician: '', desk: '' };
  };
  const take = async (event: SessionEvent, by: Pair): Promise<void> => {
    if (isUnsigned(event)) return raise('NOT_AS_SIGNED', 'broker');
    if (!('statement' in event) || !event.statement || event.by.role === 'broker') {
      known.value = learnUnsigned(known.peek(), event);
      return;
    }
    const jws = event.detail?.jws;
    if (!jws) return raise('NOT_AS_SIGNED', 'broker');
    const opened = await openStatement(jws, { ...by, host: known.peek().host }, event.by.role);
    if ('wrong' in opened) return raise(opened.wrong, event.by.role);
    // Its own permissions need no clock: one that was set meanwhile must not make a liar of the broker.
    const customerNow = by.role === 'technician' ? clock.now() + by.clockOffsetMs : Number.MAX_SAFE_INTEGER;
    const judged = judge(event, opened, {
      known: known.peek(),
      level: by.level,
      // Whoever stands in between can sign that words agreed. It cannot have them read out by a page that shows none.
      hasCompared: by.role === 'technician' || hasCompared(),
      session: homeOf(),
      customerNow,
    });
    if ('wrong' in judged) return raise(judged.wrong, event.by.role);
    known.value = judged.known;
  };
  const catchUp = async (): Promise<void> => {
    const by = pair.peek();
    const all = session.events.peek();
    if (!by || isOver || alarm.peek()) return;
    if (done.some((event, i) => all[i] !== event)) {
      // The broker told the whole history anew. What it told before has to stand in it unchanged, a stop above all.
      if (!done.every((event, i) => isSame(event, all[i]))) return raise('NOT_AS_SIGNED', 'broker');
      done = all.slice(0, done.length);
    }
    for (const event of all.slice(done.length)) {
      await take(event, by);
      if (isOver || alarm.peek()) return;
      done = [...done, event];
    }
  };
  const stop = effect(() => {
    void [session.events.value, pair.value];
    tail = tail.then(catchUp);
  });

  const covered = (gid: string, hash: string, words: readonly string[]): boolean =>
    words.some((word) => {
      const read = openWord(word, { keys: brokerKeys, schema: receiptSchema });
      return read?.sid === session.sid && read.gid === gid && read.grant === hash;
    });
  return {
    auth: computed(() => known.value.auth),
    asks: computed(() => known.value.asks),
    confirmed: computed(() => known.value.confirmed),
    host: computed(() => known.value.host),
    grants: computed(() => {
      const words = session.receipts.value;
      return new Set(
        [...known.value.grants].filter(([gid, hash]) => covered(gid, hash, words)).map(([gid]) => gid),
      );
    }),
    alarm,
    settled: () => tail,
    close: () => {
      isOver = true;
      stop();
    },
  };
}
