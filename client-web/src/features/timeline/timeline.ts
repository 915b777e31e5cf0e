// What happened in a session, arranged for the eye: spans of permission, questions that came to nothing, files. Read
// from the events alone; it decides nothing.
import type { EventOf, SessionEvent } from '../../../../shared/session/events.ts';
import type { Scope, Surface } from '../../../../shared/session/scopes.ts';

type End = EventOf<'consent.revoked' | 'consent.relinquished' | 'consent.expired' | 'consent.disconnected'>;

/** One permission from grant to end. */
export interface Span {
  readonly gid: string;
  readonly scope: Scope;
  readonly surface: Surface;
  readonly minutes: number;
  readonly askedAt: number;
  readonly grantedAt: number;
  readonly expiresAt: number;
  /** When the picture first reached the other end; null when it never did. */
  readonly startedAt: number | null;
  /** Null while it lives. */
  readonly end: End | null;
  readonly granted: EventOf<'consent.granted'>;
}

/** A question that no permission followed. */
export interface Unanswered {
  readonly askId: string;
  readonly scope: Scope;
  readonly at: number;
  readonly end: EventOf<'consent.denied' | 'consent.aborted' | 'consent.timed-out' | 'consent.withdrawn'>;
}

export interface FileRow {
  readonly fileId: string;
  readonly from: 'technician' | 'customer';
  /** Null once it has been erased. */
  readonly name: string | null;
  readonly size: number;
  readonly offeredAt: number;
  readonly end: EventOf<'file.rejected' | 'file.done'> | null;
}

const isEnd = (event: SessionEvent): event is End =>
  event.type === 'consent.revoked' ||
  event.type === 'consent.relinquished' ||
  event.type === 'consent.expired' ||
  event.type === 'consent.disconnected';

export function spansOf(events: readonly SessionEvent[]): Span[] {
  return ofType(events, 'consent.granted').map((granted) => {
    const { gid, scope, surface, minutes, expiresAt, askId } = granted;
    const asked = ofType(events, 'consent.asked').find((event) => event.askId === askId);
    const started = ofType(events, 'scope.started').find((event) => event.gid === gid);
    const end = events.filter(isEnd).find((event) => event.gid === gid) ?? null;
    return {
      gid,
      scope,
      surface,
      minutes,
      askedAt: asked?.at ?? granted.at,
      grantedAt: granted.at,
      expiresAt,
      startedAt: started?.at ?? null,
      end,
      granted,
    };
  });
}

export function unansweredOf(events: readonly SessionEvent[]): Unanswered[] {
  return events.flatMap((event) => {
    switch (event.type) {
      case 'consent.denied':
      case 'consent.aborted':
      case 'consent.timed-out':
      case 'consent.withdrawn':
        return [{ askId: event.askId, scope: event.scope, at: event.at, end: event }];
      default:
        return [];
    }
  });
}

export function filesOf(events: readonly SessionEvent[]): FileRow[] {
  return ofType(events, 'file.offered').map((offered) => {
    const { fileId, from, size } = offered;
    const over = [...ofType(events, 'file.rejected'), ...ofType(events, 'file.done')];
    const end = over.find((event) => event.fileId === fileId) ?? null;
    return { fileId, from, size, name: offered.detail?.name ?? null, offeredAt: offered.at, end };
  });
}

/** The names that stand in the first event; empty once they have been erased. */
export function namesOf(events: readonly SessionEvent[]): { technician: string; desk: string } {
  const first = ofType(events, 'session.created')[0]?.detail;
  return { technician: first?.technicianName ?? '', desk: first?.deskName ?? '' };
}

export function ofType<T extends SessionEvent['type']>(
  events: readonly SessionEvent[],
  type: T,
): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}
