// Calls for a colleague, as the rest of the broker knows them: made by a technician in a session, answered by one colleague, carried out
// in a session of that colleague's own. It knows no HTTP, and no rule of consent: those stand in the sessions.
import type { CallNews } from '../../shared/protocol/calls.ts';
import type { Bus } from '../bus/bus.ts';
import type { Terms } from '../desks/desks.ts';
import type { Requests } from '../requests/requests.ts';
import type { SessionDesk } from '../sessions/session-desk.ts';
import type { Store } from '../store/store.ts';
import { calling } from './calling.ts';
import { callsTopic, type StoredCall } from './rows.ts';
import { settling } from './settling.ts';

export interface CallDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly sessions: Pick<SessionDesk, 'act' | 'state'>;
  readonly terms: (deskId: string) => Promise<Terms>;
  readonly requests: Pick<Requests, 'handOver' | 'notes'>;
  readonly broker: { readonly role: 'broker'; readonly id: string };
  readonly now: () => number;
}

export type Calls = ReturnType<typeof calls>;

export function calls(deps: CallDeps) {
  const settled = settling(deps);
  return { ...calling({ ...deps, settle: settled.settle }), ...settled };
}

/** Told when it is durable. It may be lost: whoever hears asks anew, and pages ask by themselves now and then. */
export function tellsCall(
  { bus }: Pick<CallDeps, 'bus'>,
  { id, desk_id }: Pick<StoredCall, 'id' | 'desk_id'>,
  by: string | null,
): void {
  bus.publish(callsTopic(desk_id), { call: id, by } satisfies CallNews);
}
