// Where in the administration one is, as it stands in the address after `#`: the place, the open session, the filters.
// Pure; main.tsx ties it to the browser.
import { emptyFilters, type Filters, readFilters, writeFilters } from './log/filters.ts';

/** Places that are one page each, by what stands for them in the address. */
const PAGES = {
  people: 'people',
  complaints: 'complaints',
  desk: 'settings',
  answers: 'answers',
  reports: 'reports',
  connections: 'connections',
  check: 'self-test',
} as const;
export type PageName = (typeof PAGES)[keyof typeof PAGES];

export type Route =
  | { readonly place: 'log'; readonly sid: string | null; readonly filters: Filters }
  | { readonly place: PageName }
  /** The interface's own document, which has an address of its own: /docs. */
  | { readonly place: 'api' };

export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const [place = '', sid = ''] = path.split('/');
  if (Object.hasOwn(PAGES, place)) return { place: PAGES[place as keyof typeof PAGES] };
  const filters = readFilters(new URLSearchParams(query));
  return { place: 'log', sid: /^[\w-]{22}$/.test(sid) ? sid : null, filters };
}

/** The address of a place; reading it again gives the same route. */
export function writeRoute(route: Route): string {
  if (route.place === 'api') return '/docs';
  if (route.place !== 'log')
    return `#${Object.entries(PAGES).find(([, page]) => page === route.place)?.[0] ?? ''}`;
  const query = writeFilters(route.filters).toString();
  return `#log${route.sid === null ? '' : `/${route.sid}`}${query === '' ? '' : `?${query}`}`;
}

export const logRoute = (filters: Filters = emptyFilters, sid: string | null = null): Route => ({
  place: 'log',
  sid,
  filters,
});
