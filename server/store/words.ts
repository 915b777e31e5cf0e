// The search for what was written in requests: the one thing that the engines do each in their own way. Rows come into the table by
// triggers of the schema.
import { type Compilable, type RawBuilder, sql } from 'kysely';
import type { Engine } from './dialect.ts';
import { just, type Step, type Store } from './store.ts';

const MOST_WORDS = 8;

/** The words that somebody looks for. */
export const wordsIn = (q: string): readonly string[] =>
  (q.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MOST_WORDS);

/** Which requests have all of them in one text, each at least as the beginning of a word. @param words letters and digits alone */
export const findsWords = ({ engine }: Store, words: readonly string[]): RawBuilder<string> =>
  FINDS[engine](words);

const FINDS: Readonly<Record<Engine, (words: readonly string[]) => RawBuilder<string>>> = {
  // Quotes keep the index from taking words for commands.
  sqlite: (words) => {
    const match = words.map((word) => `"${word}"*`).join(' ');
    return sql`(select request_id from request_words where request_words match ${match})`;
  },
  postgres: (words) => {
    const match = words.map((word) => `${word}:*`).join(' & ');
    return sql`(select request_id from request_words where words @@ to_tsquery('simple', unaccent(${match})))`;
  },
};

/** The steps that forget what was written in a request. */
export function forgetsWords(store: Store, request: string): Step[] {
  const forget = sql`delete from request_words where request_id = ${request}`;
  return store.engine === 'sqlite' ? [step(store, forget), step(store, MERGE)] : [step(store, forget)];
}

/** FTS5 keeps terms of deleted rows, and the deletion itself, until the parts of the index are merged into one. */
const MERGE = sql`insert into request_words (request_words) values ('optimize')`;

const step = (store: Store, statement: RawBuilder<unknown>): Step =>
  just({ compile: () => statement.compile(store.sql) } as Compilable);
