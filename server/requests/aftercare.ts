// The end of a request, and after it: whether it works now in the customer's own word, and taking it up again when it does not.
import type { Updateable } from 'kysely';
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { RequestStep, Works } from '../../shared/protocol/requests.ts';
import { must, wins } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { RequestDeps } from './requests.ts';
import { type Named, requestBy } from './rows.ts';
import type { Who } from './taking.ts';
import { stepTo, tells } from './telling.ts';

export function aftercare(deps: RequestDeps) {
  const { store, log, now } = deps;
  const { sql } = store;
  const changes = (row: Named, set: Updateable<Tables['request']>) =>
    sql
      .updateTable('request')
      .set({ ...set, changed_at: now() })
      .where('id', '=', row.id)
      .where('state', '=', row.state)
      // What was written in it is gone: there is nothing to go on with.
      .where('erased_at', 'is', null);
  const note = async (
    row: Named,
    works: Works,
    by: { id: string | null; name: string; what: RequestStep['what'] },
  ): Promise<null | Refusal> => {
    const before =
      works === 'asked' ? changes(row, { works }) : changes(row, { works }).where('works', '=', 'asked');
    const noted = store.write([must(before), stepTo(deps, row.id, by.what, by.name)]);
    if (!(await wins(noted))) return refuse('NOT_NOW');
    tells(deps, row, { what: 'changed', by: by.id });
    return null;
  };
  /** Open again, as it was written, with everything that happened. */
  const reopen = async (
    row: Named,
    by: { id: string; name: string },
    to: Who['person'] | null,
  ): Promise<null | Refusal> => {
    const set: Updateable<Tables['request']> = {
      ...(to === null
        ? { state: 'new', assignee_id: null, taken_at: null }
        : { state: 'active', assignee_id: to.id, taken_at: now() }),
      outcome: null,
      closed_at: null,
      works: null,
    };
    const draft = { type: 'request.reopened', request: row.id } as const;
    const also = [must(changes(row, set)), stepTo(deps, row.id, 'reopened', by.name)];
    if (!(await wins(log.recordWith(row.desk_id, draft, { by: by.id, also })))) return refuse('NOT_NOW');
    tells(deps, row, { what: to === null ? 'opened' : 'changed', by: to === null ? null : by.id });
    return null;
  };

  return {
    /** Asks the customer whether it works now. */
    askWorks: async ({ person, desks }: Who, id: string): Promise<null | Refusal> => {
      const row = await requestBy(store, desks, id);
      if (!row) return refuse('NOT_FOUND');
      if (row.state !== 'active' || row.assignee_id !== person.id) return refuse('NOT_YOURS');
      return note(row, 'asked', { ...person, what: 'checked' });
    },

    /** The customer's own word, once for each time that they were asked. */
    sayWorks: (row: Named, works: 'yes' | 'no'): Promise<null | Refusal> =>
      note(row, works, { id: null, name: row.name, what: works === 'yes' ? 'works' : 'fails' }),

    /** A technician takes up again what was closed. */
    takeUpAgain: async ({ person, desks }: Who, id: string): Promise<null | Refusal> => {
      const row = await requestBy(store, desks, id);
      if (!row) return refuse('NOT_FOUND');
      return row.state === 'completed' ? reopen(row, person, person) : refuse('NOT_NOW');
    },

    /**
     * The customer says that it is not solved after all: it waits in the queue again, by its age. Not what they took back themselves:
     * who takes back and opens again without end would fill the desk's log and ring at everybody there.
     */
    openAgain: async (row: Named): Promise<null | Refusal> =>
      row.state === 'completed' && row.outcome !== 'withdrawn'
        ? reopen(row, { id: row.id, name: row.name }, null)
        : refuse('NOT_NOW'),
  };
}
