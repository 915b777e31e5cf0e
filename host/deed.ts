// One thing that a grant allows at this computer, from the verified grant to its end, whatever ends it. Every end is local first:
// the work is cut here, before anybody is told. It knows neither pictures nor keys.
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals-core';
import { monotonicTimer } from '../link/timer.ts';
import type { RevokeReason } from '../shared/session/reasons.ts';
import type { Scope } from '../shared/session/scopes.ts';
import type { Grant } from '../shared/session/state.ts';
import type { HostEnd } from './end.ts';
import { clock } from './place.ts';

/** What is done while the grant lives. */
export interface Work {
  /**
   * @param endsAt on the clock of `performance.now()`
   * @param failed it cannot be done, or not any more
   */
  begin(grant: Grant, endsAt: number, failed: (why: RevokeReason) => void): void;
  /** Ends it here and now. Harmless when nothing runs. */
  cut(): void;
}

export interface Deed {
  readonly scope: Scope;
  /** The grant that is carried out now. */
  readonly live: ReadonlySignal<Grant | null>;
  stop(why: RevokeReason): void;
  close(): void;
}

export interface DeedOptions {
  readonly end: Pick<HostEnd, 'session' | 'speech' | 'ledger'>;
  readonly scope: Scope;
  readonly work: Work;
  /** When this very host was told yes to what the grant stands on, by `performance.now()`; null where it was not. */
  allowedAt(grant: Grant): number | null;
}

/** A yes that is not carried out by then was meant for a moment that has passed. */
const FRESH_MS = 30_000;

const monotonic = () => performance.now();

/** Does this to all of them, whatever goes wrong with one: Stop stops everything. Throws what went wrong afterwards. */
export function withAll(deeds: readonly Deed[], act: (deed: Deed) => void): void {
  const wrong: unknown[] = [];
  for (const deed of deeds)
    try {
      act(deed);
    } catch (cause) {
      wrong.push(cause);
    }
  if (wrong.length > 0) throw new AggregateError(wrong, 'a cut went wrong');
}

export function openDeed({ end, scope, work, allowedAt }: DeedOptions): Deed {
  const { session, speech, ledger } = end;
  const live = signal<Grant | null>(null);
  /** Grants that this host is done with, whatever the broker still believes. */
  const left = new Set<string>();
  let untime: () => void = () => {};

  /** @returns how long it took, in whole milliseconds */
  const cut = (): number => {
    const from = monotonic();
    try {
      work.cut();
    } finally {
      // A cut that goes wrong is a bug; what it was about is over all the same.
      untime();
      const grant = live.peek();
      if (grant) left.add(grant.gid);
      live.value = null;
    }
    return Math.min(60_000, Math.round(monotonic() - from));
  };
  const stop = (why: RevokeReason) => {
    const grant = live.peek();
    if (!grant) return;
    let localMs: number | null = null;
    try {
      localMs = cut();
    } finally {
      void speech.say({ type: 'stop', gid: grant.gid, why, localMs });
    }
  };
  const expire = ({ gid }: Grant) => {
    cut();
    void session.wish({ type: 'expire', gid });
  };
  /** What this host was not told yes to, or so long ago that a broker may have kept it back, is given up. */
  const decline = ({ gid }: Grant) => {
    left.add(gid);
    void speech.say({ type: 'stop', gid, why: 'ended', localMs: null });
  };
  const begin = (grant: Grant) => {
    const since = allowedAt(grant);
    if (since === null || monotonic() - since > FRESH_MS) return decline(grant);
    if (live.peek()) cut();
    live.value = grant;
    const endsAt = since + grant.minutes * 60_000;
    untime = monotonicTimer(endsAt - monotonic(), () => expire(grant), clock, monotonic);
    work.begin(grant, endsAt, (why) => {
      if (live.peek()?.gid === grant.gid) stop(why);
    });
  };

  const unfollow = effect(() => {
    const state = session.state.value;
    const told = state.phase === 'open' ? state.grants[scope] : undefined;
    // Only what this host has verified itself, with the broker's receipt, and what is its to carry out.
    const isOurs = told?.method === 'host' && ledger.grants.value.has(told.gid) && !left.has(told.gid);
    untracked(() => {
      const now = live.peek();
      if (now && told?.gid !== now.gid) cut();
      if (told && isOurs && live.peek()?.gid !== told.gid) begin(told);
    });
  });
  const unwatch = effect(() => {
    const { kind } = session.status.value;
    // Without the broker for good, nothing may go on that nobody could be told of any more.
    if (kind === 'closed' || kind === 'forged-history') untracked(() => stop('ended'));
  });
  return {
    scope,
    live,
    stop,
    close: () => {
      unfollow();
      unwatch();
      stop('ended');
    },
  };
}
