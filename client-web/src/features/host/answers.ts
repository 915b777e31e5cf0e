// With a host on this computer the page asks nothing itself: a remote hand may be driving it. What somebody at the computer
// allowed in the host's own window is signed here, as it was allowed there; what the host cannot carry out is given back.
import { effect, untracked } from '@preact/signals';
import type { Ledger } from '../../../../link/ledger.ts';
import type { Session } from '../../../../link/session.ts';
import type { Speech } from '../../../../link/speech.ts';
import type { KnownConfirm } from '../../../../shared/consent/judge.ts';
import { naming } from '../../../../shared/session/scopes.ts';
import { type Ask, pairedHost } from '../../../../shared/session/state.ts';
import { type GrantDeps, grantFor } from '../consent/grant.ts';

export interface HostAnswersOptions extends GrantDeps {
  readonly session: Session;
  readonly speech: Pick<Speech, 'say'>;
  readonly ledger: Pick<Ledger, 'asks' | 'confirmed' | 'host'>;
}

/** @returns a function that ends it */
export function openHostAnswers(options: HostAnswersOptions): () => void {
  const { session, speech, ledger, clock } = options;
  /** Questions that this page has answered, though the broker may not have said so yet. */
  const answered = new Set<string>();

  const grant = (ask: Ask, { statement, hash }: KnownConfirm) => {
    const known = ledger.asks.peek().get(ask.askId);
    if (!known || !statement) return;
    const { surface, minutes, notice, ui } = statement;
    const said = { gid: clock.newUuid(), surface, ...naming(statement), minutes, notice, ui };
    const by = { method: 'host', confirm: hash ?? '' } as const;
    void speech.say({ ...grantFor(said, { ask, signed: known, deps: options }), ...by });
  };
  /** A host shows whole monitors. Where less was asked, more must not be shown instead. */
  const giveBack = ({ askId }: Ask) => {
    const ask = ledger.asks.peek().get(askId)?.hash;
    if (ask) void speech.say({ type: 'abort', askId, ask, why: 'not-possible' });
  };
  return effect(() => {
    const state = session.state.value;
    const ask = state.phase === 'open' ? state.ask : null;
    const confirmed = ask && ledger.confirmed.value.get(ask.askId);
    const isKnown = ask !== null && ledger.asks.value.has(ask.askId);
    untracked(() => {
      if (!ask || !isKnown || !pairedHost(state) || answered.has(ask.askId)) return;
      const isTooNarrow = ask.scope === 'view' && ask.surface !== 'monitor';
      if (!isTooNarrow && !confirmed) return;
      answered.add(ask.askId);
      if (isTooNarrow) giveBack(ask);
      else if (confirmed) grant(ask, confirmed);
    });
  });
}
