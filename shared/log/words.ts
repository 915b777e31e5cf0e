// What a verifier says, in both languages: verdicts, counts, and every finding. Findings are made in English where they are
// found; here stands the same sentence in Italian. It judges nothing.
import type { Language } from '../field.ts';
import type { Finding, Verdict } from './finding.ts';
import { ITALIAN } from './words-it.ts';

export interface VerifierWords {
  readonly verdict: Readonly<Record<Verdict, string>>;
  readonly weight: Readonly<Record<Finding['weight'], string>>;
  /** What a number of `Report.counts` counts, by its name. */
  readonly counted: Readonly<Record<string, string>>;
}

export const VERIFIER_WORDS: Readonly<Record<Language, VerifierWords>> = {
  en: {
    verdict: {
      sound: 'Sound.',
      tampered: 'TAMPERED: what is here is not what was signed.',
      unclear: 'Not decided.',
      erased: 'Sound, but details were erased.',
    },
    weight: { tampered: 'tampered', unclear: 'unclear', erased: 'erased', remark: 'remark' },
    counted: {
      entries: 'entries',
      details: 'details opened',
      erased: 'details erased',
      before: 'entries unsigned, before consent v2',
      sessions: 'sessions replayed',
      notReplayed: 'sessions not replayed, begun before consent v2 or in the log before this',
    },
  },
  it: {
    verdict: {
      sound: 'Integro.',
      tampered: 'MANOMESSO: ciò che è qui non è ciò che è stato firmato.',
      unclear: 'Non deciso.',
      erased: 'Integro, ma dei dettagli sono stati cancellati.',
    },
    weight: { tampered: 'manomesso', unclear: 'incerto', erased: 'cancellato', remark: 'nota' },
    counted: {
      entries: 'voci',
      details: 'dettagli aperti',
      erased: 'dettagli cancellati',
      before: 'voci non firmate, di prima del consenso v2',
      sessions: 'sessioni ripercorse',
      notReplayed: 'sessioni non ripercorse, iniziate prima del consenso v2 o nel registro precedente',
    },
  },
};

export interface Sentence {
  readonly text: string;
  /** In which language it came out: English where there is no other yet. */
  readonly language: Language;
}

/** A finding as one sentence. */
export function sentenceOf({ where, what }: Finding, language: Language): Sentence {
  const said = language === 'it' ? inItalian(what) : what;
  if (said === null) return { text: `${where} ${what}`, language: 'en' };
  return { text: `${placeOf({ where }, language)} ${said}`, language };
}

/** Where a finding was made: `entry 17`, a file. */
export function placeOf({ where }: Pick<Finding, 'where'>, language: Language): string {
  if (language === 'en') return where;
  for (const [english, italian] of ITALIAN.places) {
    const found = patternOf(english).exec(where);
    if (found) return italian.replace('#', () => found[1] ?? '');
  }
  return where;
}

/**
 * The place in a log of the first entry that is not what was signed.
 * @returns null where no finding names one
 */
export function firstBadEntry(findings: readonly Finding[]): number | null {
  const places = findings
    .filter(({ weight }) => weight === 'tampered')
    .map(({ where }) => /^entry (\d+)$/.exec(where)?.[1])
    .filter((place) => place !== undefined);
  return places.length === 0 ? null : Math.min(...places.map(Number));
}

/** @returns null for a sentence that nobody has translated */
function inItalian(what: string): string | null {
  for (const [english, italian] of ITALIAN.findings) {
    const found = patternOf(english).exec(what);
    if (!found) continue;
    const parts = found.slice(1).map((part) => inItalian(part) ?? part);
    return italian.replace(/#/g, () => parts.shift() ?? '');
  }
  return null;
}

/** `#` stands for a number, a name or another sentence. */
const patternOf = (text: string): RegExp =>
  new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('#', '(.+?)')}$`, 's');
