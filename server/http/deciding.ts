// Whoever decides about an account, by whatever way: what it may is said once, and so is what ends with it.
import { isRefusal, type Refusal } from '../../shared/errors.ts';
import type { Person } from '../../shared/protocol/http.ts';
import type { Recorder } from '../log/record.ts';
import type { Login } from '../people/logins.ts';
import type { People } from '../people/people.ts';

export interface DecidingDeps {
  readonly people: Pick<People, 'answersFor' | 'setState' | 'keys'>;
  readonly log: Recorder;
  /** Nothing of a desk goes on by the hands of whoever has left it; null for all desks. */
  readonly drop: (personId: string, deskId: string | null) => Promise<void>;
}
/** @returns NOT_FOUND, OTHER_DESKS or LAST_ADMIN where it is not for this admin to decide */
export type Decides = (by: Login, id: string, state: 'active' | 'disabled') => Promise<Person | Refusal>;

export function deciding({ people, log, drop }: DecidingDeps): Decides {
  return async ({ person: { id: by }, desk, desks }, id, state) => {
    const refusal = await people.answersFor(desks, id);
    if (refusal) return refusal;
    const keys = state === 'disabled' ? await people.keys.liveOf(id) : [];
    const changed = await people.setState(id, state);
    if (isRefusal(changed)) return changed;
    if (state === 'disabled') await drop(id, null);
    await log.record(desk.id, by, { type: 'admin.person-state', person: id, state });
    for (const keyThumbprint of keys)
      await log.record(desk.id, by, { type: 'tech.key.revoked', keyThumbprint });
    return changed;
  };
}
