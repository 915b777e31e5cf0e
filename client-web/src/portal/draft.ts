// What a customer has written into the form and not sent yet. It outlives a reload in its tab, and is sent nowhere from here.

export const FIELDS = ['name', 'email', 'problem', 'steps', 'messages'] as const;
export type Field = (typeof FIELDS)[number];
export type Draft = Readonly<Record<Field, string>>;

export const EMPTY: Draft = { name: '', email: '', problem: '', steps: '', messages: '' };

const KEY = 'permesso.draft';

export function keepDraft(draft: Draft): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Storage is off or full: what is written stays in the page.
  }
}

export function keptDraft(): Draft {
  try {
    return readDraft(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
  } catch {
    return EMPTY;
  }
}

/** Field by field, so that what is of our making is kept where something else is not. */
export function readDraft(stored: unknown): Draft {
  const found = new Map(Object.entries(typeof stored === 'object' && stored !== null ? stored : {}));
  const texts = FIELDS.map((field) => {
    const text: unknown = found.get(field);
    return [field, typeof text === 'string' ? text : ''] as const;
  });
  return { ...EMPTY, ...Object.fromEntries(texts) };
}

export function forgetDraft(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}
