// What is wrong with what was written, by the very schema that the broker goes by. It knows no words for it.
import { newRequest } from '../../../shared/protocol/requests.ts';
import { type Draft, EMPTY, FIELDS, type Field } from './draft.ts';

export type Problem =
  | { readonly is: 'missing' | 'no-address' | 'unreadable' }
  /** @property most UTF-16 units that fit */
  | { readonly is: 'too-long'; readonly most: number };
export type Problems = Partial<Readonly<Record<Field, Problem>>>;

/** As it is sent. */
export function trimmed(draft: Draft): Draft {
  const all = FIELDS.map((field) => [field, draft[field].trim()] as const);
  return { ...EMPTY, ...Object.fromEntries(all) };
}

/** What keeps it from being sent, by field; empty where nothing does. */
export function problemsOf(draft: Draft): Problems {
  const sent = trimmed(draft);
  const found = FIELDS.map((field) => [field, problemOf(field, sent[field])] as const);
  return Object.fromEntries(found.filter(([, problem]) => problem !== null));
}

function problemOf(field: Field, written: string): Problem | null {
  const read = newRequest.shape[field].safeParse(written);
  if (read.success) return null;
  if (field === 'email') return { is: 'no-address' };
  const [issue] = read.error.issues;
  if (issue?.code === 'too_small') return { is: 'missing' };
  if (issue?.code === 'too_big') return { is: 'too-long', most: Number(issue.maximum) };
  return { is: 'unreadable' };
}
