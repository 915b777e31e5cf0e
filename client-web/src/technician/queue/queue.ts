// The queue as one technician looks at it: a view, read by keyset pages, kept up to date page by page as the broker tells of changes.
// Knows no page of a browser; the asking is handed in.
import { type ReadonlySignal, signal } from '@preact/signals';
import { cursorAfter, type RequestOrder } from '../../../../shared/desk/request-order.ts';
import { isRefusal } from '../../../../shared/errors.ts';
import type { QueueNews, RequestRow, RequestRows, View } from '../../../../shared/protocol/requests.ts';
import type { Refused } from '../../link/api.ts';
import { asIs, inPlace, type Loaded, type Shown, splice } from './rows.ts';

export interface Look {
  readonly view: View;
  /** Words to look for. */
  readonly q: string;
  readonly order: RequestOrder;
  /** Of one desk, of one colleague, or opened in the last so many days; null for all. */
  readonly desk: string | null;
  readonly assignee: string | null;
  readonly days: number | null;
}
export const EVERYTHING: Look = {
  view: 'all',
  q: '',
  order: 'newest',
  desk: null,
  assignee: null,
  days: null,
};

export interface QueueState {
  readonly look: Look;
  readonly phase: 'loading' | 'ready' | 'adding';
  readonly shown: Shown;
  readonly hasMore: boolean;
  /** Null before the broker has answered once. */
  readonly counts: RequestRows['counts'] | null;
  readonly problem: Refused | null;
}

type Told = Pick<QueueNews, 'request' | 'what'>;

export interface Queue {
  readonly state: ReadonlySignal<QueueState>;
  /** Reads the first page of another view, or of the same one anew. */
  look(look: Look): Promise<void>;
  more(): Promise<void>;
  /** Something about a request changed. */
  hear(told: Told): Promise<void>;
  /** Everything that is loaded, anew: news may have been missed. */
  refresh(): Promise<void>;
  /** Shows what was held back. */
  settle(): void;
  /** Its lines were looked at. */
  markRead(request: string): void;
}

export interface QueueDeps {
  ask(path: string): Promise<RequestRows | Refused>;
  /** Rows must stay where they are: a pointer or the focus is among them. */
  isHeld(): boolean;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Pages that one piece of news, or a lost connection, may cost. */
const MOST_PAGES = 6;
const HOUR_MS = 3_600_000;

/** @param now milliseconds since 1970; days are counted from whole hours, so that pages of one look fit together */
export const pathOf = (look: Look, after: string | null, now: number): string => {
  const { view, q, order, desk, assignee, days } = look;
  const query = new URLSearchParams({ view, order });
  if (q.trim() !== '') query.set('q', q.trim());
  if (desk !== null) query.set('desk', desk);
  if (assignee !== null) query.set('assignee', assignee);
  if (days !== null) query.set('since', String(Math.floor(now / HOUR_MS) * HOUR_MS - days * 24 * HOUR_MS));
  if (after !== null) query.set('after', after);
  return `/api/requests?${query}`;
};

export function openQueue({ ask, isHeld, now }: QueueDeps): Queue {
  const state = signal<QueueState>({
    look: EVERYTHING,
    phase: 'loading',
    shown: asIs([]),
    hasMore: false,
    counts: null,
    problem: null,
  });
  let loaded: Loaded = { rows: [], next: null };
  let turn = 0;
  let isHearing = false;
  const heard: Told[] = [];
  const change = (part: Partial<QueueState>): void => {
    state.value = { ...state.peek(), ...part };
  };

  /** Reads the page that begins behind so many rows. @returns its rows, or null where that came to nothing */
  const reread = async (from: number): Promise<readonly RequestRow[] | null> => {
    const mine = turn;
    const before = loaded.rows[from - 1];
    const { look } = state.peek();
    const answer = await ask(pathOf(look, before ? cursorAfter(before, look.order) : null, now()));
    if (mine !== turn) return null;
    if (isRefusal(answer)) {
      change({ problem: answer });
      return null;
    }
    // The row before it may have gone meanwhile with an answer that came in between.
    const at = before ? loaded.rows.findIndex(({ id }) => id === before.id) + 1 : 0;
    if (before && at === 0) return null;
    loaded = splice(loaded, answer, { from: at, order: look.order });
    const shown = isHeld() ? inPlace(state.peek().shown.rows, loaded.rows) : asIs(loaded.rows);
    change({ shown, hasMore: loaded.next !== null, counts: answer.counts, problem: null });
    return answer.rows;
  };

  /** Every loaded page, as far as one may go. */
  const rereadAll = async (): Promise<void> => {
    let from = 0;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const last = (await reread(from))?.at(-1);
      from = last ? loaded.rows.findIndex(({ id }) => id === last.id) + 1 : 0;
      if (from === 0 || from >= loaded.rows.length) return;
    }
  };

  /** As few pages as tell what became of these: where new ones stand, and where those stand that are known. */
  const catchUp = async (news: readonly Told[]): Promise<void> => {
    const { view, order, assignee } = state.peek().look;
    const isKnown = ({ request }: Told) => loaded.rows.some(({ id }) => id === request);
    // It may come in anywhere: a request that was given back stands among those of its age.
    const isPart = view !== 'all' || assignee !== null;
    const comesIn = news.some((told) => told.what !== 'opened' && isPart && !isKnown(told));
    // By name a new one may stand anywhere as well; by change nothing stays where it was.
    if (comesIn || order === 'customer' || order === 'technician' || order === 'recent') return rereadAll();
    const done = new Set<string>();
    const readAt = async (from: number) => {
      for (const { id } of (await reread(from)) ?? []) done.add(id);
    };
    await readAt(0);
    const isWhole = loaded.next === null && loaded.rows.length > 0;
    if (order === 'oldest' && isWhole) await readAt(loaded.rows.length - 1);
    for (const { request } of news.slice(0, MOST_PAGES)) {
      const at = loaded.rows.findIndex(({ id }) => id === request);
      if (at > 0 && !done.has(request)) await readAt(at);
    }
  };

  return {
    state,
    look: async (look) => {
      turn += 1;
      const mine = turn;
      loaded = { rows: [], next: null };
      change({ look, phase: 'loading', shown: asIs([]), hasMore: false, problem: null });
      const answer = await ask(pathOf(look, null, now()));
      if (mine !== turn) return;
      if (isRefusal(answer)) return change({ phase: 'ready', problem: answer });
      loaded = { rows: answer.rows, next: answer.next };
      const { counts, next } = answer;
      change({ phase: 'ready', shown: asIs(answer.rows), hasMore: next !== null, counts });
    },
    more: async () => {
      const { phase, look } = state.peek();
      const last = loaded.rows.at(-1);
      if (phase !== 'ready' || loaded.next === null || last === undefined) return;
      const mine = turn;
      change({ phase: 'adding', problem: null });
      const answer = await ask(pathOf(look, cursorAfter(last, look.order), now()));
      if (mine !== turn) return;
      if (isRefusal(answer)) return change({ phase: 'ready', problem: answer });
      const known = new Set(loaded.rows.map(({ id }) => id));
      const added = answer.rows.filter(({ id }) => !known.has(id));
      loaded = { rows: [...loaded.rows, ...added], next: answer.next };
      const { shown } = state.peek();
      const rows = [...shown.rows, ...added];
      change({ phase: 'ready', shown: { ...shown, rows }, hasMore: answer.next !== null });
    },
    hear: async (told) => {
      heard.push(told);
      // Whatever comes while one reading is on its way is told by the next one.
      if (isHearing) return;
      isHearing = true;
      while (heard.length > 0) await catchUp(heard.splice(0));
      isHearing = false;
    },
    refresh: rereadAll,
    settle: () => change({ shown: asIs(loaded.rows) }),
    markRead: (request) => {
      const read = (row: RequestRow) => (row.id === request && row.unread > 0 ? { ...row, unread: 0 } : row);
      loaded = { ...loaded, rows: loaded.rows.map(read) };
      const { shown } = state.peek();
      change({ shown: { ...shown, rows: shown.rows.map(read) } });
    },
  };
}
