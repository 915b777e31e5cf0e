// Events as they were recorded before statements were signed, brought to today's shape on reading. What they could not
// know is null; nothing is invented, and `v: 1` stays, so that readers can say "unsigned".
import type { SessionEvent } from './events.ts';

type Recorded = Readonly<Record<string, unknown>> & { readonly v: number; readonly type: string };

/** @param recorded an event that an earlier or this version of the broker wrote */
export const upcast = (recorded: Recorded): SessionEvent =>
  (recorded.v === 1 ? fromFirst(recorded) : recorded) as unknown as SessionEvent;

function fromFirst(event: Recorded): object {
  const unsigned = { ...event, statement: null };
  switch (event.type) {
    case 'session.created':
      return { ...event, code: 'broker' };
    case 'consent.asked':
      return { ...unsigned, detail: event['detail'] ? { ...(event['detail'] as object), jws: null } : null };
    case 'consent.granted':
      return { ...unsigned, notice: { ...(event['notice'] as object), sha256: null } };
    case 'consent.moot': {
      const { gid, why: _why, ...rest } = unsigned as Recorded;
      return { ...rest, what: 'revoke', ref: gid };
    }
    case 'consent.withdrawn':
    case 'consent.denied':
    case 'consent.aborted':
    case 'consent.revoked':
    case 'consent.relinquished':
      return unsigned;
    default:
      return event;
  }
}
