// Finding what a desk says often, as a technician types it.
import { describe, expect, it } from 'vitest';
import { findArticles } from '../../client-web/src/features/answers/find.ts';
import type { Article } from '../../shared/protocol/articles.ts';

const article = (title: string, body: string, language: 'it' | 'en' = 'en'): Article => ({
  id: title.padEnd(22, '0').slice(0, 22).replace(/\W/g, '_'),
  title,
  body,
  language,
  changedAt: 0,
  by: 'Anna',
});
const ALL = [
  article('Restart the router', 'Pull the plug, count to ten.'),
  article('Serial number', 'Under the router, on a white label.'),
  article('Riavvia il modem', 'Stacca la spina, perché si raffreddi.', 'it'),
];
const titles = (q: string, speaks: 'it' | 'en' = 'en') =>
  findArticles(ALL, q, speaks).map(({ title }) => title);

describe('an answer', () => {
  it('is found by all of its words, in title or text, whatever their case and accents', () => {
    expect(titles('ROUTER plug')).toEqual(['Restart the router']);
    expect(titles('perche')).toEqual(['Riavvia il modem']);
    expect(titles('router elephant')).toEqual([]);
  });

  it('stands higher where its title says it, and first in the customer’s language', () => {
    expect(titles('router')).toEqual(['Restart the router', 'Serial number']);
    expect(titles('', 'it')[0]).toBe('Riavvia il modem');
    expect(titles('')).toHaveLength(3);
  });
});
