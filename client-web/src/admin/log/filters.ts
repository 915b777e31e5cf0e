// What the auditor's list is narrowed to, in three forms: as chosen, in the address, and as the broker is asked. Pure.
import { ending as endings } from '../../../../shared/session/outcome.ts';
import { scope as scopes } from '../../../../shared/session/scopes.ts';

export interface Filters {
  /** Words that must all occur. */
  readonly q: string;
  /** A desk's id. */
  readonly desk: string;
  /** A technician's id, where people can be listed. */
  readonly technician: string;
  /** A technician's name as typed, where they cannot. */
  readonly name: string;
  readonly scope: string;
  /** An ending, or `live`. */
  readonly ending: string;
  /** Days as the reader's calendar has them, 2026-11-22; both are included. */
  readonly from: string;
  readonly to: string;
}

export const emptyFilters: Filters = {
  q: '',
  desk: '',
  technician: '',
  name: '',
  scope: '',
  ending: '',
  from: '',
  to: '',
};
const KEYS = Object.keys(emptyFilters) as (keyof Filters)[];

const ACCEPTS: Readonly<Record<keyof Filters, (value: string) => boolean>> = {
  q: (value) => value.length <= 100,
  desk: (value) => /^[\w-]{22}$/.test(value),
  technician: (value) => /^[\w-]{22}$/.test(value),
  name: (value) => value.length <= 60,
  scope: (value) => scopes.safeParse(value).success,
  ending: (value) => value === 'live' || endings.safeParse(value).success,
  from: (value) => midnight(value, 0) !== null,
  to: (value) => midnight(value, 0) !== null,
};

export const hasFilters = (filters: Filters): boolean => KEYS.some((key) => filters[key] !== '');

/** Reads what stands in the address; what makes no sense is left out. */
export function readFilters(query: URLSearchParams): Filters {
  const read = KEYS.map((key) => {
    const value = query.get(key)?.trim() ?? '';
    return [key, value !== '' && ACCEPTS[key](value) ? value : ''];
  });
  return Object.fromEntries(read) as unknown as Filters;
}

export function writeFilters(filters: Filters): URLSearchParams {
  const set = KEYS.map((key) => [key, filters[key]]).filter(([, value]) => value !== '');
  return new URLSearchParams(set as string[][]);
}

/** The question to the broker. Days become moments of the reader's own time zone. */
export const askFor = (filters: Filters, after: string | null): string =>
  pathOf('/api/log/sessions', { after, ...queryOf(filters) });

/** The address of the whole list, as narrowed, in a form to be saved. */
export const exportOf = (filters: Filters, format: 'csv' | 'jsonl'): string =>
  pathOf('/api/log/export', { format, ...queryOf(filters) });

function queryOf({ q, name, desk, technician, scope, ending, from, to }: Filters) {
  return {
    q: [q, name].filter(Boolean).join(' ').slice(0, 100),
    desk,
    technician,
    scope,
    ending,
    from: midnight(from, 0),
    to: midnight(to, 1),
  };
}

function pathOf(path: string, asked: Readonly<Record<string, string | number | null>>): string {
  const set = Object.entries(asked).filter(([, value]) => value !== '' && value !== null);
  const query = new URLSearchParams(set.map(([key, value]) => [key, String(value)])).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** The first moment of a day, or of the one so many days later: days with a change of clocks are longer or shorter. */
export function midnight(day: string, later: number): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) return null;
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const at = new Date(year, month - 1, date + later);
  const same = new Date(year, month - 1, date);
  return same.getMonth() === month - 1 && same.getDate() === date ? at.getTime() : null;
}
