// The technician's sessions, newest first, each with its state in words and what is unread.

import { words as told } from '../features/timeline/timeline.text.ts';
import { ofType } from '../features/timeline/timeline.ts';
import { EmptyState } from '../view/EmptyState.tsx';
import { dateAndTime, timeOfDay } from '../view/format.ts';
import { inbox } from '../view/icons.ts';
import { words } from './console.text.ts';
import type { DeskSession, DeskSessions } from './desk-sessions.ts';

export function SessionList({ desk, chosen }: { desk: DeskSessions; chosen: string }) {
  const sessions = desk.sessions.value;
  if (sessions.length === 0)
    return desk.isLoaded.value ? (
      <EmptyState draw={inbox} title={words().none}>
        {words().noneHint}
      </EmptyState>
    ) : null;
  return (
    <ul class="session-list" aria-label={words().list}>
      {sessions.map((session) => (
        <Row key={session.row.sid} session={session} isChosen={session.row.sid === chosen} />
      ))}
    </ul>
  );
}

function Row({ session, isChosen }: { session: DeskSession; isChosen: boolean }) {
  const { row, help } = session;
  const unread = help?.chat.unread.value ?? 0;
  return (
    <li>
      <a class="session-row" href={`#${row.sid}`} aria-current={isChosen ? 'true' : undefined}>
        <span class="session-row-title">{titleOf(session)}</span>
        <span class="session-row-state">{stateOf(session)}</span>
        {unread > 0 && <span class="session-row-unread">{words().unread(unread)}</span>}
        <span class="session-row-time">
          {isToday(row.createdAt) ? timeOfDay(row.createdAt) : dateAndTime(row.createdAt)}
        </span>
      </a>
    </li>
  );
}

/** The customer's system is all that tells sessions apart before names are asked for. */
export function titleOf({ help }: DeskSession): string {
  const joined = help ? ofType(help.session.events.value, 'session.joined')[0] : undefined;
  return words().customer(joined?.detail?.system ?? '');
}

function stateOf({ row, help }: DeskSession): string {
  const state = help?.session.state.value;
  if (!state || state.phase === 'new')
    return row.ending ? told().ending[row.ending] : words().phases[row.phase];
  if (state.phase === 'ended') return told().ending[state.ending];
  if (state.phase !== 'open') return words().phases[state.phase];
  if (!help?.session.present.value.customer) return words().notHere;
  if (state.grants.view) return words().seen;
  return state.ask ? words().asked : words().phases.open;
}

const isToday = (at: number): boolean => new Date(at).toDateString() === new Date().toDateString();
