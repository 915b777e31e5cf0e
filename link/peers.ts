// Who is at the other end of a lane, and by which key: the other member of the pair, or, for the technician, the host that the
// customer's key vouched for. An id alone proves nothing; it only says which key has to.
import type { ReadonlySignal } from '@preact/signals-core';
import type { PublicKey, Signatory } from '../shared/consent/keys.ts';
import { members } from '../shared/session/state.ts';
import type { Ledger } from './ledger.ts';
import { otherRole, type Pair } from './pair.ts';
import type { Session } from './session.ts';

export interface Peer {
  readonly id: string;
  readonly role: Signatory;
  readonly key: PublicKey;
}

/** @returns whose id this is, where a verified key stands behind it; null for everybody else */
export type PeerOf = (id: string) => Peer | null;

export interface PeersOptions {
  readonly session: Pick<Session, 'state'>;
  readonly pair: ReadonlySignal<Pair | null>;
  readonly ledger: Pick<Ledger, 'host'>;
}

export const openPeers =
  ({ session, pair, ledger }: PeersOptions): PeerOf =>
  (id) => {
    const by = pair.peek();
    if (!by) return null;
    const all = members(session.state.peek());
    const other = otherRole(by.role);
    if (id === all[other]) return { id, role: other, key: by.keys[other] };
    const host = by.role === 'technician' && id === all.host ? ledger.host.peek() : null;
    return host && { id, role: 'host', key: host };
  };
