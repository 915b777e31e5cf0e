// The people of the desk, as the rest of the broker knows them. It knows no HTTP.
import type { Bus } from '../bus/bus.ts';
import type { Store } from '../store/store.ts';
import { accounts } from './accounts.ts';
import { belonging } from './belonging.ts';
import { freezing } from './freezing.ts';
import { invitations } from './invitations.ts';
import { logins } from './logins.ts';
import { technicianKeys } from './technician-keys.ts';

export type People = ReturnType<typeof people>;

export function people(store: Store, bus: Bus, now: () => number) {
  const deps = { store, bus, now };
  return {
    ...accounts(deps),
    ...belonging(deps),
    ...freezing(deps),
    ...invitations(deps),
    ...logins(deps),
    keys: technicianKeys(store, now),
  };
}
