// What a member may want of a session. A command is a wish; only `decide` turns it into events.
import * as z from 'zod/mini';
import { count, language, sha256, text, uuid } from '../field.ts';
import { abortReason, fileResult, revokeReason } from './events.ts';
import { scope, surface } from './scopes.ts';

const verb = <T extends string>(type: T) => ({ type: z.literal(type) });
const minutes = z.int().check(z.minimum(1), z.maximum(60));
/** What the parties' pages say of the chat at its end; the text itself never reaches the broker. */
const chat = z.optional(z.strictObject({ count, sha256 }));

export const customerCommand = z.discriminatedUnion('type', [
  /** The customer saw who is asking and goes on. */
  z.strictObject(verb('admit')),
  z.strictObject({ ...verb('extend'), askId: uuid }),
  z.strictObject({
    ...verb('grant'),
    askId: uuid,
    gid: uuid,
    surface,
    minutes,
    notice: z.strictObject({ id: text(40, 1), version: text(20, 1), language }),
  }),
  z.strictObject({ ...verb('deny'), askId: uuid }),
  z.strictObject({ ...verb('abort'), askId: uuid, why: abortReason }),
  /** The picture has reached the other end for the first time. */
  z.strictObject({ ...verb('start'), gid: uuid }),
  z.strictObject({
    ...verb('revoke'),
    gid: uuid,
    why: revokeReason,
    localMs: z.nullable(z.int().check(z.minimum(0), z.maximum(60_000))),
  }),
  /** The customer's own clock ran out. */
  z.strictObject({ ...verb('expire'), gid: uuid }),
]);

export const technicianCommand = z.discriminatedUnion('type', [
  z.strictObject({ ...verb('ask'), askId: uuid, scope, surface, minutes, reason: text(120) }),
  z.strictObject({ ...verb('withdraw'), askId: uuid }),
  z.strictObject({ ...verb('relinquish'), gid: uuid }),
]);

export const sharedCommand = z.discriminatedUnion('type', [
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
export const command = z.union([customerCommand, technicianCommand, sharedCommand]);
export type Command = z.infer<typeof command>;
export type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** Which side may say what. Checked before anything else is looked at. */
export const MAY_SAY: Readonly<Record<Command['type'], readonly ('customer' | 'technician')[]>> = {
  admit: ['customer'],
  extend: ['customer'],
  grant: ['customer'],
  deny: ['customer'],
  abort: ['customer'],
  start: ['customer'],
  revoke: ['customer'],
  expire: ['customer'],
  ask: ['technician'],
  withdraw: ['technician'],
  relinquish: ['technician'],
  'offer-file': ['customer', 'technician'],
  'accept-file': ['customer', 'technician'],
  'reject-file': ['customer', 'technician'],
  'finish-file': ['customer', 'technician'],
  end: ['customer', 'technician'],
};
