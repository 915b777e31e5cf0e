// Which lanes may exist right now, read from the session's state and from what this end verified of it: security-rules.md 1 and 32. The one place at
// this end that says yes to a connection.
import type { Signal } from '../../../shared/protocol/signal.ts';
import { liveGrant, members } from '../../../shared/session/state.ts';
import type { Session } from './session.ts';

export interface Gate {
  /** Id of the other member, once there is one. */
  other(): string | null;
  isOtherPresent(): boolean;
  /** A lane this end begins. */
  mayKeep(purpose: Pick<Signal, 'kind' | 'ref'>): boolean;
  /** A lane the other end begins. */
  mayAnswer(purpose: Pick<Signal, 'kind' | 'ref'>): boolean;
  /** Until the present view grant runs out; null without one. */
  msToExpiry(): number | null;
}

/** @param isProven grants that this end has verified itself, with the broker's receipt */
export function openGate(
  session: Pick<Session, 'state' | 'you' | 'present' | 'now' | 'status'>,
  isProven: (gid: string) => boolean,
): Gate {
  const isRole = (role: 'technician' | 'customer') => session.you.value?.role === role;
  const isViewed = (gid: string | null) => gid !== null && grant()?.gid === gid && isProven(gid);
  const isHonest = () => session.status.value.kind !== 'forged-history';
  const grant = () => (isHonest() ? liveGrant(session.state.value, 'view', session.now()) : null);
  const acceptedFrom = (fileId: string | null) => {
    const state = session.state.value;
    const file = state.phase === 'open' && fileId !== null ? state.files[fileId] : undefined;
    return file?.stage === 'accepted' ? file.from : null;
  };
  // Nothing goes on with a broker that has been caught lying, not even talk.
  const isOpen = () => isHonest() && session.state.value.phase === 'open';

  return {
    other() {
      const { technician, customer } = members(session.state.value);
      return isRole('technician') ? customer : technician;
    },
    isOtherPresent() {
      const { technician, customer } = session.present.value;
      return session.status.value.kind === 'online' && technician && customer;
    },
    mayKeep({ kind, ref }) {
      if (!isOpen()) return false;
      if (kind === 'talk') return isRole('technician');
      if (kind === 'screen') return isRole('customer') && isViewed(ref);
      if (kind === 'files')
        return acceptedFrom(ref) !== null && acceptedFrom(ref) === session.you.value?.role;
      return false;
    },
    mayAnswer({ kind, ref }) {
      if (!isOpen()) return false;
      if (kind === 'talk') return isRole('customer') && ref === null;
      if (kind === 'screen') return isRole('technician') && isViewed(ref);
      if (kind === 'files')
        return acceptedFrom(ref) !== null && acceptedFrom(ref) !== session.you.value?.role;
      return false;
    },
    msToExpiry() {
      const live = grant();
      return live && live.expiresAt - session.now();
    },
  };
}
