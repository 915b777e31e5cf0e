// A customer opens a request at a desk's portal: written down with where it came from, shortened, before anybody is told.
import { sql } from 'kysely';
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { Desk } from '../../shared/protocol/http.ts';
import type { NewRequest, RequestOpened } from '../../shared/protocol/requests.ts';
import { hashSecret, newId, newSecret } from '../secrets.ts';
import { just, StoreConflict } from '../store/store.ts';
import type { RequestDeps } from './requests.ts';
import type { Origin } from './rows.ts';
import { stepTo, tells } from './telling.ts';

const RACES = 5;

export function opening(deps: RequestDeps) {
  const { store, log, now } = deps;
  return {
    /** @param origin already shortened */
    open: async (
      desk: Pick<Desk, 'id'>,
      said: NewRequest,
      origin: Origin,
    ): Promise<RequestOpened | Refusal> => {
      const secret = newSecret();
      const id = newId();
      const at = now();
      const number = sql<number>`(select coalesce(max(number), 0) + 1 from request where desk_id = ${desk.id})`;
      const row = {
        id,
        desk_id: desk.id,
        number,
        state: 'new' as const,
        assignee_id: null,
        session_id: null,
        name: said.name.trim(),
        email: said.email,
        problem: said.problem.trim(),
        steps: said.steps.trim(),
        messages: said.messages.trim(),
        language: said.language,
        origin: JSON.stringify(origin),
        opened_at: at,
        changed_at: at,
        taken_at: null,
        answer_by: null,
        closed_at: null,
        outcome: null,
        works: null,
        closing: '',
        rating: null,
        feedback: '',
        unread: 0,
        secret_hash: hashSecret(secret),
        page: said.page ?? '',
        missed_at: null,
      };
      // Two that come at the same moment want the same number.
      for (let race = 0; race < RACES; race += 1) {
        try {
          const also = [
            just(store.sql.insertInto('request').values(row)),
            stepTo(deps, id, 'opened', row.name),
          ];
          await log.recordWith(desk.id, { type: 'request.opened', request: id }, { by: id, also });
          break;
        } catch (error) {
          if (!(error instanceof StoreConflict) || race === RACES - 1) throw error;
        }
      }
      const [stored] = await store.read<{ number: number }>(
        store.sql.selectFrom('request').select('number').where('id', '=', id),
      );
      if (!stored) return refuse('INTERNAL');
      tells(deps, { id, desk_id: desk.id }, { what: 'opened', by: null });
      return { request: id, number: stored.number, secret };
    },
  };
}
