// The last head of each log that this browser verified, and the keys it knew then. Kept apart from the broker, so that a history
// that was changed later does not fit it any more.
import * as z from 'zod/mini';
import type { Storage } from '../../../../../link/deps.ts';

const keptHead = z.object({
  /** The signed note. */
  note: z.string(),
  vkeys: z.array(z.string()),
  /** When this browser verified it, by its own clock. */
  at: z.number(),
});
export type KeptHead = z.infer<typeof keptHead>;

const nameOf = (origin: string): string => `log-head.${origin}`;

/** @returns null where there is none, or where storage is off */
export async function keptHeadOf(origin: string, storage: Storage): Promise<KeptHead | null> {
  const read = keptHead.safeParse(await storage.get(nameOf(origin)).catch(() => undefined));
  return read.success ? read.data : null;
}

/** Only for a head that was found sound, and that continues the one kept before. */
export const keepHead = (origin: string, head: KeptHead, storage: Storage): Promise<void> =>
  storage.set(nameOf(origin), head).catch(() => {});
