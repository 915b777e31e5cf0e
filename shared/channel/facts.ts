// What the host may tell about the customer's computer under the scope `sysinfo`: a closed list, with limits. No names of people or
// computers, no serial numbers, no addresses, no programs: there is no field that could hold them.
import * as z from 'zod/mini';
import { count } from '../field.ts';

/** Most disks, and most displays, that are told. */
export const DISKS_LIMIT = 12;
export const DISPLAYS_LIMIT = 12;

// What could move or hide other words of the technician's page is no fact: security-rules.md 36.
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u;
const ALL_UNSEEN = new RegExp(UNSEEN, 'gu');
/** One line that can be seen. */
const line = (max: number) =>
  z.string().check(
    z.maxLength(max),
    z.refine((s) => !UNSEEN.test(s)),
  );
const pixels = z.int().check(z.minimum(0), z.maximum(65_535));

export const facts = z.strictObject({
  system: z.strictObject({ name: line(60), version: line(60) }),
  kernel: line(80),
  architecture: line(20),
  processor: z.strictObject({ name: line(100), cores: z.int().check(z.minimum(0), z.maximum(65_536)) }),
  /** Bytes. */
  memory: z.strictObject({ total: count, free: count }),
  /** Where a disk is found, which file system it has, and bytes of it. */
  disks: z
    .array(z.strictObject({ mount: line(40), kind: line(20), total: count, free: count }))
    .check(z.maxLength(DISKS_LIMIT)),
  displays: z
    .array(z.strictObject({ label: line(40), width: pixels, height: pixels }))
    .check(z.maxLength(DISPLAYS_LIMIT)),
  /** Seconds since the computer was started. */
  uptimeS: count,
  /** As of BCP 47; empty where the system does not say. */
  language: line(20),
  /** As of the IANA time zone database. */
  timeZone: line(60),
});
export type Facts = z.infer<typeof facts>;

/** A line of text as a fact may hold it: what cannot be seen becomes a space, what is too long is cut. */
export const factText = (text: string, max: number): string =>
  // Cut by letters, so that none is halved.
  [...text.replace(ALL_UNSEEN, ' ').trim()].reduce(
    (kept, letter) => (kept.length + letter.length <= max ? kept + letter : kept),
    '',
  );

/** Decodes what the other end says it is. @returns null for anything else */
export function readFacts(raw: string): Facts | null {
  if (raw.length > 8_000) return null;
  try {
    const result = facts.safeParse(JSON.parse(raw));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
