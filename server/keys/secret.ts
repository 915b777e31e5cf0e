// One secret that can be replaced while brokers run: it has generations, and each begins at an instant that every node has heard of
// before. What is made uses the newest that has begun; what comes back is tried with all.
import { createSecretKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

export const keyText = z.string().regex(/^[\w-]{43}$/);
const generation = z.strictObject({
  key: keyText,
  /** Since when things are made with it, in ms since 1970. */
  from: z.int().min(0),
});
/** As it stands in the file: one key, or since its first rotation a list, oldest first. */
export const generations = z.union([keyText, z.array(generation).min(1).max(8)]);
export type Generations = z.infer<typeof generations>;
export type Generation = z.infer<typeof generation>;

export interface Secret {
  /** What new things are made with: 32 bytes. */
  current(): KeyObject;
  /** All that are accepted, the current one first. */
  held(): readonly KeyObject[];
  /** Another value after every change of the file, so that nobody keeps what an older generation made. */
  edition(): unknown;
}

export const listOf = (stored: Generations): Generation[] =>
  typeof stored === 'string' ? [{ key: stored, from: 0 }] : stored;

/** @param read gives the same array until the file changes */
export function secretOf(read: () => readonly Generation[], now: () => number): Secret {
  let edition: readonly Generation[] = [];
  let keys: readonly { readonly key: KeyObject; readonly from: number }[] = [];
  const all = () => {
    const stored = read();
    if (stored !== edition) keys = stored.map(({ key, from }) => ({ key: asKey(key), from }));
    edition = stored;
    return keys;
  };
  const current = (): KeyObject => {
    const begun = all().filter(({ from }) => from <= now());
    const newest = begun.at(-1) ?? all()[0];
    if (!newest) throw new Error('a secret has no generation');
    return newest.key;
  };
  return {
    current,
    held: () => {
      const first = current();
      return [
        first,
        ...all()
          .map(({ key }) => key)
          .filter((key) => key !== first),
      ];
    },
    edition: () => read(),
  };
}

const asKey = (text: string): KeyObject => createSecretKey(Buffer.from(text, 'base64url'));
