// How a session ends, and what ends with it: nothing that was allowed outlives it.
import { endGrant } from './decide-consent.ts';
import type { Draft } from './events.ts';
import type { Ending } from './outcome.ts';
import type { SessionState } from './state.ts';

type Closing = { readonly count: number; readonly sha256: string } | undefined;

/** @param chat what the page that ends it may tell of the chat */
export function end(state: SessionState, role: 'technician' | 'customer', chat: Closing): Draft[] {
  const ending = endingBy(state, role);
  const closed: Draft[] =
    state.phase === 'open' && chat
      ? [{ type: 'chat.closed', count: chat.count, detail: { sha256: chat.sha256 } }]
      : [];
  return [...endAllGrants(state, role === 'customer' ? 'revoked' : 'relinquished'), ...closed, over(ending)];
}

function endingBy(state: SessionState, role: 'technician' | 'customer'): Ending {
  if (state.phase === 'waiting') return 'lonely';
  return state.phase === 'meeting' && role === 'customer' ? 'declined' : 'completed';
}

export const over = (ending: Ending): Draft => ({ type: 'session.ended', ending, detail: null });

/** What is open and what lives, ended one by one, so that the log shows each end. */
export function endAllGrants(state: SessionState, how: 'revoked' | 'relinquished' | 'disconnected'): Draft[] {
  if (state.phase !== 'open') return [];
  const open: Draft[] = state.ask
    ? [
        {
          type: 'consent.withdrawn',
          askId: state.ask.askId,
          scope: state.ask.scope,
          statement: null,
          detail: null,
        },
      ]
    : [];
  return [...open, ...Object.values(state.grants).flatMap((grant) => endGrant(grant, { how }))];
}
