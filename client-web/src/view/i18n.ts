// Which language the page speaks, and typed catalogues of what it says. Knows no text itself: each feature keeps its own catalogue.
import { effect, signal } from '@preact/signals';

export type Language = 'it' | 'en';

/** The languages whose texts were reviewed, each named in itself. */
export const languages: ReadonlyArray<{ code: Language; name: string }> = [
  { code: 'it', name: 'Italiano' },
  { code: 'en', name: 'English' },
];

/** The same keys as the English texts, and functions that take the same arguments. A missing Italian key does not compile. */
export type Catalogue<E> = {
  readonly [K in keyof E]: E[K] extends string
    ? string
    : E[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Catalogue<E[K]>;
};

const storageKey = 'permesso.language';

/** The language on the page now. Read it in a component and the component follows it. */
export const language = signal<Language>(chooseLanguage(rememberedChoice(), wishedLanguages()));

/** The person's own choice: kept for the next visit, and stronger than what the browser prefers. */
export function setLanguage(chosen: Language): void {
  language.value = chosen;
  try {
    localStorage.setItem(storageKey, chosen);
  } catch {
    // Storage is off on this browser: the choice holds for this visit only.
  }
}

/**
 * Ties two sets of texts together. Call the result to get those of the present language:
 * `const t = catalogue({ en: {...}, it: {...} })`, then `t().title` or `t().asks('Maria')`.
 */
export function catalogue<E extends object>(texts: { en: E; it: Catalogue<NoInfer<E>> }): () => Catalogue<E> {
  return () => (language.value === 'it' ? texts.it : (texts.en as Catalogue<E>));
}

/** One text for each number form the language has; `#` becomes the number. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

const rules = new Map<string, Intl.PluralRules>();

/** `plural(3, { one: '# file', other: '# files' })` is "3 files". */
export function plural(count: number, forms: Forms): string {
  const spoken = language.value;
  const rule = rules.get(spoken) ?? new Intl.PluralRules(spoken);
  rules.set(spoken, rule);
  return (forms[rule.select(count)] ?? forms.other).replaceAll('#', count.toLocaleString(locale()));
}

/** The person's own variant of the language (en-GB, it-CH), for dates and numbers. */
export function locale(): string {
  const spoken = language.value;
  return wishedLanguages().find((tag) => tag.split('-')[0] === spoken) ?? spoken;
}

/** What was chosen before, else the first wished language we speak, else English. */
export function chooseLanguage(chosen: string | null, wished: readonly string[]): Language {
  const spoken = [chosen ?? '', ...wished].map((tag) => tag.toLowerCase().split('-')[0]);
  return spoken.find((code): code is Language => code === 'it' || code === 'en') ?? 'en';
}

function rememberedChoice(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    // Storage is off, or there is none: the browser's preference decides.
    return null;
  }
}

function wishedLanguages(): readonly string[] {
  return typeof navigator === 'undefined' ? [] : (navigator.languages ?? []);
}

if (typeof document !== 'undefined') {
  // Screen readers choose their voice by this attribute.
  effect(() => {
    document.documentElement.lang = language.value;
  });
}
