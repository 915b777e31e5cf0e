// One well-formed event of every type. The compiler holds the list complete.
import type { EventOf, EventType, Party, SessionEvent } from '../../shared/session/events.ts';
import { COMPUTER, CUSTOMER, DESK, HOST, SID, TECHNICIAN, uuid } from './paper.ts';

const AT = Date.UTC(2026, 0, 15, 10);
const head = { v: 2, sid: SID, at: AT, by: CUSTOMER } as const;
const none = { detail: null };
const unsigned = { statement: null, ...none };
const KEY = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) } as const;
const ask = { askId: uuid(1), scope: 'view' } as const;
const grant = { gid: uuid(101), scope: 'view' } as const;
const FOLLOWER = 'f'.repeat(22);
const file = { fileId: uuid(201) };

type Body<T extends EventType> = Omit<EventOf<T>, 'v' | 'sid' | 'at' | 'by' | 'seq' | 'type'>;
const BODIES: { readonly [T in EventType]: Body<T> } = {
  'session.created': { desk: DESK, technician: TECHNICIAN.id, code: 'pake', codeExpiresAt: AT, detail: null },
  'session.joined': { customer: CUSTOMER.id, device: COMPUTER, detail: null },
  'customer.answered': { contact: 'customer', topic: 'other', ...none },
  'session.admitted': none,
  'peer.authenticated': { auth: 'pake', keys: { technician: KEY, customer: KEY }, ...unsigned },
  'peer.authentication-failed': { why: 'mismatch', ...none },
  'session.ended': { ending: 'completed', ...none },
  'consent.asked': { ...ask, surface: 'monitor', minutes: 15, answerBy: AT + 120_000, ...unsigned },
  'consent.confirmed': {
    ...ask,
    surface: 'monitor',
    minutes: 15,
    notice: { id: 'view', version: '1', language: 'it', sha256: null },
    ...unsigned,
  },
  'host.awaited': { until: AT + 600_000, ...none },
  'host.joined': { host: CUSTOMER.id, detail: null },
  'host.failed': { why: 'mismatch', ...none },
  'host.paired': { host: CUSTOMER.id, key: KEY, ...unsigned },
  'host.left': { why: 'dismissed', ...none },
  'consent.extended': { askId: ask.askId, answerBy: AT + 240_000, ...none },
  'consent.withdrawn': { ...ask, ...unsigned },
  'consent.granted': {
    ...grant,
    askId: ask.askId,
    surface: 'window',
    minutes: 10,
    expiresAt: AT + 600_000,
    auth: 'none',
    notice: { id: 'view', version: '1', language: 'it', sha256: null },
    ...unsigned,
  },
  'consent.denied': { ...ask, ...unsigned },
  'consent.aborted': { ...ask, why: 'picker-cancelled', ...unsigned },
  'consent.timed-out': { ...ask, ...none },
  'consent.revoked': { ...grant, why: 'stop', localMs: 12, ...unsigned },
  'consent.relinquished': { ...grant, ...unsigned },
  'consent.expired': { ...grant, ...none },
  'consent.disconnected': { ...grant, ...none },
  'consent.moot': { what: 'revoke', ref: grant.gid, ...unsigned },
  'consent.void': { what: 'grant', why: 'NO_OPEN_ASK', ...unsigned },
  'lane.refused': { kind: 'screen', why: 'WRONG_FINGERPRINT', ...none },
  'statement.refused': { of: 'customer', why: 'BAD_SIGNATURE', ...none },
  'scope.stray': { frames: 1, ...none },
  'scope.started': { ...grant, ...none },
  'scope.stopped': { ...grant, ...none },
  'scope.used': { ...grant, amount: 3, detail: { sha256: null } },
  'scope.misused': {
    ...grant,
    dropped: { malformed: 5, order: 0, rate: 0, grant: 0, surface: 0 },
    isShut: true,
    ...none,
  },
  'return.offered': { until: 9, ...none },
  'colleague.called': {
    follower: FOLLOWER,
    colleague: 'l'.repeat(22),
    how: 'join',
    detail: { name: 'Luca Verdi' },
  },
  'colleague.refused': { follower: FOLLOWER, ...none },
  'colleague.met': { follower: FOLLOWER, ...none },
  'colleague.left': { follower: FOLLOWER, ...none },
  'file.offered': { ...file, from: 'technician', size: 12, detail: null },
  'file.accepted': { ...file, ...none },
  'file.rejected': { ...file, ...none },
  'file.done': { ...file, result: 'complete', bytes: 12, detail: null },
  'chat.closed': { count: 3, detail: null },
};

export const EVENT_TYPES = Object.keys(BODIES) as EventType[];

/** What only one side can tell; all else is told by the customer here. */
const AUTHORS: Partial<Record<EventType, Party>> = {
  'scope.misused': HOST,
  'return.offered': TECHNICIAN,
  'colleague.called': TECHNICIAN,
};

export const sampleEvent = (type: EventType, seq: number): SessionEvent =>
  ({ ...head, by: AUTHORS[type] ?? CUSTOMER, ...BODIES[type], type, seq }) as SessionEvent;
