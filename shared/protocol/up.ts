// Everything a page may say on the socket. The first message is `hello`; a ticket has already named the speaker.
import * as z from 'zod/mini';
import { seq } from '../field.ts';
import { command } from '../session/commands.ts';
import { meet } from './meet.ts';
import { signal } from './signal.ts';
import { keep } from './transcript.ts';

/** Raise it when a message changes; tests/shared/protocol.test.ts pins the shape to the number. */
export const PROTOCOL_VERSION = 2;
export const SUBPROTOCOL = 'permesso.v2';
/** Prefix of the second offered subprotocol, which carries the ticket and is never answered. */
export const TICKET_PREFIX = 'ticket.';

/** Opens the conversation, or takes it up after the last event the page has. */
export const hello = z.strictObject({ t: z.literal('hello'), v: z.int(), lastSeq: seq });

/** A wish. `n` counts up within one connection; the answer carries it back. */
export const wish = z.strictObject({ t: z.literal('wish'), n: seq, command });

/** "Are you there?" A browser cannot see the protocol's own pings. */
export const ping = z.strictObject({ t: z.literal('ping') });

export const up = z.discriminatedUnion('t', [hello, wish, signal, meet, keep, ping]);
export type Up = z.infer<typeof up>;
