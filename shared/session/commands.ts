// What a member may want of a session. A command is a wish; only `decide` turns it into events.
import * as z from 'zod/mini';
import type { Signatory } from '../consent/keys.ts';
import { publicKey } from '../consent/keys.ts';
import { MOST_JWS } from '../consent/limits.ts';
import { count, id, sha256, text, uuid } from '../field.ts';
import { laneKind } from '../protocol/lane-kind.ts';
import { contact, topic } from './caution.ts';
import { fileResult } from './events.ts';
import { meetingFailure } from './reasons.ts';

const verb = <T extends string>(type: T) => ({ type: z.literal(type) });
const pairKeys = z.strictObject({ technician: publicKey, customer: publicKey });
/** A code of the error table. */
const word = z.string().check(z.regex(/^[A-Z_]{3,40}$/));
/** What the parties' pages say of the chat at its end; the text itself never reaches the broker. */
const chat = z.optional(z.strictObject({ count, sha256 }));

/** What a member says under a signature: consent-protocol.md 2.2. The signed text carries all of it. */
export const signedCommand = z.strictObject({ ...verb('state'), jws: text(MOST_JWS, 1) });

export const customerCommand = z.discriminatedUnion('type', [
  /** How this began. Said again, it can only become worse. */
  z.strictObject({ ...verb('answer'), contact, topic }),
  /** The customer saw who is asking and goes on. */
  z.strictObject(verb('admit')),
  z.strictObject({ ...verb('extend'), askId: uuid }),
  /** The customer does not want to meet the colleague who was called. */
  z.strictObject({ ...verb('refuse-colleague'), follower: id }),
  /** The customer's `host` statement, with the key that it names by thumbprint. */
  z.strictObject({ ...verb('vouch-host'), jws: text(MOST_JWS, 1), key: publicKey }),
  z.strictObject({ ...verb('fail-host'), why: meetingFailure }),
  /** The customer takes the host out, or the host itself goes. */
  z.strictObject(verb('drop-host')),
  /** The picture has reached the other end for the first time. */
  z.strictObject({ ...verb('start'), gid: uuid }),
  /** The customer's own clock ran out. */
  z.strictObject({ ...verb('expire'), gid: uuid }),
]);

/** Given by whoever sends it, so that one that is sent again after a lost answer counts once. */
const report = z.optional(uuid);

/** What a gate did not let through, by reason. */
const dropped = z.strictObject({ malformed: count, order: count, rate: count, grant: count, surface: count });

/** What only the host can say. */
export const hostCommand = z.discriminatedUnion('type', [
  /** On the lane of this grant came what no honest page sends; `isShut` where it was closed for that. */
  z.strictObject({ ...verb('report-misuse'), gid: uuid, dropped, isShut: z.boolean(), report }),
]);

export const technicianCommand = z.discriminatedUnion('type', [
  /** The technician's `peer` statement, with the keys that it names by thumbprint. */
  z.strictObject({ ...verb('introduce'), jws: text(MOST_JWS, 1), keys: pairKeys }),
  /** Pictures that came without a permission. */
  z.strictObject({ ...verb('report-stray'), frames: count }),
]);

export const sharedCommand = z.discriminatedUnion('type', [
  /** The two did not come to know each other. */
  z.strictObject({ ...verb('fail-meeting'), why: meetingFailure }),
  /** What passed under a grant: by the one who carries it out, also when it has ended meanwhile. */
  z.strictObject({
    ...verb('report-use'),
    gid: uuid,
    amount: count,
    sha256: z.nullable(sha256),
    report,
  }),
  z.strictObject({ ...verb('report-lane'), kind: laneKind, why: word }),
  z.strictObject({
    ...verb('report-statement'),
    of: z.enum(['technician', 'customer', 'host', 'broker']),
    why: word,
  }),
  z.strictObject({ ...verb('offer-file'), fileId: uuid, name: text(255, 1), size: count }),
  z.strictObject({ ...verb('accept-file'), fileId: uuid }),
  z.strictObject({ ...verb('reject-file'), fileId: uuid }),
  z.strictObject({
    ...verb('finish-file'),
    fileId: uuid,
    result: fileResult,
    bytes: count,
    sha256: z.nullable(sha256),
  }),
  z.strictObject({ ...verb('end'), chat }),
]);

/** Everything a member may send over the socket. */
export const command = z.union([
  signedCommand,
  customerCommand,
  hostCommand,
  technicianCommand,
  sharedCommand,
]);
export type Command = z.infer<typeof command>;
export type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** Which side may say what. Checked before anything else is looked at. */
export const MAY_SAY: Readonly<Record<Command['type'], readonly Signatory[]>> = {
  state: ['customer', 'technician', 'host'],
  answer: ['customer'],
  admit: ['customer'],
  extend: ['customer', 'host'],
  'refuse-colleague': ['customer'],
  'vouch-host': ['customer'],
  'fail-host': ['customer'],
  'drop-host': ['customer', 'host'],
  start: ['customer', 'host', 'technician'],
  expire: ['customer', 'host'],
  'report-use': ['host', 'technician'],
  'report-misuse': ['host'],
  introduce: ['technician'],
  'report-stray': ['technician'],
  'fail-meeting': ['customer', 'technician'],
  'report-lane': ['customer', 'technician', 'host'],
  'report-statement': ['customer', 'technician', 'host'],
  'offer-file': ['customer', 'technician'],
  'accept-file': ['customer', 'technician'],
  'reject-file': ['customer', 'technician'],
  'finish-file': ['customer', 'technician'],
  end: ['customer', 'technician'],
};
