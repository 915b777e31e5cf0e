// Finding what a desk says often by a few words: every word has to be there, titles count more, and the customer's language comes first.
import type { Language } from '../../../../shared/field.ts';
import type { Article } from '../../../../shared/protocol/articles.ts';

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** @param speaks the customer's language */
export function findArticles(all: readonly Article[], q: string, speaks: Language): readonly Article[] {
  const words = plain(q).split(/\s+/).filter(Boolean);
  const rank = ({ language, title }: Article): number =>
    (language === speaks ? 2 : 0) +
    (words.length > 0 && words.every((word) => plain(title).includes(word)) ? 1 : 0);
  return all
    .filter(({ title, body }) => words.every((word) => plain(`${title} ${body}`).includes(word)))
    .map((article) => ({ article, rank: rank(article) }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ article }) => article);
}
