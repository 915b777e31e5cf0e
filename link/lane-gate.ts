// Which lanes may exist right now, read from the session's state and from what this end verified of it: security-rules.md 1 and 32. The one place at
// this end that says yes to a connection.
import type { Signatory } from '../shared/consent/keys.ts';
import { SCOPE_OF } from '../shared/protocol/lane-kind.ts';
import type { Signal } from '../shared/protocol/signal.ts';
import type { Scope } from '../shared/session/scopes.ts';
import { liveGrant, members } from '../shared/session/state.ts';
import type { Session } from './session.ts';

export interface Gate {
  /** Id of the other member, once there is one. */
  other(): string | null;
  isOtherPresent(): boolean;
  /** A member who can have a connection with this end at all; what it may be for is another question. */
  mayCall(id: string): boolean;
  /** A lane this end begins. */
  mayKeep(purpose: Pick<Signal, 'kind' | 'ref'>): boolean;
  /** A lane the other end begins; `from` is its id. */
  mayAnswer(purpose: Pick<Signal, 'kind' | 'ref' | 'from'>): boolean;
  /** Until the first of the present grants runs out; null without one. */
  msToExpiry(): number | null;
}

/** @param isProven grants that this end has verified itself, with the broker's receipt */
export function openGate(
  session: Pick<Session, 'state' | 'you' | 'present' | 'now' | 'status'>,
  isProven: (gid: string) => boolean,
): Gate {
  const isRole = (role: Signatory) => session.you.value?.role === role;
  const isLive = (scope: Scope, gid: string | null) =>
    gid !== null && live(scope)?.gid === gid && isProven(gid);
  const isHonest = () => session.status.value.kind !== 'forged-history';
  const live = (scope: Scope) => (isHonest() ? liveGrant(session.state.value, scope, session.now()) : null);
  /** The device that carries the grant out, and no other. */
  const isCarriedOutBy = (scope: Scope, from: string) => {
    const { customer, host } = members(session.state.value);
    return from === (live(scope)?.method === 'host' ? host : customer);
  };
  const acceptedFrom = (fileId: string | null) => {
    const state = session.state.value;
    const file = state.phase === 'open' && fileId !== null ? state.files[fileId] : undefined;
    return file?.stage === 'accepted' ? file.from : null;
  };
  // Nothing goes on with a broker that has been caught lying, not even talk.
  const isOpen = () => isHonest() && session.state.value.phase === 'open';

  const other = () => {
    const { technician, customer } = members(session.state.value);
    return isRole('technician') ? customer : technician;
  };

  return {
    other,
    isOtherPresent() {
      const { technician, customer, host } = session.present.value;
      return session.status.value.kind === 'online' && technician && (isRole('host') ? host : customer);
    },
    mayCall: (id) => id === other() || (isRole('technician') && id === members(session.state.value).host),
    mayKeep({ kind, ref }) {
      if (!isOpen()) return false;
      if (kind === 'talk') return isRole('technician');
      const scope = SCOPE_OF[kind];
      if (scope) return isLive(scope, ref) && isRole(live(scope)?.method === 'host' ? 'host' : 'customer');
      if (kind === 'files')
        return acceptedFrom(ref) !== null && acceptedFrom(ref) === session.you.value?.role;
      return false;
    },
    mayAnswer({ kind, ref, from }) {
      if (!isOpen()) return false;
      const scope = SCOPE_OF[kind];
      if (scope) return isRole('technician') && isLive(scope, ref) && isCarriedOutBy(scope, from);
      // All else is between the two pages.
      if (from !== other() || isRole('host')) return false;
      if (kind === 'talk') return isRole('customer') && ref === null;
      if (kind === 'files')
        return acceptedFrom(ref) !== null && acceptedFrom(ref) !== session.you.value?.role;
      return false;
    },
    msToExpiry() {
      const state = session.state.value;
      const ends =
        state.phase === 'open' ? Object.values(state.grants).map(({ expiresAt }) => expiresAt) : [];
      const left = ends.map((end) => end - session.now()).filter((ms) => ms > 0);
      return left.length > 0 ? Math.min(...left) : null;
    },
  };
}
