// The codes this tab made, with their secret digits, which nobody else has; so a reload can still show one that has not been
// used. They leave with the tab.
import * as z from 'zod/mini';
import { codeOf, fourDigits, isBrokersCode, partsOf } from '../../../shared/code/code.ts';
import { id, instant, text } from '../../../shared/field.ts';
import type { Created } from '../../../shared/protocol/http.ts';

const keptCode = z.strictObject({
  sid: id,
  code: z.string().check(z.regex(/^\d{10}$/)),
  expiresAt: instant,
  link: text(300),
});
export type KeptCode = z.infer<typeof keptCode>;

const nameOf = (sid: string): string => `permesso.code.${sid}`;

/**
 * Completes what the broker made: four digits of our own, unless a code of the broker's was asked for. @returns false where the
 * broker made another kind of code than it was asked for, which would leave both ends unproven
 */
export function keepCode(
  { sid, code: whole, address, expiresAt }: Created,
  asked: 'page' | 'broker',
  bytes: (count: number) => Uint8Array,
): boolean {
  const code = asked === 'broker' ? whole : address && codeOf({ address, secret: fourDigits(bytes) });
  if (!code || isBrokersCode(code) !== (asked === 'broker')) return false;
  // To this very address: a link that the broker named could carry the digits to somebody in between.
  const kept: KeptCode = { sid, code, expiresAt, link: `${location.origin}/j#${code}` };
  sessionStorage.setItem(nameOf(sid), JSON.stringify(kept));
  return true;
}

export function readCode(sid: string): KeptCode | null {
  try {
    const read = keptCode.safeParse(JSON.parse(sessionStorage.getItem(nameOf(sid)) ?? 'null'));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** The digits with which this page proves itself; null where it has none, or the broker knows them. */
export function secretOf(sid: string): string | null {
  const kept = readCode(sid);
  return kept && !isBrokersCode(kept.code) ? partsOf(kept.code).secret : null;
}
