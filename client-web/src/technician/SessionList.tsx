// The technician's sessions, newest first, each with its state in words and what is unread.

import { words as told } from '../features/timeline/timeline.text.ts';
import { ofType } from '../features/timeline/timeline.ts';
import { EmptyState } from '../view/EmptyState.tsx';
import { dateAndTime, timeOfDay } from '../view/format.ts';
import { inbox } from '../view/icons.ts';
import { words } from './console.text.ts';
import type { DeskSession, DeskSessions } from './desk-sessions.ts';
import type { Cases } from './queue/cases.ts';
import { words as request } from './queue/request.text.ts';

interface SessionListProps {
  desk: DeskSessions;
  cases: Cases;
  chosen: string | null;
}

export function SessionList({ desk, cases, chosen }: SessionListProps) {
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
        <Row key={session.row.sid} session={session} cases={cases} chosen={chosen} />
      ))}
    </ul>
  );
}

interface RowProps {
  session: DeskSession;
  cases: Cases;
  chosen: string | null;
}

function Row({ session, cases, chosen }: RowProps) {
  const { row, help } = session;
  const unread = help?.chat.unread.value ?? 0;
  return (
    <li>
      <a class="session-row" href={`#${row.sid}`} aria-current={row.sid === chosen ? 'true' : undefined}>
        <span class="session-row-title">{titleOf(session, cases)}</span>
        <span class="session-row-state">{stateOf(session)}</span>
        {unread > 0 && <span class="session-row-unread">{words().unread(unread)}</span>}
        <span class="session-row-time">
          {isToday(row.createdAt) ? timeOfDay(row.createdAt) : dateAndTime(row.createdAt)}
        </span>
      </a>
    </li>
  );
}

/** The request that a session belongs to, as far as its events are known here. */
export function requestOf({ help }: DeskSession): string | null {
  const state = help?.session.state.value;
  return state === undefined || state.phase === 'new' ? null : state.request;
}

/** By the request where there is one; else the customer's system is all that tells sessions apart before names are asked for. */
export function titleOf(session: DeskSession, { known }: Cases): string {
  const row = known.value.get(requestOf(session) ?? '');
  if (row !== undefined) return request().caseOf(row.name, row.number);
  const { help } = session;
  const joined = help ? ofType(help.session.events.value, 'session.joined')[0] : undefined;
  return words().customer(joined?.detail?.system ?? '');
}

function stateOf({ row, help }: DeskSession): string {
  const state = help?.session.state.value;
  if (!state || state.phase === 'new')
    return row.ending ? told().ending[row.ending] : words().phases[row.phase];
  if (state.phase === 'ended') return told().ending[state.ending];
  if (state.phase !== 'open') return words().phases[state.phase];
  const { customer, apart } = help.session.present.value;
  if (!customer) return apart ? words().apart : words().notHere;
  if (state.grants.view) return words().seen;
  return state.ask ? words().asked : words().phases.open;
}

const isToday = (at: number): boolean => new Date(at).toDateString() === new Date().toDateString();
