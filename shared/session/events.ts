// The closed list of things that can happen to a session. Each one is a log entry: what stands in the event itself is
// public to the log and free of personal data; `detail` holds the rest and may be erased without breaking the fold.
import * as z from 'zod/mini';
import { hash, publicKey } from '../consent/keys.ts';
import { MOST_JWS } from '../consent/limits.ts';
import { deskPolicy } from '../desk/policy.ts';
import { count, id, instant, language, seq, sha256, text, uuid } from '../field.ts';
import { laneKind } from '../protocol/lane-kind.ts';
import { contact, topic } from './caution.ts';
import { callKind, ending } from './outcome.ts';
import { abortReason, hostLeaving, meetingFailure, revokeReason } from './reasons.ts';
import { authLevel, namedScreen, scope, surface } from './scopes.ts';

export const party = z.strictObject({ role: z.enum(['technician', 'customer', 'host', 'broker']), id });
/** Who did it. The broker itself acts under its installation's id. */
export type Party = z.infer<typeof party>;

const head = <T extends string>(type: T) => ({
  /** 1: recorded before statements were signed; see upcast.ts. */
  v: z.literal([1, 2]),
  sid: id,
  /** 1, 2, 3 ... without gaps within a session. */
  seq,
  at: instant,
  by: party,
  type: z.literal(type),
});
const plain = { detail: z.null() };

/** The signed statement that an event records: its place in its author's chain, and its hash. */
export const seal = z.strictObject({ n: z.int().check(z.minimum(1), z.maximum(100_000)), hash });
export type Seal = z.infer<typeof seal>;
const jws = z.nullable(text(MOST_JWS, 1));
/** Null where the broker narrowed by itself, and in events recorded before statements were signed. */
const signed = { statement: z.nullable(seal), detail: z.nullable(z.strictObject({ jws })) };
const code = text(40, 1);
const minutes = z.int().check(z.minimum(1), z.maximum(60));
const ask = { askId: uuid, scope };
const grant = { gid: uuid, scope };

/** The number that whoever told it gave to it; each counts once. */
const report = z.optional(uuid);

/** Which text was read: the catalogue entry, its version and language, and the hash of what was shown. */
const noticeRead = z.strictObject({ id: text(40), version: text(20), language, sha256: z.nullable(hash) });

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
    /** `pake`: its secret digits authenticate both ends. `broker`: made and known by the broker. */
    code: z.enum(['pake', 'broker']),
    /** The request that it belongs to, where a customer opened one at a portal. */
    request: z.optional(id),
    /** The session of the colleague who called for this technician: its customer, and nobody else, is asked to come in. */
    follows: z.optional(id),
    /** What the desk forbids itself; left out where that is nothing. */
    policy: z.optional(deskPolicy),
    /** The desk keeps what is written; both pages say so before the first line. */
    keepsTranscript: z.optional(z.literal(true)),
    detail: z.nullable(z.strictObject({ technicianName: text(60), deskName: text(60) })),
  }),
  z.strictObject({
    ...head('session.joined'),
    customer: id,
    device,
    detail: z.nullable(z.strictObject({ browser: text(60), system: text(60), address: text(60) })),
  }),
  /** The technician's page says how the two ends know each other; each later level replaces the one before. */
  z.strictObject({
    ...head('peer.authenticated'),
    auth: authLevel,
    keys: z.strictObject({ technician: publicKey, customer: publicKey }),
    ...signed,
  }),
  /** The one who came is not, or not provably, the one who was given the code. The code can be tried again, twice at most. */
  z.strictObject({ ...head('peer.authentication-failed'), why: meetingFailure, ...plain }),
  /** How this began, in the customer's own words of a closed list. After a risky answer nothing but seeing can be allowed. */
  z.strictObject({ ...head('customer.answered'), contact, topic, ...plain }),
  z.strictObject({ ...head('session.admitted'), ...plain }),
  /** The customer wants to connect the host program on this computer, and made digits for it. */
  z.strictObject({ ...head('host.awaited'), until: instant, ...plain }),
  z.strictObject({
    ...head('host.joined'),
    host: id,
    detail: z.nullable(z.strictObject({ system: text(60) })),
  }),
  /** What came is not, or not provably, the program that was given the digits. */
  z.strictObject({ ...head('host.failed'), why: meetingFailure, ...plain }),
  /** The customer's key vouches for the host's: from now on nothing opens without the host's own window. */
  z.strictObject({ ...head('host.paired'), host: id, key: publicKey, ...signed }),
  z.strictObject({ ...head('host.left'), why: hostLeaving, ...plain }),
  /** Digits with which the customer's browser finds this session again, until then. */
  z.strictObject({ ...head('return.offered'), until: instant, ...plain }),
  z.strictObject({
    ...head('consent.asked'),
    ...ask,
    surface,
    screen: namedScreen,
    minutes,
    answerBy: instant,
    statement: z.nullable(seal),
    detail: z.nullable(z.strictObject({ reason: text(120), jws })),
  }),
  /** Allowed in the host's own window, by a hand at the computer. The customer's grant that follows builds on it. */
  z.strictObject({
    ...head('consent.confirmed'),
    ...ask,
    surface,
    screen: namedScreen,
    minutes,
    notice: noticeRead,
    ...signed,
  }),
  z.strictObject({ ...head('consent.extended'), askId: uuid, answerBy: instant, ...plain }),
  z.strictObject({ ...head('consent.withdrawn'), ...ask, ...signed }),
  z.strictObject({
    ...head('consent.granted'),
    ...grant,
    askId: uuid,
    surface,
    screen: namedScreen,
    minutes,
    expiresAt: instant,
    auth: authLevel,
    /** Where it is carried out: `host` only where a host is paired. Absent means the page. */
    method: z.optional(z.enum(['web', 'host'])),
    notice: noticeRead,
    ...signed,
  }),
  z.strictObject({ ...head('consent.denied'), ...ask, ...signed }),
  z.strictObject({ ...head('consent.aborted'), ...ask, why: abortReason, ...signed }),
  z.strictObject({ ...head('consent.timed-out'), ...ask, ...plain }),
  z.strictObject({
    ...head('consent.revoked'),
    ...grant,
    why: revokeReason,
    /** How long the customer's page took to stop the picture, measured there; null where nothing ran. */
    localMs: z.nullable(z.int().check(z.minimum(0), z.maximum(60_000))),
    ...signed,
  }),
  z.strictObject({ ...head('consent.relinquished'), ...grant, ...signed }),
  z.strictObject({ ...head('consent.expired'), ...grant, ...plain }),
  z.strictObject({ ...head('consent.disconnected'), ...grant, ...plain }),
  /** A statement that arrived when what it ends had already ended: takes its place in the chain, changes nothing. */
  z.strictObject({
    ...head('consent.moot'),
    what: z.enum(['withdraw', 'relinquish', 'deny', 'abort', 'revoke', 'refuse', 'unable', 'stop']),
    /** The ask or grant it speaks of. */
    ref: uuid,
    ...signed,
  }),
  /** A well-signed statement that the broker did not follow: takes its place in the chain, allows nothing. */
  z.strictObject({
    ...head('consent.void'),
    what: z.enum(['ask', 'grant', 'confirm']),
    why: code,
    ...signed,
  }),
  z.strictObject({ ...head('scope.started'), ...grant, ...plain }),
  z.strictObject({ ...head('scope.stopped'), ...grant, ...plain }),
  /**
   * What passed under a grant, told by the one who carried it out, never the thing itself: bytes of a text or of a
   * recording, fields of system information, acts of a hand, restarts.
   */
  z.strictObject({
    ...head('scope.used'),
    ...grant,
    amount: count,
    report,
    detail: z.nullable(z.strictObject({ sha256: z.nullable(sha256) })),
  }),
  /** Messages on a lane that no honest page sends. None of them did anything; `isShut`: the host closed the lane for them. */
  z.strictObject({
    ...head('scope.misused'),
    ...grant,
    dropped: z.strictObject({ malformed: count, order: count, rate: count, grant: count, surface: count }),
    isShut: z.boolean(),
    report,
    ...plain,
  }),
  /** Somebody was offered a connection that nothing vouched for, or that nothing allowed, and refused it. */
  z.strictObject({ ...head('lane.refused'), kind: laneKind, why: code, ...plain }),
  /** A statement said to be of that side was refused by whoever wrote this: forged, altered, replayed or misdirected. */
  z.strictObject({
    ...head('statement.refused'),
    of: z.enum(['technician', 'customer', 'host', 'broker']),
    why: code,
    ...plain,
  }),
  /** Pictures reached the technician's page without a permission. There must never be one of these. */
  z.strictObject({ ...head('scope.stray'), frames: count, ...plain }),
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
  /**
   * A colleague accepted the technician's call, in a session of their own that follows this one. Nobody is there yet: only the
   * customer's own yes lets the two meet.
   */
  z.strictObject({
    ...head('colleague.called'),
    follower: id,
    colleague: id,
    how: callKind,
    detail: z.nullable(z.strictObject({ name: text(60) })),
  }),
  /** The customer does not want to meet them. */
  z.strictObject({ ...head('colleague.refused'), follower: id, ...plain }),
  /** The customer met them, saw who they are by name, and went on. */
  z.strictObject({ ...head('colleague.met'), follower: id, ...plain }),
  /** They are not there any more, or never met the customer. */
  z.strictObject({ ...head('colleague.left'), follower: id, ...plain }),
  z.strictObject({ ...head('session.ended'), ending, ...plain }),
]);

export type SessionEvent = z.infer<typeof sessionEvent>;
export type EventType = SessionEvent['type'];
export type EventOf<T extends EventType> = Extract<SessionEvent, { type: T }>;

type Distribute<E> = E extends SessionEvent ? Omit<E, 'v' | 'sid' | 'seq' | 'at' | 'by'> : never;
/** An event before it is stamped with session, number, time and author. */
export type Draft = Distribute<SessionEvent>;
