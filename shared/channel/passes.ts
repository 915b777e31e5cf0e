// What is said on the lanes of the clipboard and of system information: the technician's page wants something to pass, the host
// shows it to whoever sits there, and says what came of it. One thing at a time; nothing passes that was not seen and allowed.
import * as z from 'zod/mini';
import { facts } from './facts.ts';
import { isPlain } from './plain.ts';

/** Most bytes of UTF-8 that pass, either way: security-rules.md 38. */
export const PASS_BYTES = 65_536;
/** Each character may be escaped as two, and something stands around them. */
const MESSAGE_LIMIT = 2 * PASS_BYTES + 200;

const size = (text: string): number => new TextEncoder().encode(text).length;

/** Whether a text may pass: plain, not empty, not too long. */
export const isPassable = (text: string): boolean =>
  text.length > 0 && text.length <= PASS_BYTES && isPlain(text) && size(text) <= PASS_BYTES;

const text = z.string().check(z.refine(isPassable));
/** Counts this lane's wishes from 1; the answer names the wish. */
const n = z.int().check(z.minimum(1), z.maximum(100_000));

/** From the technician's page. */
export const passWish = z.discriminatedUnion('k', [
  /** On `clipboard-in`: put this text there. */
  z.strictObject({ k: z.literal('put'), n, text }),
  /** On `clipboard-out` and `sysinfo`: send what is there. */
  z.strictObject({ k: z.literal('want'), n }),
  /** "It has arrived": what passes only once is over then. */
  z.strictObject({ k: z.literal('got'), n }),
]);
export type PassWish = z.infer<typeof passWish>;

/** Why nothing passed. `refused`: the customer said no, or did not answer. */
export const PASS_PROBLEMS = [
  'refused',
  'busy',
  'empty',
  'not-text',
  'too-large',
  'no-answer',
  'failed',
] as const;
export type PassProblem = (typeof PASS_PROBLEMS)[number];

/** From the host. */
export const passAnswer = z.discriminatedUnion('k', [
  /** It stands before the customer's eyes. */
  z.strictObject({ k: z.literal('shown'), n }),
  z.strictObject({ k: z.literal('put'), n }),
  z.strictObject({ k: z.literal('text'), n, text }),
  z.strictObject({ k: z.literal('facts'), n, facts }),
  z.strictObject({ k: z.literal('not'), n, why: z.enum(PASS_PROBLEMS) }),
]);
export type PassAnswer = z.infer<typeof passAnswer>;

/** @returns null for anything that is not a wish */
export const readPassWish = (raw: string): PassWish | null => read(passWish, raw);
/** @returns null for anything that is not an answer */
export const readPassAnswer = (raw: string): PassAnswer | null => read(passAnswer, raw);

function read<T>(schema: z.ZodMiniType<T>, raw: string): T | null {
  if (raw.length > MESSAGE_LIMIT) return null;
  try {
    const result = schema.safeParse(JSON.parse(raw));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
