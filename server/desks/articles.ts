// What a desk says often, written once. Any technician of the desk reads it; whoever may change the desk changes it.
import { type Refusal, refuse } from '../../shared/errors.ts';
import { type Article, type ArticleSaid, MOST_ARTICLES } from '../../shared/protocol/articles.ts';
import { newId } from '../secrets.ts';
import { just, must, type Step, type Store, wins } from '../store/store.ts';

export interface ArticlesDeps {
  readonly store: Store;
  readonly now: () => number;
}
export type Articles = ReturnType<typeof articles>;

interface Where {
  readonly desk: string;
  /** Who does it. */
  readonly by: string;
}

export function articles({ store, now }: ArticlesDeps) {
  const { sql } = store;
  /** A step of the unit that undoes it where the article is of another desk, or gone. */
  const touched = async (step: Step): Promise<null | Refusal> =>
    (await wins(store.write([step]))) ? null : refuse('NOT_FOUND');
  const of = (desk: string): Promise<Article[]> =>
    store.read<Article>(
      sql
        .selectFrom('article')
        .innerJoin('person', 'person.id', 'article.person_id')
        .select([
          'article.id as id',
          'article.language as language',
          'article.title as title',
          'article.body as body',
          'article.changed_at as changedAt',
          'person.name as by',
        ])
        .where('article.desk_id', '=', desk)
        .orderBy('article.title')
        .orderBy('article.id')
        .limit(MOST_ARTICLES),
    );

  return {
    of,

    add: async ({ desk, by }: Where, said: ArticleSaid): Promise<null | Refusal> => {
      if ((await of(desk)).length >= MOST_ARTICLES) return refuse('TOO_FAST');
      const row = { ...said, id: newId(), desk_id: desk, changed_at: now(), person_id: by };
      await store.write([just(sql.insertInto('article').values(row))]);
      return null;
    },

    change: ({ desk, by }: Where, id: string, said: ArticleSaid): Promise<null | Refusal> =>
      touched(
        must(
          sql
            .updateTable('article')
            .set({ ...said, changed_at: now(), person_id: by })
            .where('id', '=', id)
            .where('desk_id', '=', desk),
        ),
      ),

    drop: ({ desk }: Pick<Where, 'desk'>, id: string): Promise<null | Refusal> =>
      touched(must(sql.deleteFrom('article').where('id', '=', id).where('desk_id', '=', desk))),
  };
}
