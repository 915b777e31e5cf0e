// A request that goes from one technician to another with its customer's yes, and what of a colleague is noted in its history.
import type { RequestStep } from '../../shared/protocol/requests.ts';
import { just, must, type Step, wins } from '../store/store.ts';
import type { RequestDeps } from './requests.ts';
import { type Named, namedRequests } from './rows.ts';
import type { Who } from './taking.ts';
import { stepTo, tells } from './telling.ts';

export interface HandedOver {
  /** The session of whoever had it, and that of whoever has it now. */
  readonly from: string;
  readonly to: string;
  readonly person: Who['person'];
}

export function handing(deps: RequestDeps) {
  const { store, log, now } = deps;
  const { sql } = store;
  return {
    /** Steps that note it, in one unit with what they tell of. @param note for the desk alone; may be empty */
    notes: (
      request: string,
      { person, note, what }: { person: Who['person']; note: string; what: RequestStep['what'] },
    ): Step[] => [
      stepTo(deps, request, what, person.name),
      ...(note === ''
        ? []
        : [
            just(
              sql
                .insertInto('request_note')
                .values({ request_id: request, person_id: person.id, at: now(), text: note }),
            ),
          ]),
    ],

    /** Once; nothing where somebody else has it by now, or it is closed. */
    handOver: async (id: string, { from, to, person }: HandedOver): Promise<void> => {
      const [row] = await store.read<Named>(namedRequests(store).where('request.id', '=', id));
      if (row?.session_id !== from) return;
      const update = sql
        .updateTable('request')
        .set({ assignee_id: person.id, session_id: to, changed_at: now() })
        .where('id', '=', id)
        .where('state', '=', 'active')
        .where('session_id', '=', from)
        // Whoever has just been closed or taken out of the desk takes nothing over: nobody could take it from them.
        .where((q) =>
          q.exists(q.selectFrom('session').select('id').where('id', '=', to).where('phase', '!=', 'ended')),
        );
      const draft = { type: 'request.assigned', request: id, person: person.id } as const;
      const also = [must(update), stepTo(deps, id, 'handed-over', person.name)];
      if (!(await wins(log.recordWith(row.desk_id, draft, { by: person.id, also })))) return;
      tells(deps, row, { what: 'changed', by: person.id });
    },
  };
}
