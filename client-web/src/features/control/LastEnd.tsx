// How the last question or permission for mouse and keyboard ended, in one sentence, until there is another.

import type { Session } from '../../../../link/session.ts';
import type { SessionEvent } from '../../../../shared/session/events.ts';
import { sentence } from '../timeline/sentence.ts';

const ENDS: ReadonlySet<SessionEvent['type']> = new Set([
  'consent.denied',
  'consent.aborted',
  'consent.timed-out',
  'consent.withdrawn',
  'consent.revoked',
  'consent.relinquished',
  'consent.expired',
  'consent.disconnected',
] as const);

export function LastEnd({ session }: { session: Session }) {
  const state = session.state.value;
  const isOver = state.phase === 'open' && !state.grants.control && state.ask?.scope !== 'control';
  const last = session.events.value.findLast(
    (event) => ENDS.has(event.type) && 'scope' in event && event.scope === 'control',
  );
  return isOver && last ? <p role="status">{sentence(last)}</p> : null;
}
