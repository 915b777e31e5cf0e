// The rows of the queue: only those in view stand in the page, more are asked for near the end, and keys move between them.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RequestRow } from '../../../../shared/protocol/requests.ts';
import { piecesOf, scrollTo, stepOf } from '../../view/window.ts';
import { addressOf } from '../spot.ts';
import { QueueRow } from './QueueRow.tsx';
import { words } from './queue.text.ts';
import type { QueueDesk } from './queue-desk.ts';
import { useWindow } from './use-window.ts';

interface QueueListProps {
  desk: QueueDesk;
  chosen: string | null;
  /** Called once with how to move the focus by so many rows. */
  onMover: (move: (by: number) => void) => void;
}

/** Rows before the end at which more are asked for. */
const NEAR = 25;

export function QueueList({ desk, chosen, onMover }: QueueListProps) {
  const { queue } = desk;
  const { shown, hasMore, phase } = queue.state.value;
  const { rows, gone } = shown;
  const { box, view, range } = useWindow(rows.length);
  const [kept, setKept] = useState<number | null>(null);
  const goal = useRef<number | null>(null);
  const isPointed = useRef(false);

  useEffect(() => {
    if (hasMore && phase === 'ready' && range.to > rows.length - NEAR) void queue.more();
  }, [hasMore, phase, range.to, rows.length]);
  useEffect(() => {
    desk.hold(() => {
      const { current: element } = box;
      if (element === null) return false;
      const hasFocus = element.querySelector(':focus-visible') !== null;
      return isPointed.current || element.scrollTop > 0 || hasFocus;
    });
    return () => desk.hold(() => false);
  }, [desk]);
  // The row that a key leads to may not have been in the page before.
  useLayoutEffect(() => {
    if (goal.current === null) return;
    box.current?.querySelector<HTMLElement>(`[data-row="${goal.current}"] a`)?.focus({ preventScroll: true });
    goal.current = null;
  });

  const moveTo = (row: number) => {
    const seen = view();
    if (seen === null || rows[row] === undefined) return;
    goal.current = row;
    setKept(row);
    box.current?.scrollBy({ top: scrollTo(row, seen, seen.rowHeight / 2), behavior: 'instant' });
    // The same row again draws nothing anew.
    box.current?.querySelector<HTMLElement>(`[data-row="${row}"] a`)?.focus({ preventScroll: true });
  };
  useEffect(() => {
    onMover((by) => {
      const focused = rowOf(document.activeElement);
      const open = rows.findIndex(({ id }) => id === chosen);
      const here = focused ?? (open >= 0 ? open : null);
      moveTo(here === null ? 0 : Math.min(Math.max(0, here + by), rows.length - 1));
    });
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const here = rowOf(event.target);
    const seen = view();
    if (here === null || seen === null || seen.rowHeight === 0) return;
    const page = Math.max(1, Math.floor(seen.height / seen.rowHeight) - 1);
    const to = stepOf(event.key, here, { count: rows.length, page });
    if (to === undefined) return;
    event.preventDefault();
    moveTo(to);
  };

  return (
    <div ref={box} class="queue-box" aria-busy={phase !== 'ready'}>
      <ul
        class="queue-list"
        aria-label={words().title}
        onKeyDown={onKeyDown}
        onFocusIn={(event) => setKept(rowOf(event.target))}
        onFocusOut={(event) => setKept(rowOf(event.relatedTarget))}
        onPointerEnter={() => {
          isPointed.current = true;
        }}
        onPointerLeave={() => {
          isPointed.current = false;
        }}
      >
        {piecesOf(range, rows.length, kept).map((piece) => {
          if (piece.kind === 'gap')
            return <Gap key={piece.key} rows={piece.rows} height={view()?.rowHeight ?? 0} />;
          const row = rows[piece.row];
          return (
            row && (
              <li
                key={row.id}
                data-row={piece.row}
                aria-posinset={piece.row + 1}
                aria-setsize={hasMore ? -1 : rows.length}
              >
                <Linked row={row} chosen={chosen} me={desk.me.person.id} isGone={gone.has(row.id)} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

interface LinkedProps {
  row: RequestRow;
  chosen: string | null;
  me: string;
  isGone: boolean;
}

function Linked({ row, chosen, me, isGone }: LinkedProps) {
  return (
    <a class="queue-row" href={addressOf(row.id)} aria-current={row.id === chosen ? 'true' : undefined}>
      <QueueRow row={row} me={me} isGone={isGone} />
    </a>
  );
}

function Gap({ rows, height }: { rows: number; height: number }) {
  return <li class="queue-gap" aria-hidden="true" style={{ blockSize: `${rows * height}px` }} />;
}

function rowOf(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('.queue-list [data-row]') : null;
  return row?.dataset['row'] === undefined ? null : Number(row.dataset['row']);
}
