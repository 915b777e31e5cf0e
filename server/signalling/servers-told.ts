// What one member has been told of STUN and TURN servers: the relay's only once the two ends know each other's keys, and anew before
// those credentials run out, so that a connection made late in a long session still finds a relay.
import type { IceServer } from '../../shared/protocol/down.ts';
import { pairedHost, type SessionState } from '../../shared/session/state.ts';
import type { Servers } from '../ice/servers.ts';
import { TURN_TTL_S } from '../ice/turn.ts';
import type { Member } from './tickets.ts';

/** Halfway, so that what a page holds is never older than half an hour. */
export const RENEW_MS = (TURN_TTL_S * 1_000) / 2;

export interface ServersTold {
  /** For the welcome. */
  atFirst(state: SessionState): IceServer[];
  /** Tells the relay as soon as it may be told, once; after that time does. */
  review(): Promise<void>;
  close(): void;
}

export interface ServersToldOptions {
  readonly servers: Servers;
  readonly member: Pick<Member, 'sid' | 'role' | 'id'>;
  state(): Promise<SessionState>;
  tell(servers: IceServer[]): void;
  readonly clock: {
    now(): number;
    /** @returns what undoes it */
    after(ms: number, act: () => Promise<void>): () => void;
  };
}

export function openServersTold({ servers, member, state, tell, clock }: ServersToldOptions): ServersTold {
  let isTold = false;
  let isOver = false;
  let stop = () => {};

  const ofMember = (): IceServer[] => {
    isTold = true;
    stop();
    if (!isOver) stop = clock.after(RENEW_MS, again);
    return [...servers.forHolder(member, clock.now())];
  };
  const again = async () => {
    isTold = false;
    await review();
  };
  const review = async () => {
    if (isTold || isOver || !mayRelay(await state(), member) || isOver) return;
    tell(ofMember());
  };

  return {
    atFirst(now) {
      if (mayRelay(now, member)) return ofMember();
      // Of a host nobody has vouched for yet.
      return member.role === 'host' ? [] : [...servers.forAnybody];
    },
    review,
    close() {
      isOver = true;
      stop();
    },
  };
}

/** The two ends have shown each other their keys; of hosts only the one that the customer's key has vouched for. */
function mayRelay(state: SessionState, { role, id }: Pick<Member, 'role' | 'id'>): boolean {
  if (state.phase !== 'meeting' && state.phase !== 'open') return false;
  return state.keys !== null && (role !== 'host' || pairedHost(state)?.id === id);
}
