// What a technician's page and the host say to each other on the control lane, as JSON text. It is bound to the grant that
// opened the lane, so no message names one; whether a message may act is decided in control-gate.ts.
import * as z from 'zod/mini';
import { count } from '../field.ts';
import { KEY_CODES } from './key-codes.ts';
import { isPlain } from './plain.ts';

/** Most code points in one `text`. Longer text is sent in parts. */
export const TEXT_LIMIT = 200;
/** Most notches of the wheel in one `wheel`, either way. */
export const NOTCH_LIMIT = 20;
/** A text of 200 code points, each escaped as two UTF-16 units, and what stands around it. */
const MESSAGE_LIMIT = 200 * 12 + 100;

/** Counts this sender's messages on this lane from 1, so that order and gaps are plain. */
const n = z.int().check(z.minimum(1), z.maximum(Number.MAX_SAFE_INTEGER));
/** A place on the granted surface: 0 is its left or upper edge, 1 the right or lower one. */
const place = z.number().check(z.minimum(0), z.maximum(1));
const notches = z.int().check(z.minimum(-NOTCH_LIMIT), z.maximum(NOTCH_LIMIT));

const typed = z
  .string()
  .check(z.minLength(1), z.maxLength(2 * TEXT_LIMIT))
  .check(z.refine((s) => isPlain(s) && [...s].length <= TEXT_LIMIT));

export const control = z.discriminatedUnion('k', [
  z.strictObject({ k: z.literal('move'), n, x: place, y: place }),
  /** Where it happens is part of it: a press never lands where an earlier, lost move would have put it. */
  z.strictObject({
    k: z.literal('button'),
    n,
    button: z.enum(['left', 'middle', 'right']),
    down: z.boolean(),
    x: place,
    y: place,
  }),
  /** Down and to the right are positive, as in the page's own wheel events. */
  z.strictObject({ k: z.literal('wheel'), n, dx: notches, dy: notches }),
  /** For shortcuts: the key at this place on the keyboard, whatever it writes there. */
  z.strictObject({ k: z.literal('key'), n, code: z.enum(KEY_CODES), down: z.boolean() }),
  /** For text: these characters, whatever the layout. */
  z.strictObject({ k: z.literal('text'), n, s: typed }),
  /** Every key and button up. Sent when the page loses the focus, among others. */
  z.strictObject({ k: z.literal('release'), n }),
]);
export type Control = z.infer<typeof control>;

/** Why a message did not act. The technician's page has a sentence for each. */
export const DROP_REASONS = ['malformed', 'order', 'rate', 'grant', 'question', 'hand', 'surface'] as const;
export type DropReason = (typeof DROP_REASONS)[number];

export const controlAnswer = z.discriminatedUnion('k', [
  /** "I have dealt with all your messages up to n, whether or not they acted." Sent a few times a second at most. */
  z.strictObject({ k: z.literal('ack'), n }),
  /** "So many of your messages did not act since I last said so." */
  z.strictObject({ k: z.literal('dropped'), count, why: z.enum(DROP_REASONS) }),
]);
export type ControlAnswer = z.infer<typeof controlAnswer>;

/** Decodes one message of the technician's page. @returns null for anything that is not one, which the gate counts */
export function readControl(raw: string): Control | null {
  return raw.length > MESSAGE_LIMIT ? null : read(control, raw);
}

/** Decodes one answer of the host. @returns null for anything that is not one */
export function readControlAnswer(raw: string): ControlAnswer | null {
  return raw.length > 200 ? null : read(controlAnswer, raw);
}

function read<T>(schema: z.ZodMiniType<T>, raw: string): T | null {
  try {
    const result = schema.safeParse(JSON.parse(raw));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
