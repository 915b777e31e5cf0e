// What the two ends sign: consent-protocol.md 2.2 and 2.3. One closed list; an unknown member makes a statement invalid.
import * as z from 'zod/mini';
import { count, id, language, text, uuid } from '../field.ts';
import { laneKind } from '../protocol/lane-kind.ts';
import { abortReason, revokeReason } from '../session/reasons.ts';
import { authLevel, namedScreen, scope, surface } from '../session/scopes.ts';
import { hash, type Signatory } from './keys.ts';

/** Seconds since 1970, as JWT's NumericDate (RFC 7519 section 2). */
const seconds = count;
const party = z.string().check(z.regex(/^(?:tech|cust|host):[\w-]{43}$/));
const minutes = z.int().check(z.minimum(1), z.maximum(60));

const head = <T extends string>(type: T) => ({
  v: z.literal(2),
  type: z.literal(type),
  sid: id,
  iss: party,
  aud: z.array(party).check(z.minLength(1), z.maxLength(4)),
  /** The channel binding of the pair. */
  cb: hash,
  iat: seconds,
});

/** Statements that stand one behind the other: `n` counts this author's from 1, `prev` is the hash of the one before. */
const linked = <T extends string>(type: T) => ({
  ...head(type),
  n: z.int().check(z.minimum(1), z.maximum(100_000)),
  prev: z.nullable(hash),
  /** 128 random bits: once the statement is erased, its hash tells nothing about what stood in it. */
  nonce: id,
});

/** How the customer answered, for the record: consent-protocol.md 2.3. */
const manner = z.strictObject({
  m: z.enum(['click', 'hold', 'kbd']),
  /** How long the question had been on the screen, in milliseconds. */
  shown: count,
});

/** Which text was on the screen: catalogue entry, and the hash of the exact characters shown. */
export const noticeShown = z.strictObject({ id: text(40, 1), version: text(20, 1), language, sha256: hash });
export type NoticeShown = z.infer<typeof noticeShown>;

/** By the technician: these are our two keys, and this is how we know each other. */
export const peer = z.strictObject({ ...linked('peer'), ckt: hash, tkt: hash, auth: authLevel });

export const ask = z.strictObject({
  ...linked('ask'),
  askId: uuid,
  scope,
  surface,
  screen: namedScreen,
  minutes,
  reason: text(120),
});
export const withdraw = z.strictObject({ ...linked('withdraw'), askId: uuid });
export const relinquish = z.strictObject({ ...linked('relinquish'), gid: uuid });

/** By the customer: the device with this key is mine. It may show and move what I allow, and nothing starts there without it. */
export const host = z.strictObject({ ...linked('host'), host: id, hkt: hash });

/**
 * By the host: somebody at the computer itself read this question in the host's own window and allowed it, with a hand that is
 * not the remote one. The grant that follows names this statement; without it nothing opens (consent-protocol.md 2.8).
 */
export const confirm = z.strictObject({
  ...linked('confirm'),
  askId: uuid,
  ask: hash,
  scope,
  surface,
  screen: namedScreen,
  minutes,
  notice: noticeShown,
  ui: manner,
});

export const grant = z.strictObject({
  ...linked('grant'),
  gid: uuid,
  askId: uuid,
  /** Hash of the ask that this answers: what was read is what is granted. */
  ask: hash,
  scope,
  surface,
  screen: namedScreen,
  minutes,
  nbf: seconds,
  exp: seconds,
  notice: noticeShown,
  ui: manner,
  party: z.strictObject({
    desk: text(60),
    deskId: id,
    techName: text(60),
    techId: id,
    verified: z.boolean(),
    authLevel,
  }),
  purposes: z
    .array(z.strictObject({ id: text(40), lawfulBasis: text(40), retention: text(20) }))
    .check(z.maxLength(4)),
  controller: z.strictObject({
    name: text(60),
    contact: z.nullable(text(200)),
    policyUrl: z.nullable(text(300)),
  }),
  jurisdiction: z.nullable(text(10)),
  withdraw: z.enum(['board', 'hotkey', 'url']),
  method: z.enum(['web', 'host']),
  /** Hash of the host's `confirm`, where a host is paired. */
  confirm: z.optional(hash),
  app: z.strictObject({ version: text(20), assetHash: z.nullable(text(64)) }),
});
export const deny = z.strictObject({ ...linked('deny'), askId: uuid, ask: hash, ui: manner });
export const abort = z.strictObject({ ...linked('abort'), askId: uuid, ask: hash, why: abortReason });
export const revoke = z.strictObject({
  ...linked('revoke'),
  gid: uuid,
  why: revokeReason,
  /** How long the customer's page took to stop the picture, measured there; null where nothing ran. */
  localMs: z.nullable(z.int().check(z.minimum(0), z.maximum(60_000))),
});

/** By the host: somebody at the computer itself said no in the host's own window. */
export const refuse = z.strictObject({ ...linked('refuse'), askId: uuid, ask: hash, ui: manner });

/** By the host: nobody could be asked this, since what it speaks of is not there. */
export const unable = z.strictObject({ ...linked('unable'), askId: uuid, ask: hash, why: abortReason });

/** By the host: stopped here, by hand or because its time was over. Local first; this only tells. */
export const stop = z.strictObject({
  ...linked('stop'),
  gid: uuid,
  why: revokeReason,
  localMs: z.nullable(z.int().check(z.minimum(0), z.maximum(60_000))),
});

/** Everything that takes a place in a chain and in the log. */
export const statement = z.discriminatedUnion('type', [
  peer,
  ask,
  withdraw,
  relinquish,
  grant,
  deny,
  abort,
  revoke,
  host,
  confirm,
  refuse,
  unable,
  stop,
]);
export type Statement = z.infer<typeof statement>;
export type StatementOf<T extends Statement['type']> = Extract<Statement, { type: T }>;

/** Who may sign what. */
export const SIGNED_BY: Readonly<Record<Statement['type'], Signatory>> = {
  peer: 'technician',
  ask: 'technician',
  withdraw: 'technician',
  relinquish: 'technician',
  grant: 'customer',
  deny: 'customer',
  abort: 'customer',
  revoke: 'customer',
  host: 'customer',
  confirm: 'host',
  refuse: 'host',
  unable: 'host',
  stop: 'host',
};

/** Travels with the first description of a lane: this connection is mine. Neither recorded nor chained. */
export const lane = z.strictObject({
  ...head('lane'),
  lane: id,
  kind: laneKind,
  /** The grant or file the lane is for; null for talk. */
  ref: z.nullable(uuid),
  role: z.enum(['offer', 'answer']),
  /** The SDP's only fingerprint, `AB:CD:…`. */
  fp: z.string().check(z.regex(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/)),
});
export type LaneStatement = z.infer<typeof lane>;

/** The customer's page comes back: a fresh challenge of the broker's, signed. */
export const resume = z.strictObject({
  v: z.literal(2),
  type: z.literal('resume'),
  sid: id,
  iss: party,
  challenge: text(600, 1),
});
export type ResumeStatement = z.infer<typeof resume>;
