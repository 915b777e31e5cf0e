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
  /\b(permesso|system|sistema|support team|administrator|windows|microsoft|apple|google|zoom|teams|police|polizia|carabinieri|bank|banca|poste italiane|inps|agenzia delle entrate)\b/iu;

/** True for 2 to 60 letters of one script, with spaces and . ' ’ - & and digits, no control or bidi characters, not reserved. */
export function isShowable(name: string): boolean {
  if (name !== name.normalize('NFC').trim() || name.length < 2 || name.length > 60) return false;
  if (!/^[\p{L}\p{M}\p{N} .'’&-]+$/u.test(name) || !/\p{L}/u.test(name) || / {2}/.test(name)) return false;
  const used = SCRIPTS.filter((script) => new RegExp(`\\p{Script=${script}}`, 'u').test(name));
  const isJapanese = used.every((script) => ['Han', 'Hiragana', 'Katakana'].includes(script));
  return (used.length === 1 || (used.length > 1 && isJapanese)) && !RESERVED.test(name);
}

export const displayName = z.string().check(z.refine(isShowable, 'BAD_NAME'));
