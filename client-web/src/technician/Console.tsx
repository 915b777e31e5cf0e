// The technician's console: requests and sessions in the list column, beside the one that is open.
import { effect, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { Me } from '../../../shared/protocol/http.ts';
import { RailFoot, railPlaces } from '../features/account/rail.tsx';
import { ConsoleShell } from '../view/ConsoleShell.tsx';
import { EmptyState } from '../view/EmptyState.tsx';
import { computer, inbox } from '../view/icons.ts';
import { Ringing } from './colleagues/Ringing.tsx';
import { words } from './console.text.ts';
import { DeviceDialog } from './DeviceDialog.tsx';
import { openDeskSessions } from './desk-sessions.ts';
import { openDevice } from './device.ts';
import { ColumnHead } from './queue/ColumnHead.tsx';
import { type Cases, openCases } from './queue/cases.ts';
import { keep, readKept } from './queue/kept.ts';
import { QueueColumn } from './queue/QueueColumn.tsx';
import { words as queueWords } from './queue/queue.text.ts';
import { openQueueDesk, type QueueDesk } from './queue/queue-desk.ts';
import { RequestPane } from './queue/RequestPane.tsx';
import { SettingsDialog } from './queue/SettingsDialog.tsx';
import { type QueueKeys, useQueueKeys } from './queue/use-keys.ts';
import { Sessions } from './Sessions.tsx';
import { SessionView } from './SessionView.tsx';
import { readSpot, type Spot } from './spot.ts';
import { type SessionRoom, useSessions } from './use-sessions.ts';
import './console-page.css';
import './queue/queue.css';

const LIST = 'console.list';
const usual = () => (readKept(LIST) === 'requests' ? 'requests' : 'sessions');

/** What is open for as long as the console is. */
interface Rooms extends SessionRoom {
  readonly queue: QueueDesk;
  readonly cases: Cases;
  readonly keys: QueueKeys;
}

export function Console({ me }: { me: Me }) {
  const device = useMemo(() => openDevice(me), []);
  const desk = useMemo(() => openDeskSessions(device), []);
  const queue = useMemo(() => openQueueDesk(me), []);
  const cases = useMemo(() => openCases(), []);
  const spot = useSignal(readSpot(location.hash, usual()));
  const keys = useQueueKeys(spot.value.list === 'requests');
  useSessions({ device, desk, cases, spot });
  useEffect(() => {
    const untitle = effect(() => {
      const unread = desk.sessions.value.reduce((sum, { help }) => sum + (help?.chat.unread.value ?? 0), 0);
      const all = unread + (queue.queue.state.value.counts?.new ?? 0) + queue.calls.ringing.value.length;
      const title = spot.value.list === 'requests' ? queueWords().title : words().title;
      document.title = `${all > 0 ? `(${all}) ` : ''}${title}`;
    });
    const unkeep = effect(() => keep(LIST, spot.value.list));
    const unhold = effect(() => queue.presence.holds(liveOf({ desk }).size));
    return () => {
      untitle();
      unkeep();
      unhold();
      queue.close();
    };
  }, [desk, queue]);

  const { list, request, sid } = spot.value;
  const session = desk.sessions.value.find(({ row }) => row.sid === sid);
  const rooms = { device, desk, queue, cases, keys, spot };
  // The session is new to the list; its link is opened before it is shown.
  const enter = async (sid: string) => {
    await desk.refresh();
    location.hash = sid;
  };
  const isMain = session !== undefined || request !== null;
  const ringing = <Ringing calls={queue.calls} onAccepted={(next) => void enter(next)} />;
  return (
    <ConsoleShell
      name={words().title}
      places={railPlaces(me)}
      here="desk"
      foot={<RailFoot me={me} />}
      listName={list === 'requests' ? queueWords().title : words().list}
      shows={isMain ? 'main' : 'list'}
      list={<Column rooms={rooms} spot={spot.value} ringing={isMain ? null : ringing} />}
    >
      <DeviceDialog device={device} />
      <SettingsDialog
        isOpen={keys.isHelpOpen}
        alerts={queue.alerts}
        presence={queue.presence}
        hasKeys={keys.areOn}
      />
      {isMain && ringing}
      {session && <SessionView key={session.row.sid} session={session} cases={cases} calls={queue.calls} />}
      {request && <Request id={request} rooms={rooms} onJoined={(next) => void enter(next)} />}
      {!session && !request && <Nothing list={list} />}
    </ConsoleShell>
  );
}

function Column({ rooms, spot, ringing }: { rooms: Rooms; spot: Spot; ringing: ComponentChildren }) {
  const { queue, desk, cases, keys } = rooms;
  const { list, request, sid } = spot;
  return (
    <div class="column">
      <h1 class="unseen">{list === 'requests' ? queueWords().title : words().title}</h1>
      <ColumnHead
        desk={queue}
        here={list}
        live={liveOf(rooms).size}
        onSettings={() => {
          keys.isHelpOpen.value = true;
        }}
      />
      {ringing}
      {list === 'requests' ? (
        <QueueColumn desk={queue} chosen={request} onMover={keys.onMover} />
      ) : (
        <Sessions desk={desk} cases={cases} chosen={sid} />
      )}
    </div>
  );
}

interface RequestProps {
  id: string;
  rooms: Rooms;
  onJoined: (sid: string) => void;
}

function Request({ id, rooms, onJoined }: RequestProps) {
  return <RequestPane key={id} id={id} desk={rooms.queue} live={liveOf(rooms)} onJoined={onJoined} />;
}

function Nothing({ list }: { list: Spot['list'] }) {
  const check = (
    <p class="small">
      <a href="/check#desk">{words().check}</a>
    </p>
  );
  if (list === 'sessions')
    return (
      <EmptyState draw={computer} title={words().choose}>
        {check}
      </EmptyState>
    );
  return (
    <EmptyState draw={inbox} title={queueWords().choose}>
      <p>{queueWords().chooseHint}</p>
      {check}
    </EmptyState>
  );
}

/** Ids of the sessions that go on, as this page knows them. */
function liveOf({ desk }: Pick<Rooms, 'desk'>): ReadonlySet<string> {
  const live = desk.sessions.value.filter(
    ({ row, help }) => (help?.session.state.value.phase ?? row.phase) !== 'ended' && row.phase !== 'ended',
  );
  return new Set(live.map(({ row }) => row.sid));
}
