// Names that other people will see: a person's, a desk's. Security-rules.md 13: a caller once renamed itself "Zoom", so
// that a consent prompt looked like the app's own.
import * as z from 'zod/mini';

const SCRIPTS = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Han',
  'Hiragana',
  'Katakana',
  'Arabic',
  'Hebrew',
  'Devanagari',
  'Hangul',
];
const RESERVED =
  /\b(permesso|system|sistema|support team|administrator|amministratore|windows|microsoft|apple|google|amazon|paypal|zoom|teams|anydesk|teamviewer|police|polizia|carabinieri|guardia di finanza|interpol|europol|bank|banca|poste italiane|inps|agenzia delle entrate)\b|^(support|supporto|assistenza|help ?desk)$/iu;

/** Letters and marks that belong to no script of their own but stand among those of others. */
const SHARED_LETTERS = /^[\p{Script=Inherited}ー]$/u;

/** True for 2 to 60 letters of one script, with spaces and . ' ’ - & and digits, no control or bidi characters, not reserved. */
export function isShowable(name: string): boolean {
  if (name !== name.normalize('NFC').trim() || name.length < 2 || name.length > 60) return false;
  if (!/^[\p{L}\p{M}\p{N} .'’&-]+$/u.test(name) || !/\p{L}/u.test(name) || / {2}|\p{M}{4}/u.test(name))
    return false;
  const letters = [...name].filter((char) => /[\p{L}\p{M}]/u.test(char) && !SHARED_LETTERS.test(char));
  // A letter of a script that is not on the list counts as one of its own, so it cannot stand among Latin ones.
  const used = [...new Set(letters.map((letter) => scriptOf(letter)))];
  const isJapanese = used.every((script) => ['Han', 'Hiragana', 'Katakana'].includes(script ?? ''));
  return used[0] !== null && (used.length === 1 || isJapanese) && !RESERVED.test(plain(name));
}

const scriptOf = (letter: string): string | null =>
  SCRIPTS.find((script) => new RegExp(`\\p{Script=${script}}`, 'u').test(letter)) ?? null;

/** As the eye reads it: without marks, full-width letters as plain ones. */
const plain = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '');

export const displayName = z.string().check(z.refine(isShowable, 'BAD_NAME'));
