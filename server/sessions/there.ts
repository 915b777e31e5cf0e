// Who is connected to a session, at any node, and since when somebody is not. Only ever used to narrow.
import type { Away } from '../../shared/session/decide.ts';

/** Null where that cannot be known now, and then nobody is taken to be away. */
export type There = Readonly<Record<keyof Away, boolean>> | null;

/** Since when each is away, who is not there. @param before what was known of it */
export function awayNow(before: Away, there: NonNullable<There>, at: number): Away {
  const of = (who: keyof Away) => (there[who] ? null : (before[who] ?? at));
  return { technician: of('technician'), customer: of('customer'), host: of('host') };
}

/** Who cannot be asked about is there. */
export const isSomewhere = (there: There): boolean => there === null || Object.values(there).includes(true);
