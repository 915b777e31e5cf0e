// The last reasons this technician gave, offered again. They stay in this browser.
import * as z from 'zod/mini';

const KEY = 'permesso.reasons';
const MOST = 6;
const reasons = z.array(z.string().check(z.maxLength(120))).check(z.maxLength(MOST));

export function lastReasons(): readonly string[] {
  try {
    const read = reasons.safeParse(JSON.parse(localStorage.getItem(KEY) ?? '[]'));
    return read.success ? read.data : [];
  } catch {
    return [];
  }
}

export function rememberReason(reason: string): void {
  if (reason === '') return;
  const next = [reason, ...lastReasons().filter((known) => known !== reason)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is off in this browser: the reason is typed again next time.
  }
}
