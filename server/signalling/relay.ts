// The relay policy: which signal may pass to whom. A signal goes only from a member to the addressed member of the same
// session, fits its lane, and, for anything that shows or moves something, names what the customer allowed.
import type { Signatory } from '../../shared/consent/keys.ts';
import { type Refusal, refuse } from '../../shared/errors.ts';
import { isUsableCandidate, MAX_CANDIDATES } from '../../shared/protocol/ice.ts';
import { SCOPE_OF } from '../../shared/protocol/lane-kind.ts';
import type { Meet } from '../../shared/protocol/meet.ts';
import { judgeSdp } from '../../shared/protocol/sdp.ts';
import type { Signal } from '../../shared/protocol/signal.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { liveGrant, members, pairedHost, type SessionState } from '../../shared/session/state.ts';
import type { Member } from './tickets.ts';

/** Lanes whose candidates one connection keeps count of; older ones are over. */
const LANES = 64;

const ROLES: readonly Signatory[] = ['technician', 'customer', 'host'];

interface Addressed {
  readonly from: string;
  readonly to: string;
}

export interface Relay {
  /** @returns null when the signal may pass */
  judge(signal: Signal, state: SessionState, now: number): Refusal | null;
  /** @returns null when the two may speak of their keys */
  judgeMeet(message: Meet, state: SessionState): Refusal | null;
}

export function relay(me: Member): Relay {
  const candidates = new Map<string, number>();

  const countCandidate = (lane: string): boolean => {
    const count = (candidates.get(lane) ?? 0) + 1;
    if (!candidates.has(lane) && candidates.size >= LANES)
      candidates.delete(candidates.keys().next().value ?? '');
    candidates.set(lane, count);
    return count <= MAX_CANDIDATES;
  };

  /** Whom this goes to, by role; null where it is not from me, or for nobody that I may speak to. */
  const reader = ({ from, to }: Addressed, state: SessionState): Signatory | null => {
    const all = members(state);
    const role = ROLES.find((candidate) => candidate !== me.role && all[candidate] === to);
    return from === me.id && all[me.role] === me.id ? (role ?? null) : null;
  };

  return {
    judgeMeet: (message, state) => {
      const to = reader(message, state);
      // Technician and host never meet by themselves: it is the customer who vouches for the one to the other.
      if (!to || (me.role !== 'customer' && to !== 'customer')) return refuse('NOT_A_MEMBER');
      return state.phase === 'meeting' || state.phase === 'open' ? null : refuse('NOT_NOW');
    },
    judge: (signal, state, now) => {
      const to = reader(signal, state);
      // The customer's page and the host of the same customer have no connection to make.
      if (!to || (me.role !== 'technician' && to !== 'technician')) return refuse('NOT_A_MEMBER');
      if (state.phase !== 'open') return refuse('NOT_NOW');
      const side = me.role === 'technician' ? to : me.role;
      if (side === 'host' && !pairedHost(state)) return refuse('NOT_NOW');
      const { data } = signal;
      // Closing narrows; it needs no permission.
      if (data.type === 'close') return null;
      const denied = judgeReference(signal, { isTechnician: me.role === 'technician', side }, state, now);
      if (denied) return denied;
      if (data.type !== 'candidate') return judgeSdp(signal.kind, data.sdp);
      const isFine = isUsableCandidate(data.candidate.candidate) && countCandidate(signal.lane);
      return isFine ? null : refuse('BAD_CANDIDATE');
    },
  };
}

/** Between whom a lane runs: the technician, and one of the customer's two devices. */
interface Ends {
  readonly isTechnician: boolean;
  readonly side: Signatory;
}

function judgeReference(
  { kind, ref, data }: Signal,
  { isTechnician, side }: Ends,
  state: SessionState & { phase: 'open' },
  now: number,
): Refusal | null {
  switch (kind) {
    case 'talk':
      return ref === null && side === 'customer' ? null : refuse('BAD_INPUT');
    case 'files': {
      const file = ref === null ? undefined : state.files[ref];
      if (file?.stage !== 'accepted' || side !== 'customer') return refuse('NO_SUCH_FILE');
      const isSender = file.from === (isTechnician ? 'technician' : 'customer');
      return data.type === 'offer' && !isSender ? refuse('NOT_YOURS') : null;
    }
    default: {
      const scope = SCOPE_OF[kind];
      if (scope === null) return refuse('BAD_INPUT');
      const grant = liveGrant(state, scope, now - LIMITS.expiryGraceMs);
      if (ref === null || grant?.gid !== ref) return refuse('NO_LIVE_GRANT');
      // The device that carries the grant out, and no other.
      if ((grant.method === 'host') !== (side === 'host')) return refuse('NO_LIVE_GRANT');
      // Only the customer's side begins: a technician's offer would ask it to send.
      return data.type === 'offer' && isTechnician ? refuse('NOT_YOURS') : null;
    }
  }
}
