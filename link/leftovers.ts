// What a customer's browser keeps of its sessions, and for how long: until the customer is done, or a day. A key that is gone
// is a key that nobody can use (consent-protocol.md 2.1).
import * as z from 'zod/mini';
import { id, instant } from '../shared/field.ts';
import type { Storage } from './deps.ts';

const NAME = 'sessions.customer';
const DAY_MS = 24 * 3_600_000;
const kept = z.array(z.object({ sid: id, at: instant }));
/** Tries at a code are counted on when the same code is typed again. */
const isCount = (name: string): boolean => name.startsWith('exchanges.');

/** Notes that this browser takes part in a session, and removes what it still holds of those of yesterday. */
export async function noteSession(sid: string, now: number, storage: Storage): Promise<void> {
  const all = await read(storage);
  const old = all.filter(({ at }) => at < now - DAY_MS);
  for (const each of old) await remove(each.sid, () => true, storage);
  const rest = all.filter((each) => each.sid !== sid && !old.includes(each));
  await storage.set(NAME, [...rest, { sid, at: now }]).catch(() => {});
}

/** The customer is done with it: keys, chat and all. */
export const forgetSession = (sid: string, storage: Storage): Promise<void> =>
  remove(sid, (name) => !isCount(name), storage);

async function remove(sid: string, isGoing: (name: string) => boolean, storage: Storage): Promise<void> {
  const names = await storage.names().catch((): readonly string[] => []);
  const going = names.filter((name) => name.split('.').includes(sid) && isGoing(name));
  await Promise.all(going.map((name) => storage.del(name).catch(() => {})));
}

async function read(storage: Storage): Promise<z.infer<typeof kept>> {
  const result = kept.safeParse(await storage.get(NAME).catch(() => undefined));
  return result.success ? result.data : [];
}
