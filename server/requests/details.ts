// One request, whole: what the desk reads of it, what is written to it, and what its own customer may see.
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { Line, RequestDetails } from '../../shared/protocol/requests.ts';
import { hashSecret } from '../secrets.ts';
import { just, must, type Step, wins } from '../store/store.ts';
import type { Files } from './files.ts';
import type { RequestDeps } from './requests.ts';
import { type Named, namedRequests, type Origin, publicRow, requestBy } from './rows.ts';
import type { Who } from './taking.ts';
import { stepTo, tells } from './telling.ts';

/** Lines and notes of one request. */
const MOST_WRITTEN = 500;

export function details(deps: RequestDeps & Pick<Files, 'filesOf'>) {
  const { store, log, filesOf, now } = deps;
  const { sql } = store;
  const linesOf = async (request: string): Promise<Line[]> => {
    const rows = await store.read<{
      id: number;
      by_role: Line['by'];
      name: string;
      at: number;
      text: string;
    }>(
      sql
        .selectFrom('request_line')
        .selectAll()
        .where('request_id', '=', request)
        .orderBy('id')
        .limit(MOST_WRITTEN),
    );
    return rows.map(({ id, by_role: by, name, at, text }) => ({ id, by, name, at, text }));
  };
  const isFull = async (table: 'request_line' | 'request_note', request: string): Promise<boolean> => {
    const rows = await store.read(
      sql.selectFrom(table).select('id').where('request_id', '=', request).limit(MOST_WRITTEN),
    );
    return rows.length >= MOST_WRITTEN;
  };

  /** @returns NOT_NOW where what it stands on is not so any more */
  const inTime = async (steps: readonly Step[]): Promise<null | Refusal> =>
    (await wins(store.write(steps))) ? null : refuse('NOT_NOW');

  const whole = async (row: Named): Promise<RequestDetails> => {
    const { id } = row;
    const notes = await store.read<{ id: number; by: string; at: number; text: string }>(
      sql
        .selectFrom('request_note')
        .innerJoin('person', 'person.id', 'request_note.person_id')
        .select([
          'request_note.id as id',
          sql.fn.coalesce('request_note.token_name', 'person.name').as('by'),
          'request_note.at as at',
          'request_note.text as text',
        ])
        .where('request_id', '=', id)
        .orderBy('request_note.id'),
    );
    const steps = await store.read<{
      at: number;
      what: RequestDetails['timeline'][number]['what'];
      name: string;
    }>(
      sql
        .selectFrom('request_step')
        .select(['at', 'what', 'name'])
        .where('request_id', '=', id)
        .orderBy('id'),
    );
    return {
      row: publicRow(row),
      email: row.email,
      problem: row.problem,
      steps: row.steps,
      messages: row.messages,
      language: row.language,
      origin: JSON.parse(row.origin) as Origin,
      page: row.page,
      lines: await linesOf(id),
      files: await filesOf(id),
      notes,
      timeline: steps.map(({ at, what, name }) => ({ at, what, by: name })),
      session: row.session_id,
      isErased: row.erased_at !== null,
      isHeld: row.hold === 1,
      closing: row.closing,
      works: row.works,
      feedback: row.rating === null ? null : { rating: row.rating, words: row.feedback },
    };
  };

  return {
    linesOf,

    /** All of it, also what is the desk's own. */
    whole,

    /** Whose value this is; null for any other, and for a request that never was. */
    holder: async (request: string, secret: string): Promise<Named | null> => {
      const [row] = await store.read<Named>(
        namedRequests(store)
          .where('request.id', '=', request)
          .where('request.secret_hash', '=', hashSecret(secret)),
      );
      return row ?? null;
    },

    /** Reading it by its assignee counts its lines as seen. */
    read: async ({ desks, person }: Who, id: string): Promise<RequestDetails | Refusal> => {
      const row = await requestBy(store, desks, id);
      if (!row) return refuse('NOT_FOUND');
      if (row.unread > 0 && row.assignee_id === person.id)
        await store.write([just(sql.updateTable('request').set({ unread: 0 }).where('id', '=', id))]);
      return whole(row);
    },

    /** A line that reaches the broker, as long as nobody talks in a session. */
    write: async (
      row: Named,
      by: { readonly role: Line['by']; readonly id: string; readonly name: string },
      text: string,
    ): Promise<null | Refusal> => {
      if (row.state === 'completed') return refuse('NOT_NOW');
      if (await isFull('request_line', row.id)) return refuse('TOO_FAST');
      const isTheirs = by.role === 'technician';
      const line = { request_id: row.id, by_role: by.role, name: by.name, at: now(), text: text.trim() };
      // Closed, erased or given to somebody else in this very moment, it takes no more lines.
      const update = sql
        .updateTable('request')
        .set({
          unread: isTheirs ? 0 : row.unread + 1,
          changed_at: now(),
          ...(isTheirs ? { answer_by: null } : {}),
        })
        .where('id', '=', row.id)
        .where('state', '!=', 'completed')
        .$if(isTheirs, (q) => q.where('assignee_id', '=', by.id));
      const said = await inTime([must(update), just(sql.insertInto('request_line').values(line))]);
      if (said) return said;
      tells(deps, row, { what: 'line', by: isTheirs ? by.id : null });
      return null;
    },

    /** @param who.token the name of the program that wrote it, in place of the person who lets it in */
    note: async (
      { person, desks, token }: Who & { readonly token?: string },
      id: string,
      text: string,
    ): Promise<null | Refusal> => {
      const row = await requestBy(store, desks, id);
      if (!row) return refuse('NOT_FOUND');
      if (row.erased_at !== null) return refuse('NOT_NOW');
      if (await isFull('request_note', id)) return refuse('TOO_FAST');
      const note = {
        request_id: id,
        person_id: person.id,
        token_name: token ?? null,
        at: now(),
        text: text.trim(),
      };
      // Whatever is written into what was erased would stay for ever: nothing erases it a second time.
      const isThere = sql
        .selectFrom('request')
        .select('id')
        .where('id', '=', id)
        .where('erased_at', 'is', null);
      const noted = await inTime([must(isThere), just(sql.insertInto('request_note').values(note))]);
      if (noted) return noted;
      tells(deps, row, { what: 'changed', by: token === undefined ? person.id : null });
      return null;
    },

    /** Once, when it is over. */
    rate: async (row: Named, rating: number, words: string): Promise<null | Refusal> => {
      const update = sql
        .updateTable('request')
        .set({ rating, feedback: words.trim(), changed_at: now() })
        .where('id', '=', row.id)
        .where('state', '=', 'completed')
        .where('erased_at', 'is', null)
        .where('rating', 'is', null);
      const draft = { type: 'request.rated', request: row.id, rating } as const;
      const also = [must(update), stepTo(deps, row.id, 'rated', row.name)];
      if (!(await wins(log.recordWith(row.desk_id, draft, { by: row.id, also })))) return refuse('NOT_NOW');
      tells(deps, row, { what: 'changed', by: null });
      return null;
    },
  };
}
