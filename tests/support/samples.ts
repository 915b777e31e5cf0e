// One well-formed event of every type. The compiler holds the list complete.
import type { EventOf, EventType, SessionEvent } from '../../shared/session/events.ts';
import { COMPUTER, CUSTOMER, DESK, SID, TECHNICIAN, uuid } from './paper.ts';

const AT = Date.UTC(2026, 0, 15, 10);
const head = { v: 1, sid: SID, at: AT, by: CUSTOMER } as const;
const none = { detail: null };
const ask = { askId: uuid(1), scope: 'view' } as const;
const grant = { gid: uuid(101), scope: 'view' } as const;
const file = { fileId: uuid(201) };

type Body<T extends EventType> = Omit<EventOf<T>, 'v' | 'sid' | 'at' | 'by' | 'seq' | 'type'>;
const BODIES: { readonly [T in EventType]: Body<T> } = {
  'session.created': { desk: DESK, technician: TECHNICIAN.id, codeExpiresAt: AT, detail: null },
  'session.joined': { customer: CUSTOMER.id, device: COMPUTER, detail: null },
  'session.admitted': none,
  'session.ended': { ending: 'completed', ...none },
  'consent.asked': { ...ask, surface: 'monitor', minutes: 15, answerBy: AT + 120_000, detail: null },
  'consent.extended': { askId: ask.askId, answerBy: AT + 240_000, ...none },
  'consent.withdrawn': { ...ask, ...none },
  'consent.granted': {
    ...grant,
    askId: ask.askId,
    surface: 'window',
    minutes: 10,
    expiresAt: AT + 600_000,
    auth: 'none',
    notice: { id: 'view', version: '1', language: 'it' },
    ...none,
  },
  'consent.denied': { ...ask, ...none },
  'consent.aborted': { ...ask, why: 'picker-cancelled', ...none },
  'consent.timed-out': { ...ask, ...none },
  'consent.revoked': { ...grant, why: 'stop', localMs: 12, ...none },
  'consent.relinquished': { ...grant, ...none },
  'consent.expired': { ...grant, ...none },
  'consent.disconnected': { ...grant, ...none },
  'consent.moot': { gid: grant.gid, why: 'stop', ...none },
  'scope.started': { ...grant, ...none },
  'scope.stopped': { ...grant, ...none },
  'file.offered': { ...file, from: 'technician', size: 12, detail: null },
  'file.accepted': { ...file, ...none },
  'file.rejected': { ...file, ...none },
  'file.done': { ...file, result: 'complete', bytes: 12, detail: null },
  'chat.closed': { count: 3, detail: null },
};

export const EVENT_TYPES = Object.keys(BODIES) as EventType[];

export const sampleEvent = (type: EventType, seq: number): SessionEvent =>
  ({ ...head, ...BODIES[type], type, seq }) as SessionEvent;
