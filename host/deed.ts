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
  /** @param failed it cannot be done, or not any more */
  begin(grant: Grant, failed: (why: RevokeReason) => void): void;
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
}

const monotonic = () => performance.now();

export function openDeed({ end, scope, work }: DeedOptions): Deed {
  const { session, speech, ledger } = end;
  const live = signal<Grant | null>(null);
  /** Grants that this host is done with, whatever the broker still believes. */
  const left = new Set<string>();
  let untime: () => void = () => {};

  /** @returns how long it took, in whole milliseconds */
  const cut = (): number => {
    const from = monotonic();
    work.cut();
    untime();
    if (live.peek()) left.add(live.peek()?.gid ?? '');
    live.value = null;
    return Math.min(60_000, Math.round(monotonic() - from));
  };
  const stop = (why: RevokeReason) => {
    const grant = live.peek();
    if (!grant) return;
    const localMs = cut();
    void speech.say({ type: 'stop', gid: grant.gid, why, localMs });
  };
  const expire = ({ gid }: Grant) => {
    cut();
    void session.wish({ type: 'expire', gid });
  };
  const begin = (grant: Grant) => {
    if (live.peek()) cut();
    live.value = grant;
    untime = monotonicTimer(grant.minutes * 60_000, () => expire(grant), clock, monotonic);
    work.begin(grant, (why) => {
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
