// The technician's console: the list of sessions beside the one that is open.
import { effect, untracked, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { isRefusal } from '../../../shared/errors.ts';
import type { Me } from '../../../shared/protocol/http.ts';
import { RailFoot, railPlaces } from '../features/account/rail.tsx';
import { lapsed } from '../features/account/session.ts';
import { errors } from '../features/errors.text.ts';
import { Button } from '../view/Button.tsx';
import { ConsoleShell } from '../view/ConsoleShell.tsx';
import { EmptyState } from '../view/EmptyState.tsx';
import { computer } from '../view/icons.ts';
import { Notice } from '../view/Notice.tsx';
import { knock } from '../view/notice-icons.ts';
import { words } from './console.text.ts';
import { DeviceDialog } from './DeviceDialog.tsx';
import { type DeskSessions, openDeskSessions } from './desk-sessions.ts';
import { openDevice } from './device.ts';
import { SessionList } from './SessionList.tsx';
import { SessionView } from './SessionView.tsx';
import './console-page.css';

/** The session in the address, so that a reload comes back to it. */
const sidInAddress = (): string => /^#([\w-]{22})$/.exec(location.hash)?.[1] ?? '';

export function Console({ me }: { me: Me }) {
  const device = useMemo(() => openDevice(me), []);
  const desk = useMemo(() => openDeskSessions(device), []);
  const chosen = useSignal(sidInAddress());
  useEffect(() => {
    const enter = effect(() => {
      // Sessions open once this browser may sign for its technician.
      if (device.state.value.at !== 'ready') return;
      untracked(() => void desk.refresh().then(() => desk.look(chosen.peek())));
    });
    const onHash = () => {
      chosen.value = sidInAddress();
      void desk.look(chosen.peek());
    };
    window.addEventListener('hashchange', onHash);
    let wasAway = false;
    const unwatch = effect(() => {
      const isAway = lapsed.value !== null;
      if (wasAway && !isAway) void desk.revive();
      wasAway = isAway;
    });
    const untitle = effect(() => {
      const unread = desk.sessions.value.reduce((sum, { help }) => sum + (help?.chat.unread.value ?? 0), 0);
      document.title = `${unread > 0 ? `(${unread}) ` : ''}${words().title}`;
    });
    return () => {
      window.removeEventListener('hashchange', onHash);
      enter();
      untitle();
      unwatch();
      desk.close();
    };
  }, [desk]);

  const session = desk.sessions.value.find(({ row }) => row.sid === chosen.value);
  return (
    <ConsoleShell
      name={words().title}
      places={railPlaces(me)}
      here="desk"
      foot={<RailFoot me={me} />}
      listName={words().list}
      shows={session ? 'main' : 'list'}
      list={<List desk={desk} chosen={chosen.value} />}
    >
      <DeviceDialog device={device} />
      {session ? (
        <SessionView key={session.row.sid} session={session} />
      ) : (
        <EmptyState draw={computer} title={words().choose} />
      )}
    </ConsoleShell>
  );
}

function List({ desk, chosen }: { desk: DeskSessions; chosen: string }) {
  const trouble = useSignal<(() => string) | null>(null);
  const isBusy = useSignal(false);
  const create = async (code: 'page' | 'broker') => {
    isBusy.value = true;
    const made = await desk.create(code);
    isBusy.value = false;
    if (isRefusal(made)) {
      trouble.value = () => errors()[made.refused];
      return;
    }
    trouble.value = null;
    location.hash = made;
  };
  const said = trouble.value?.() ?? (desk.trouble.value && errors()[desk.trouble.value.refused]);
  return (
    <div class="session-column">
      <h1>{words().title}</h1>
      <Button
        kind="primary"
        wide
        draw={knock}
        busy={isBusy.value ? words().creating : undefined}
        onClick={() => void create('page')}
      >
        {words().create}
      </Button>
      <details class="session-other">
        <summary>{words().otherWays}</summary>
        <p class="small soft">{words().brokerCodeWhy}</p>
        <Button kind="quiet" onClick={() => void create('broker')}>
          {words().brokerCode}
        </Button>
      </details>
      {said && (
        <Notice kind="danger" role="alert">
          {said}
        </Notice>
      )}
      <SessionList desk={desk} chosen={chosen} />
    </div>
  );
}
