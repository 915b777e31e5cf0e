// A request that nobody took for a while is told of, once: to the desk's own address, or to everybody there who could take it.
import { sql } from 'kysely';
import type { Language } from '../../shared/field.ts';
import type { MailSettings } from '../../shared/protocol/mail.ts';
import { just, must, type Store, wins } from '../store/store.ts';
import type { Outbox } from './outbox.ts';

const MINUTE_MS = 60_000;
/** A broker that was off for days does not write about what is long over. */
const OLDEST_MS = 24 * 60 * MINUTE_MS;
const PER_ROUND = 100;
export const USUAL: MailSettings = { contact: '', missedMinutes: 10, language: 'it' };

export interface MissedDeps {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly publicUrl: URL;
  readonly now: () => number;
}
interface Missed {
  readonly id: string;
  readonly desk_id: string;
  readonly number: number;
  /** Since when it has been waiting: from its opening, or from when it was given back. */
  readonly since: number;
  readonly language: Language;
  readonly desk: string;
  readonly contact: string | null;
  readonly desk_language: Language | null;
}

/** @returns what looks for missed requests and puts their letters in line */
export function missedRequests({ store, outbox, publicUrl, now }: MissedDeps): () => Promise<void> {
  const find = () => {
    const since = sql<number>`(select max(step.at) from request_step as step where step.request_id = request.id and step.what in ('opened', 'released', 'lost', 'unanswered', 'reopened'))`;
    const minutes = sql<number>`coalesce(desk_mail.missed_minutes, ${USUAL.missedMinutes})`;
    return store.read<Missed>(
      store.sql
        .selectFrom('request')
        .innerJoin('desk', 'desk.id', 'request.desk_id')
        .leftJoin('desk_mail', 'desk_mail.desk_id', 'request.desk_id')
        .select([
          'request.id as id',
          'request.desk_id as desk_id',
          'request.number as number',
          since.as('since'),
          'request.language as language',
          'desk.name as desk',
          'desk_mail.contact as contact',
          'desk_mail.language as desk_language',
        ])
        .where('request.state', '=', 'new')
        .where('request.missed_at', 'is', null)
        .where(since, '>', now() - OLDEST_MS)
        .where(minutes, '>', 0)
        .where(sql`${since} + ${minutes} * ${MINUTE_MS}`, '<=', now())
        .limit(PER_ROUND),
    );
  };
  const readersOf = async ({ contact, desk_id }: Missed): Promise<readonly string[]> => {
    if (contact) return [contact];
    const people = await store.read<{ email: string }>(
      store.sql
        .selectFrom('desk_member')
        .innerJoin('person', 'person.id', 'desk_member.person_id')
        .select('person.email as email')
        .where('desk_member.desk_id', '=', desk_id)
        .where('person.state', '=', 'active')
        .where('person.role', 'in', ['technician', 'admin']),
    );
    return people.map(({ email }) => email);
  };
  const tells = async (missed: Missed): Promise<void> => {
    const { id, desk_id, desk, number, since } = missed;
    const minutes = Math.floor((now() - since) / MINUTE_MS);
    const message = {
      kind: 'request-missed',
      desk,
      number,
      minutes,
      link: `${publicUrl.origin}/desk`,
    } as const;
    const language = missed.desk_language ?? missed.language;
    const once = store.sql
      .updateTable('request')
      .set({ missed_at: now() })
      .where('id', '=', id)
      .where('state', '=', 'new')
      .where('missed_at', 'is', null);
    const to = await readersOf(missed);
    const letters = to.map((address) =>
      outbox.puts({ desk: desk_id, to: address, language, message, about: { request: id } }),
    );
    await store.write([must(once), ...letters]);
  };

  return async () => {
    // One that is taken in this very moment, or told of by another node, is passed over.
    for (const missed of await find()) await wins(tells(missed));
  };
}

/** What a desk has chosen. */
export function mailChoices(store: Store) {
  return {
    of: async (desk: string): Promise<MailSettings> => {
      const [row] = await store.read<{ contact: string; missed_minutes: number; language: Language }>(
        store.sql.selectFrom('desk_mail').selectAll().where('desk_id', '=', desk),
      );
      return row
        ? { contact: row.contact, missedMinutes: row.missed_minutes, language: row.language }
        : USUAL;
    },
    set: async (desk: string, { contact, missedMinutes, language }: MailSettings): Promise<void> => {
      const values = { contact, missed_minutes: missedMinutes, language };
      await store.write([
        just(
          store.sql
            .insertInto('desk_mail')
            .values({ desk_id: desk, ...values })
            .onConflict((same) => same.column('desk_id').doUpdateSet(values)),
        ),
      ]);
    },
  };
}
