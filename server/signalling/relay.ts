// The relay policy: which signal may pass to whom. A signal goes only from a member to the addressed member of the same
// session, fits its lane, and, for anything that shows or moves something, names what the customer allowed.
import { type Refusal, refuse } from '../../shared/errors.ts';
import { isUsableCandidate, MAX_CANDIDATES } from '../../shared/protocol/ice.ts';
import type { Meet } from '../../shared/protocol/meet.ts';
import { judgeSdp } from '../../shared/protocol/sdp.ts';
import type { Signal } from '../../shared/protocol/signal.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { liveGrant, members, type SessionState } from '../../shared/session/state.ts';
import type { Member } from './tickets.ts';

/** Lanes whose candidates one connection keeps count of; older ones are over. */
const LANES = 64;

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

  const isBetweenUs = ({ from, to }: { readonly from: string; readonly to: string }, state: SessionState) => {
    const other = me.role === 'technician' ? members(state).customer : members(state).technician;
    return from === me.id && to === other;
  };

  return {
    judgeMeet: (message, state) => {
      if (!isBetweenUs(message, state)) return refuse('NOT_A_MEMBER');
      return state.phase === 'meeting' || state.phase === 'open' ? null : refuse('NOT_NOW');
    },
    judge: (signal, state, now) => {
      if (!isBetweenUs(signal, state)) return refuse('NOT_A_MEMBER');
      if (state.phase !== 'open') return refuse('NOT_NOW');
      const { data } = signal;
      // Closing narrows; it needs no permission.
      if (data.type === 'close') return null;
      const denied = judgeReference(signal, me.role, state, now);
      if (denied) return denied;
      if (data.type !== 'candidate') return judgeSdp(signal.kind, data.sdp);
      const isFine = isUsableCandidate(data.candidate.candidate) && countCandidate(signal.lane);
      return isFine ? null : refuse('BAD_CANDIDATE');
    },
  };
}

function judgeReference(
  { kind, ref, data }: Signal,
  role: Member['role'],
  state: SessionState & { phase: 'open' },
  now: number,
): Refusal | null {
  switch (kind) {
    case 'talk':
      return ref === null ? null : refuse('BAD_INPUT');
    case 'files': {
      const file = ref === null ? undefined : state.files[ref];
      if (file?.stage !== 'accepted') return refuse('NO_SUCH_FILE');
      return data.type === 'offer' && file.from !== role ? refuse('NOT_YOURS') : null;
    }
    case 'screen':
    case 'control': {
      const scope = kind === 'screen' ? 'view' : 'control';
      const grant = liveGrant(state, scope, now - LIMITS.expiryGraceMs);
      if (ref === null || grant?.gid !== ref) return refuse('NO_LIVE_GRANT');
      // Only the customer can begin to show: a technician's offer would ask the browser to send.
      return kind === 'screen' && data.type === 'offer' && role !== 'customer' ? refuse('NOT_YOURS') : null;
    }
  }
}
