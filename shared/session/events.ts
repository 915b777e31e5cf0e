// The closed list of things that can happen to a session. Each one is a log entry: what stands in the event itself is
// public to the log and free of personal data; `detail` holds the rest and may be erased without breaking the fold.
import * as z from 'zod/mini';
import { count, id, instant, language, seq, sha256, text, uuid } from '../field.ts';
import { ending } from './outcome.ts';
import { authLevel, scope, surface } from './scopes.ts';

export const party = z.strictObject({ role: z.enum(['technician', 'customer', 'broker']), id });
/** Who did it. The broker itself acts under its installation's id. */
export type Party = z.infer<typeof party>;

const head = <T extends string>(type: T) => ({
  v: z.literal(1),
  sid: id,
  /** 1, 2, 3 ... without gaps within a session. */
  seq,
  at: instant,
  by: party,
  type: z.literal(type),
});
const plain = { detail: z.null() };
const minutes = z.int().check(z.minimum(1), z.maximum(60));
const ask = { askId: uuid, scope };
const grant = { gid: uuid, scope };

/** Why a grant ended by the customer's hand or page. `replaced`: a newer grant of the same scope took its place. */
export const revokeReason = z.enum([
  'stop',
  'keys',
  'surface-changed',
  'capture-ended',
  'reload',
  'replaced',
  'ended',
]);
export type RevokeReason = z.infer<typeof revokeReason>;

/** Why an allowed ask came to nothing at the customer's end. */
export const abortReason = z.enum(['picker-cancelled', 'wider-surface', 'not-possible', 'not-recorded']);
export type AbortReason = z.infer<typeof abortReason>;

export const fileResult = z.enum(['complete', 'cancelled', 'failed']);
export type FileResult = z.infer<typeof fileResult>;

export const device = z.strictObject({
  kind: z.enum(['computer', 'phone', 'tablet']),
  canShowScreen: z.boolean(),
  language,
});
export type Device = z.infer<typeof device>;

export const sessionEvent = z.discriminatedUnion('type', [
  z.strictObject({
    ...head('session.created'),
    desk: id,
    technician: id,
    codeExpiresAt: instant,
    detail: z.nullable(z.strictObject({ technicianName: text(60), deskName: text(60) })),
  }),
  z.strictObject({
    ...head('session.joined'),
    customer: id,
    device,
    detail: z.nullable(z.strictObject({ browser: text(60), system: text(60), address: text(60) })),
  }),
  z.strictObject({ ...head('session.admitted'), ...plain }),
  z.strictObject({
    ...head('consent.asked'),
    ...ask,
    surface,
    minutes,
    answerBy: instant,
    detail: z.nullable(z.strictObject({ reason: text(120) })),
  }),
  z.strictObject({ ...head('consent.extended'), askId: uuid, answerBy: instant, ...plain }),
  z.strictObject({ ...head('consent.withdrawn'), ...ask, ...plain }),
  z.strictObject({
    ...head('consent.granted'),
    ...grant,
    askId: uuid,
    surface,
    minutes,
    expiresAt: instant,
    auth: authLevel,
    /** Which text the customer read: the catalogue entry, its version and language. */
    notice: z.strictObject({ id: text(40), version: text(20), language }),
    ...plain,
  }),
  z.strictObject({ ...head('consent.denied'), ...ask, ...plain }),
  z.strictObject({ ...head('consent.aborted'), ...ask, why: abortReason, ...plain }),
  z.strictObject({ ...head('consent.timed-out'), ...ask, ...plain }),
  z.strictObject({
    ...head('consent.revoked'),
    ...grant,
    why: revokeReason,
    /** How long the customer's page took to stop the picture, measured there; null where nothing ran. */
    localMs: z.nullable(z.int().check(z.minimum(0), z.maximum(60_000))),
    ...plain,
  }),
  z.strictObject({ ...head('consent.relinquished'), ...grant, ...plain }),
  z.strictObject({ ...head('consent.expired'), ...grant, ...plain }),
  z.strictObject({ ...head('consent.disconnected'), ...grant, ...plain }),
  /** A stop that arrived when the grant had already ended: recorded, changes nothing. */
  z.strictObject({ ...head('consent.moot'), gid: uuid, why: revokeReason, ...plain }),
  z.strictObject({ ...head('scope.started'), ...grant, ...plain }),
  z.strictObject({ ...head('scope.stopped'), ...grant, ...plain }),
  z.strictObject({
    ...head('file.offered'),
    fileId: uuid,
    from: z.enum(['technician', 'customer']),
    size: count,
    detail: z.nullable(z.strictObject({ name: text(255, 1) })),
  }),
  z.strictObject({ ...head('file.accepted'), fileId: uuid, ...plain }),
  z.strictObject({ ...head('file.rejected'), fileId: uuid, ...plain }),
  z.strictObject({
    ...head('file.done'),
    fileId: uuid,
    result: fileResult,
    bytes: count,
    detail: z.nullable(z.strictObject({ sha256: z.nullable(sha256) })),
  }),
  z.strictObject({
    ...head('chat.closed'),
    count,
    detail: z.nullable(z.strictObject({ sha256 })),
  }),
  z.strictObject({ ...head('session.ended'), ending, ...plain }),
]);

export type SessionEvent = z.infer<typeof sessionEvent>;
export type EventType = SessionEvent['type'];
export type EventOf<T extends EventType> = Extract<SessionEvent, { type: T }>;

type Distribute<E> = E extends SessionEvent ? Omit<E, 'v' | 'sid' | 'seq' | 'at' | 'by'> : never;
/** An event before it is stamped with session, number, time and author. */
export type Draft = Distribute<SessionEvent>;
