// Sessions as the log tells them, for tests of the pages that read it: `told([0, 'session.created'], [48, 'session.joined'])`
// with seconds since the start, and only what differs from the sample of each type.
import type { EventOf, EventType, SessionEvent } from '../../../shared/session/events.ts';
import { TECHNICIAN } from '../../support/paper.ts';
import { sampleEvent } from '../../support/samples.ts';

export const START = Date.UTC(2026, 10, 22, 10);
export const at = (seconds: number): number => START + seconds * 1000;

type Entry = { [T in EventType]: readonly [seconds: number, type: T, but?: Partial<EventOf<T>>] }[EventType];

export const told = (...entries: readonly Entry[]): SessionEvent[] =>
  entries.map(([seconds, type, but = {}], index) => ({
    ...sampleEvent(type, index + 1),
    ...(type === 'session.created' || type === 'consent.asked' ? { by: TECHNICIAN } : {}),
    at: at(seconds),
    ...but,
  })) as SessionEvent[];

/** Opened, joined, asked, allowed at 120 s, on the other side at 125 s, stopped at 300 s, closed at 600 s. */
export const ONE_GRANT: readonly SessionEvent[] = told(
  [0, 'session.created', { detail: { technicianName: 'Maria Rossi', deskName: 'Conti Informatica' } }],
  [30, 'session.joined'],
  [40, 'session.admitted'],
  [100, 'consent.asked', { detail: { reason: 'Vedere la stampante', jws: null } }],
  [120, 'consent.granted'],
  [125, 'scope.started'],
  [300, 'consent.revoked', { localMs: 38 }],
  [600, 'session.ended'],
);
