// What is said on a files lane. One lane carries one accepted file: bytes as binary messages, the rest as JSON text.
import * as z from 'zod/mini';
import { count, sha256, text } from '../field.ts';

/** Bytes in one message. 64 KiB is the largest that every browser takes. */
export const CHUNK_BYTES = 64 * 1024;
/** Bytes on their way that the receiver has not yet stored. Keeps a slow disk from filling the receiver's memory. */
export const WINDOW_BYTES = 4 * 1024 * 1024;

export const fileTalk = z.discriminatedUnion('k', [
  /** Receiver, first: start at this byte (0, or where a broken lane stopped). */
  z.strictObject({ k: z.literal('from'), offset: count }),
  /** Receiver: stored up to here. */
  z.strictObject({ k: z.literal('stored'), offset: count }),
  /** Sender, after the last byte. */
  z.strictObject({ k: z.literal('end'), bytes: count, sha256 }),
  /** Receiver: the hash agreed (or not). */
  z.strictObject({ k: z.literal('verdict'), ok: z.boolean() }),
  /** Either: give up, with a word for the log of this page only. */
  z.strictObject({ k: z.literal('stop'), why: text(60) }),
]);
export type FileTalk = z.infer<typeof fileTalk>;

export function readFileTalk(raw: string): FileTalk | null {
  if (raw.length > 2_000) return null;
  try {
    const result = fileTalk.safeParse(JSON.parse(raw));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
