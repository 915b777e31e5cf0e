// The codes this tab made, so that a reload can still show one that has not been used. They leave with the tab.
import { type Created, created } from '../../../shared/protocol/http.ts';

const key = (sid: string): string => `permesso.code.${sid}`;

export function keepCode(code: Created): void {
  sessionStorage.setItem(key(code.sid), JSON.stringify(code));
}

export function keptCode(sid: string): Created | null {
  try {
    const read = created.safeParse(JSON.parse(sessionStorage.getItem(key(sid)) ?? 'null'));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
