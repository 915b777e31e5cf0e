// The technician's side of the desk's requests, put together for one visit: the queue, the broker's news, how they make themselves
// noticed, and whether this technician could take one. Draws nothing.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { isRefusal } from '../../../../shared/errors.ts';
import type { Me } from '../../../../shared/protocol/http.ts';
import { type QueueNews, type RequestRow, requestRows } from '../../../../shared/protocol/requests.ts';
import { get, lapsed } from '../../features/account/session.ts';
import { announce } from '../../view/LiveRegion.tsx';
import { type ColleagueCalls, openCalls } from '../colleagues/calls.ts';
import { words as colleagueWords } from '../colleagues/colleagues.text.ts';
import { addressOf } from '../spot.ts';
import { type Alerts, openAlerts } from './alerts.ts';
import { openPresence, type Presence } from './availability.ts';
import { words } from './queue.text.ts';
import { openQueue, type Queue } from './queue.ts';
import { openStream, type Stream } from './stream.ts';

export interface QueueDesk {
  readonly me: Me;
  readonly queue: Queue;
  readonly presence: Presence;
  readonly alerts: Alerts;
  /** Calls for a colleague, which come on the same line. */
  readonly calls: ColleagueCalls;
  readonly line: Stream['line'];
  /** The last thing that was told; null in it where anything may have changed. */
  readonly news: ReadonlySignal<{ readonly told: QueueNews | null }>;
  /** A row that was read elsewhere: whose it is decides who is called to it. */
  knows(row: RequestRow): void;
  /** A pointer or the focus is among the rows, or they are scrolled. */
  hold(isHeld: () => boolean): void;
  close(): void;
}

export function openQueueDesk(me: Me): QueueDesk {
  let isHeld = () => false;
  const mine = new Set<string>();
  const knows = (row: RequestRow): void => {
    if (row.assignee?.id === me.person.id && row.state === 'active') mine.add(row.id);
    else mine.delete(row.id);
  };
  const ask = async (path: string) => {
    const answer = await get(path, requestRows);
    if (!isRefusal(answer)) for (const row of answer.rows) knows(row);
    return answer;
  };
  const queue = openQueue({ ask, isHeld: () => isHeld(), now: Date.now });
  void queue.look(queue.state.peek().look);
  const alerts = openAlerts();
  const presence = openPresence();
  const news = signal<{ readonly told: QueueNews | null }>({ told: null });

  const ring = (told: QueueNews): void => {
    const isNew = told.what === 'opened';
    // Only who said that they could take one is called to it; a line of one's own customer calls always.
    const calls = isNew
      ? presence.now.peek() === 'available'
      : told.what === 'line' && mine.has(told.request);
    if (told.by !== null || !calls) return;
    const row = queue.state.peek().shown.rows.find(({ id }) => id === told.request);
    const at = row?.desk.name ?? me.desk.name;
    const said = isNew ? words().rangNew(at) : words().rangLine(at);
    announce(said, 'polite');
    alerts.ring(addressOf(told.request), said);
  };

  const calls = openCalls({
    me: me.person.id,
    onRing: ({ how, from, to }) => {
      // Whoever is busy is called by name only.
      if (to === null && presence.now.peek() !== 'available') return;
      const said = colleagueWords().rings[how](from.name);
      announce(said, 'assertive');
      alerts.ring(location.hash, said);
    },
  });
  const stream = openStream({
    onOpen: () => {
      void calls.refresh();
      void presence.tell();
      void queue.refresh();
      news.value = { told: null };
    },
    onCall: () => void calls.refresh(),
    onNews: (told) => {
      news.value = { told };
      void queue.hear(told).then(() => ring(told));
    },
  });
  // Asked at once, so that a login that ran out is noticed here and not only at the next press.
  const unwatch = effect(() => {
    if (stream.line.value === 'lost' && lapsed.peek() === null) void queue.refresh();
  });
  let wasAway = false;
  const unlapse = effect(() => {
    const isAway = lapsed.value !== null;
    if (wasAway && !isAway) stream.reopen();
    wasAway = isAway;
  });

  return {
    me,
    queue,
    presence,
    alerts,
    calls,
    line: stream.line,
    news,
    knows,
    hold: (is) => {
      isHeld = is;
    },
    close: () => {
      unwatch();
      unlapse();
      stream.close();
      calls.close();
      presence.close();
    },
  };
}
