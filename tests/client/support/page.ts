// One member's page without its views: session and lanes over the broker in memory.
import type { Clock, Storage } from '../../../client-web/src/link/deps.ts';
import { type Lanes, openLanes } from '../../../client-web/src/link/lanes.ts';
import { openSession, type Session } from '../../../client-web/src/link/session.ts';
import type { Broker, Role } from './broker.ts';
import { chance, memoryStorage, nodeRtc } from './kit.ts';

export function sessionOf(
  broker: Broker,
  role: Role,
  { clock, storage = memoryStorage() }: { clock: Clock; storage?: Storage },
): Session {
  return openSession({
    sid: broker.sid,
    url: 'ws://broker/socket',
    getTicket: async () => ({ ticket: 'ticket' }),
    storage,
    deps: {
      ...clock,
      ...chance,
      WebSocket: broker.socketFor(role),
      onWake: () => () => {},
      onAway: () => () => {},
    },
  });
}

export interface Page {
  readonly session: Session;
  readonly lanes: Lanes;
  close(): void;
}

export function pageOf(broker: Broker, role: Role, clock: Clock): Page {
  const session = sessionOf(broker, role, { clock });
  const lanes = openLanes({ session, rtc: nodeRtc, deps: { ...clock, ...chance } });
  return {
    session,
    lanes,
    close() {
      lanes.close();
      session.close();
    },
  };
}
