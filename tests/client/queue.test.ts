// The queue without its page: pages that do not mix, news that cost one page each, and rows that stay where they are.
import { describe, expect, it } from 'vitest';
import { EVERYTHING, openQueue, pathOf } from '../../client-web/src/technician/queue/queue.ts';
import { cursorAfter as afterIn } from '../../shared/desk/request-order.ts';
import { refuse } from '../../shared/errors.ts';
import { type RequestRow, type RequestRows, requestQuery } from '../../shared/protocol/requests.ts';
import { rowAt, rowsFor } from './support/requests.ts';

const PAGE = 50;
const counts = { new: 1, mine: 0, active: 0, completed: 0 };
const ALL = EVERYTHING;
const cursorAfter = (row: RequestRow) => afterIn(row, 'newest');
const now = () => Date.UTC(2026, 0, 20, 9, 30);

/** A queue over a desk in memory that answers as the broker does, and remembers what it was asked. */
function queueOver(rows: readonly RequestRow[], isHeld: () => boolean = () => false) {
  const desk = { rows: [...rows], isDown: false };
  const asked: URLSearchParams[] = [];
  const ask = async (path: string): Promise<RequestRows | ReturnType<typeof refuse>> => {
    const query = new URL(path, 'http://desk').searchParams;
    asked.push(query);
    if (desk.isDown) return refuse('CLOSED');
    const view = query.get('view');
    const isOldest = query.get('order') === 'oldest';
    const seen = desk.rows.filter(({ state }) => view === 'all' || state === view);
    if (isOldest) seen.reverse();
    const [id = '', openedAt = ''] = (query.get('after') ?? '').split('.');
    const isRest = (row: RequestRow) => row.id !== id && isBehind(row, Number(openedAt), id) !== isOldest;
    const rest = id === '' ? seen : seen.filter(isRest);
    const last = rest[PAGE - 1];
    return { rows: rest.slice(0, PAGE), next: last && rest.length > PAGE ? cursorAfter(last) : null, counts };
  };
  return { queue: openQueue({ ask, isHeld, now }), desk, asked };
}
const isBehind = (row: RequestRow, openedAt: number, id: string) =>
  row.openedAt === openedAt ? row.id < id : row.openedAt < openedAt;

describe('when the queue is read', () => {
  it('asks what the protocol accepts', () => {
    const look = {
      ...EVERYTHING,
      view: 'mine',
      q: ' stampante & toner ',
      order: 'oldest',
      desk: 'nord',
      days: 7,
    } as const;
    const query = new URL(pathOf(look, cursorAfter(rowAt(1)), now()), 'http://desk').searchParams;
    expect(requestQuery.safeParse(Object.fromEntries(query)).success).toBe(true);
    expect(query.get('q')).toBe('stampante & toner');
    expect(query.get('since')).toBe(String(Date.UTC(2026, 0, 13, 9)));
  });

  it('goes on page by page to the end, and asks no more then', async () => {
    const { queue, asked } = queueOver(rowsFor(120));
    await queue.look(ALL);
    await queue.more();
    await queue.more();
    await queue.more();
    expect(queue.state.value.shown.rows.length).toBe(120);
    expect(queue.state.value.hasMore).toBe(false);
    expect(asked.length).toBe(3);
  });

  it('does not mix a late answer into another view', async () => {
    const { queue } = queueOver(rowsFor(60));
    const first = queue.look(ALL);
    const second = queue.look({ ...ALL, view: 'completed' });
    await Promise.all([first, second]);
    expect(queue.state.value.shown.rows).toEqual([]);
    expect(queue.state.value.look.view).toBe('completed');
  });

  it('says what went wrong and keeps what it has', async () => {
    const { queue, desk } = queueOver(rowsFor(60));
    await queue.look(ALL);
    desk.isDown = true;
    await queue.more();
    expect(queue.state.value.problem).toEqual(refuse('CLOSED'));
    expect(queue.state.value.shown.rows.length).toBe(50);
    desk.isDown = false;
    await queue.refresh();
    expect(queue.state.value.problem).toBe(null);
  });
});

describe('when something changes', () => {
  it('shows a new request at the top at once', async () => {
    const { queue, desk } = queueOver(rowsFor(3));
    await queue.look(ALL);
    desk.rows.unshift(rowAt(4));
    await queue.hear({ request: rowAt(4).id, what: 'opened' });
    expect(queue.state.value.shown.rows.map(({ number }) => number)).toEqual([4, 3, 2, 1]);
  });

  it('holds it back while rows must stay, until it is asked for', async () => {
    const { queue, desk } = queueOver(rowsFor(3), () => true);
    await queue.look(ALL);
    desk.rows.unshift(rowAt(4));
    await queue.hear({ request: rowAt(4).id, what: 'opened' });
    expect(queue.state.value.shown.rows.map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(queue.state.value.shown.fresh).toBe(1);
    queue.settle();
    expect(queue.state.value.shown.rows.map(({ number }) => number)).toEqual([4, 3, 2, 1]);
    expect(queue.state.value.shown.fresh).toBe(0);
  });

  it('finds a change deep in the list with two pages', async () => {
    const { queue, desk, asked } = queueOver(rowsFor(200));
    await queue.look(ALL);
    for (let page = 0; page < 3; page += 1) await queue.more();
    const before = asked.length;
    desk.rows[170] = { ...rowAt(30), state: 'active', assignee: { id: 'B'.repeat(22), name: 'Luca Verdi' } };
    await queue.hear({ request: rowAt(30).id, what: 'changed' });
    const { rows } = queue.state.value.shown;
    expect(rows.find(({ id }) => id === rowAt(30).id)?.state).toBe('active');
    expect(queue.state.value.shown.rows.length).toBe(200);
    expect(asked.length - before).toBe(2);
  });

  it('reads once for many that come while it reads', async () => {
    const { queue, asked } = queueOver(rowsFor(3));
    await queue.look(ALL);
    await Promise.all(rowsFor(30).map(({ id }) => queue.hear({ request: id, what: 'changed' })));
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  it('lets go of what has left the view', async () => {
    const { queue, desk } = queueOver(rowsFor(3));
    await queue.look({ ...ALL, view: 'new' });
    desk.rows[1] = { ...rowAt(2), state: 'active' };
    await queue.hear({ request: rowAt(2).id, what: 'changed' });
    expect(queue.state.value.shown.rows.map(({ number }) => number)).toEqual([3, 1]);
  });

  it('finds one that was given back among those of its age', async () => {
    const rows = rowsFor(120).map((row) => (row.number === 20 ? { ...row, state: 'active' as const } : row));
    const { queue, desk } = queueOver(rows);
    await queue.look({ ...ALL, view: 'new' });
    await queue.more();
    await queue.more();
    expect(queue.state.value.shown.rows.length).toBe(119);
    desk.rows[100] = rowAt(20);
    await queue.hear({ request: rowAt(20).id, what: 'changed' });
    expect(queue.state.value.shown.rows.map(({ number }) => number).slice(99, 102)).toEqual([21, 20, 19]);
  });

  it('adds a new one at the end where the oldest come first', async () => {
    const { queue, desk } = queueOver(rowsFor(60));
    await queue.look({ ...ALL, order: 'oldest' });
    await queue.more();
    desk.rows.unshift(rowAt(61));
    await queue.hear({ request: rowAt(61).id, what: 'opened' });
    expect(queue.state.value.shown.rows.map(({ number }) => number).slice(-3)).toEqual([59, 60, 61]);
    expect(queue.state.value.shown.rows.length).toBe(61);
  });

  it('takes the mark away from lines that were read', async () => {
    const { queue } = queueOver([rowAt(1, { unread: 2 })]);
    await queue.look(ALL);
    queue.markRead(rowAt(1).id);
    expect(queue.state.value.shown.rows[0]?.unread).toBe(0);
  });
});
