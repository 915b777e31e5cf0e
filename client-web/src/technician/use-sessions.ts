// Keeps the technician's sessions, and the address, in step with the page: opened once this browser may sign, opened anew after signing
// in again, and tied to the requests that they belong to.
import { effect, type Signal, untracked } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { lapsed } from '../features/account/session.ts';
import type { DeskSessions } from './desk-sessions.ts';
import type { Device } from './device.ts';
import type { Cases } from './queue/cases.ts';
import { requestOf } from './SessionList.tsx';
import { readSpot, type Spot } from './spot.ts';

export interface SessionRoom {
  readonly device: Device;
  readonly desk: DeskSessions;
  readonly cases: Cases;
  readonly spot: Signal<Spot>;
}

export function useSessions({ device, desk, cases, spot }: SessionRoom): void {
  useEffect(() => {
    const look = () => desk.look(spot.peek().sid ?? '');
    const enter = effect(() => {
      // Sessions open once this browser may sign for its technician.
      if (device.state.value.at !== 'ready') return;
      untracked(() => void desk.refresh().then(look));
    });
    const onHash = () => {
      // An address that names no list stays with the one that is shown.
      spot.value = readSpot(location.hash, spot.peek().list);
      void look();
    };
    window.addEventListener('hashchange', onHash);
    let wasAway = false;
    const unwatch = effect(() => {
      const isAway = lapsed.value !== null;
      if (wasAway && !isAway) void desk.revive();
      wasAway = isAway;
    });
    const untie = effect(() => {
      const requests = desk.sessions.value.map(requestOf).filter((id) => id !== null);
      untracked(() => void cases.want(requests));
    });
    return () => {
      window.removeEventListener('hashchange', onHash);
      enter();
      unwatch();
      untie();
      desk.close();
    };
  }, [desk]);
}
