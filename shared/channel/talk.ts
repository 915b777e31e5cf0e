// What the two pages say to each other on the talk lane, as JSON text. The broker never sees any of it.
import * as z from 'zod/mini';
import { instant, text, uuid } from '../field.ts';

const n = z.int().check(z.minimum(1), z.maximum(1_000_000));
export const CHAT_LIMIT = 4_000;

export const talk = z.discriminatedUnion('k', [
  /** A line of chat. `n` counts this sender's lines from 1, so that order and gaps are plain. */
  z.strictObject({ k: z.literal('chat'), id: uuid, n, text: text(CHAT_LIMIT, 1), at: instant }),
  /** "I have all your lines up to n." */
  z.strictObject({ k: z.literal('got'), n }),
  /** "The person has seen all your lines up to n." */
  z.strictObject({ k: z.literal('read'), n }),
  /** First words on a new lane: how many of your lines I have; send the rest again. */
  z.strictObject({ k: z.literal('hello'), have: z.int().check(z.minimum(0), z.maximum(1_000_000)) }),
  /** How the picture looks at the technician's end, every few seconds while there is one. */
  z.strictObject({ k: z.literal('picture'), state: z.enum(['seen', 'frozen', 'none']) }),
  z.strictObject({ k: z.literal('beat') }),
]);
export type Talk = z.infer<typeof talk>;

/** Decodes one message from the other end. @returns null for anything that is not one, which the caller counts */
export function readTalk(raw: string): Talk | null {
  if (raw.length > 20_000) return null;
  try {
    const result = talk.safeParse(JSON.parse(raw));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
