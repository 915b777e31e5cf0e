// Letters on their way, as rows: put there in one unit with what they tell of, and listed for the desk. Whom they go to and what they say
// lies sealed until they are sent, and not at all afterwards.
import type { Language } from '../../shared/field.ts';
import type { MailStatus } from '../../shared/protocol/mail.ts';
import type { Sealing } from '../outbox/sealing.ts';
import { hashSecret, newId } from '../secrets.ts';
import { just, type Step, type Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { Message } from './letters.ts';

const SHOWN = 50;

export interface Addressed {
  readonly desk: string;
  readonly to: string;
  readonly language: Language;
  readonly message: Message;
  /** For the desk's list. */
  readonly about?: { readonly person?: string; readonly request?: string };
}
/** What is sealed. */
export type Enclosed = Pick<Addressed, 'to' | 'language' | 'message'>;

export interface OutboxDeps {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly now: () => number;
}
export type Outbox = ReturnType<typeof outbox>;

export const recipientHash = (to: string): string => hashSecret(to.trim().toLowerCase());

export function outbox({ store, sealing, now }: OutboxDeps) {
  const { sql } = store;
  return {
    /** The step that puts a letter in line. */
    puts: ({ desk, to, language, message, about = {} }: Addressed): Step => {
      const id = newId();
      const enclosed: Enclosed = { to, language, message };
      const row: Tables['mail'] = {
        id,
        desk_id: desk,
        kind: message.kind,
        person_id: about.person ?? null,
        request_id: about.request ?? null,
        to_hash: recipientHash(to),
        sealed: sealing.seal(`mail:${id}`, JSON.stringify(enclosed)),
        state: 'waiting',
        tries: 0,
        next_at: now(),
        made_at: now(),
        ended_at: null,
        outcome: null,
        answer: '',
      };
      return just(sql.insertInto('mail').values(row));
    },

    /** How many letters this address got or will get since then. */
    countTo: async (to: string, since: number): Promise<number> => {
      const [row] = await store.read<{ n: number }>(
        sql
          .selectFrom('mail')
          .select((q) => q.fn.countAll<number>().as('n'))
          .where('to_hash', '=', recipientHash(to))
          .where('made_at', '>', since),
      );
      return row?.n ?? 0;
    },

    last: async (desk: string): Promise<MailStatus['letters']> => {
      const rows = await store.read<Tables['mail'] & { person: string | null; number: number | null }>(
        sql
          .selectFrom('mail')
          .leftJoin('person', 'person.id', 'mail.person_id')
          .leftJoin('request', 'request.id', 'mail.request_id')
          .selectAll('mail')
          .select(['person.name as person', 'request.number as number'])
          .where('mail.desk_id', '=', desk)
          .orderBy('mail.made_at', 'desc')
          .orderBy('mail.id', 'desc')
          .limit(SHOWN),
      );
      return rows.map(({ id, kind, person, number, state, tries, made_at, next_at, outcome, answer }) => ({
        id,
        kind,
        about: person ?? (number === null ? '' : `#${number}`),
        state,
        tries,
        madeAt: made_at,
        nextAt: state === 'waiting' ? next_at : null,
        outcome,
        answer,
      }));
    },
  };
}
