// Names that other people see: a caller must not be able to call itself what the product or a bank is called.
import { describe, expect, it } from 'vitest';
import { isShowable } from '../../shared/people/names.ts';

const good = [
  'Maria Rossi',
  'Jean-Luc O’Neill',
  "Nicolò D'Angelo",
  'Conti & Figli',
  'Sàrl Dupont 24',
  'Željko Ćosić',
  'Ольга Иванова',
  'Γιώργος',
  '山田 太郎',
  'やまだ タロウ',
  '김철수',
  'أحمد',
  'דוד',
  'देवी',
  'Li',
];
describe('names that can be shown', () => {
  for (const name of good) it(name, () => expect(isShowable(name)).toBe(true));
});

const bad: Record<string, string> = {
  'one letter': 'A',
  'nothing but a number': '112',
  'too long': 'a'.repeat(61),
  'blanks around it': ' Maria',
  'two blanks inside': 'Maria  Rossi',
  'a line break': 'Maria\nRossi',
  'a tab': 'Maria\tRossi',
  'a right-to-left override': 'Maria \u202eissoR',
  'a right-to-left mark': 'Maria\u200f',
  'an isolate': '\u2066Maria\u2069',
  'a zero-width space': 'Zo\u200bom',
  'a zero-width joiner': 'Zo\u200dom',
  'a soft hyphen': 'Zo\u00adom',
  'an emoji': 'Maria 😀',
  markup: '<b>Maria</b>',
  'an e-mail': 'maria@example.org',
  'a slash': 'Maria/Rossi',
  'not composed': 'Nicolo\u0300 Conti',
  'a Cyrillic o among Latin letters': 'Z\u043eom Helper',
  'a Greek omicron among Latin letters': 'Ze\u03bfn',
  'an Armenian letter among Latin ones': 'Micros\u0585ft',
  'a Cherokee letter among Latin ones': '\u13a1va Conti',
  'mathematical letters': 'Z\u{1d428}\u{1d428}m',
  'a heap of combining marks': `Ma${'\u0337'.repeat(8)}ria`,
  'invisible letters': 'Maria \u3164',
  'the product': 'Permesso',
  'the product, among others': 'Assistenza Permesso Roma',
  'a meeting app': 'Zoom',
  'in capitals': 'MICROSOFT Support',
  'in full-width letters': 'Ｚｏｏｍ',
  'with a mark on a letter': 'Zoóm',
  'with a dot below': 'Mi\u010br\u1ecdsoft',
  'the system': 'System',
  'the system in Italian': 'Sistema',
  'the police': 'Polizia Postale',
  'a bank': 'La Banca',
  'an authority': 'Agenzia delle Entrate',
  'with a hyphen': 'Zoom-Support',
};
describe('names that cannot be shown', () => {
  for (const [why, name] of Object.entries(bad)) it(why, () => expect(isShowable(name)).toBe(false));
});
