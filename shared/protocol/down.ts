// Everything the broker may say on the socket.
import * as z from 'zod/mini';
import { MOST_JWS } from '../consent/limits.ts';
import { id, instant, seq, text } from '../field.ts';
import { sessionEvent } from '../session/events.ts';
import { meet } from './meet.ts';
import { signal } from './signal.ts';
import { kept } from './transcript.ts';

const errorCode = text(40, 1);
const presence = {
  technician: z.boolean(),
  customer: z.boolean(),
  host: z.boolean(),
  /** The node does not reach the others right now: whoever is not here may be there. Left out while it does. */
  apart: z.optional(z.literal(true)),
};

export const iceServer = z.strictObject({
  urls: z.union([text(300), z.array(text(300)).check(z.maxLength(8))]),
  username: z.optional(text(300)),
  credential: z.optional(text(300)),
});
export type IceServer = z.infer<typeof iceServer>;
/** Eight that the operator names, and the broker's own relay. */
const iceServers = z.array(iceServer).check(z.maxLength(9));

/** Answers `hello`: who you are here, and every event after the one you named. */
export const welcome = z.strictObject({
  t: z.literal('welcome'),
  sid: id,
  you: z.strictObject({ role: z.enum(['technician', 'customer', 'host']), id }),
  events: z.array(sessionEvent),
  /** The broker's receipts for every grant that lives. */
  receipts: z.array(text(MOST_JWS, 1)).check(z.maxLength(8)),
  present: z.strictObject(presence),
  /** The broker's clock, so that a page can show times without trusting its own. */
  now: instant,
  /** With the broker's relay, where the two ends know each other's keys already. */
  iceServers,
});

/**
 * Which servers to use from now on, in place of those told before: once the two ends know each other's keys, and again before
 * the credentials for the broker's relay run out. What is connected goes on; new connections use these.
 */
export const servers = z.strictObject({ t: z.literal('servers'), iceServers });

/** Something happened and is recorded. With a grant comes the broker's receipt for it; nothing starts without one. */
export const told = z.strictObject({
  t: z.literal('event'),
  event: sessionEvent,
  receipt: z.optional(text(MOST_JWS, 1)),
});

/** The wish was recorded; `seq` is its last event, or the present one where it changed nothing. */
export const done = z.strictObject({ t: z.literal('done'), n: seq, seq });

/** The wish was refused; nothing changed. */
export const refused = z.strictObject({ t: z.literal('refused'), n: seq, code: errorCode });

/** Who has a connection right now. Not recorded. */
export const present = z.strictObject({ t: z.literal('present'), ...presence });

/** A message of yours had no form this broker knows, or was not allowed; five of these close the connection. */
export const wrong = z.strictObject({ t: z.literal('wrong'), code: errorCode });

/** The last word before the broker closes the connection. */
export const bye = z.strictObject({ t: z.literal('bye'), code: errorCode });

export const pong = z.strictObject({ t: z.literal('pong') });

export const down = z.discriminatedUnion('t', [
  welcome,
  told,
  done,
  refused,
  signal,
  meet,
  present,
  servers,
  wrong,
  bye,
  pong,
  kept,
]);
export type Down = z.infer<typeof down>;
export type Welcome = z.infer<typeof welcome>;
