// Who else this tab's customer is with, and was with, so that a reload comes back to all of them, and each part has its receipt. It stays
// in the tab and goes with it.
import * as z from 'zod/mini';
import { count, id } from '../../../../shared/field.ts';
import { joined } from '../../../../shared/protocol/http.ts';

const KEY = 'permesso.company';

const beside = z.strictObject({
  joined,
  /** How much of the first conversation the colleague may not read. */
  since: count,
});
const company = z.strictObject({
  /** The session in which they are. */
  main: id,
  beside: z.nullable(beside),
  before: z.array(joined),
});
export type KeptCompany = z.infer<typeof company>;

export function keepCompany(kept: KeptCompany): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Storage is off: a reload will not come back.
  }
}

/** @param main the session that this tab is in; what was kept of another one is nobody's */
export function keptCompany(main: string): KeptCompany {
  const alone = { main, beside: null, before: [] };
  try {
    const read = company.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
    return read.success && read.data.main === main ? read.data : alone;
  } catch {
    return alone;
  }
}

export function forgetCompany(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}
