// This host's end of a session: the same link as a page has, under the host's own key, with the customer's key that the digits
// proved. What somebody else signed is nothing here, and a session that names another customer's key is none of ours.
import { effect, signal } from '@preact/signals-core';
import { type Lanes, openLanes } from '../link/lanes.ts';
import { type Ledger, openLedger } from '../link/ledger.ts';
import { type Pair, pairOf } from '../link/pair.ts';
import { openSession, type Session } from '../link/session.ts';
import { openSpeech, type Speech } from '../link/speech.ts';
import type { BrokerKey } from '../shared/consent/broker-word.ts';
import type { SigningKey } from '../shared/consent/jws.ts';
import { thumbprint } from '../shared/consent/keys.ts';
import type { SessionEvent } from '../shared/session/events.ts';
import type { Keys } from '../shared/session/state.ts';
import type { HostBroker } from './broker.ts';
import type { Paired } from './pairing.ts';
import { clock, memory, rtc, socketDeps } from './place.ts';

export interface HostEnd {
  readonly session: Session;
  readonly speech: Speech;
  readonly ledger: Ledger;
  readonly lanes: Lanes;
  close(): void;
}

export interface HostEndOptions {
  readonly broker: HostBroker;
  readonly brokerKeys: readonly BrokerKey[];
  readonly key: SigningKey;
  readonly paired: Paired;
}

export function openHostEnd({ broker, brokerKeys, key, paired }: HostEndOptions): HostEnd {
  const { sid } = paired;
  const storage = memory();
  const pair = signal<Pair | null>(null);
  const session = openSession({
    sid,
    url: broker.socketUrl,
    getTicket: () => broker.ticket(sid, key),
    storage,
    deps: socketDeps(broker.origin),
  });
  const speech = openSpeech({ session, pair, storage, deps: clock });
  // Whether the two compared words is between the pages; what the customer then signed says so.
  const ledger = openLedger({ session, pair, brokerKeys, hasCompared: () => true, clock });
  const isHidden = signal(paired.hides);
  const lanes = openLanes({ session, pair, ledger, rtc: rtc(), isHidden, deps: clock });
  const stop = effect(() => {
    const keys = keysIn(session.events.value);
    if (!keys || pair.peek()) return;
    if (thumbprint(keys.customer) !== thumbprint(paired.customer)) return session.condemn();
    const level = isByPage(session.events.peek()) ? 'pake' : 'none';
    pair.value = pairOf({ sid, role: 'host', mine: key, keys, level, clockOffsetMs: 0 });
  });
  return {
    session,
    speech,
    ledger,
    lanes,
    close: () => {
      stop();
      lanes.close();
      ledger.close();
      session.close();
    },
  };
}

/** The keys of the two who met. Whether they are the right ones, the customer's signature over the pair tells. */
function keysIn(events: readonly SessionEvent[]): Keys | null {
  const met = events.findLast((event) => event.type === 'peer.authenticated');
  return met?.type === 'peer.authenticated' ? met.keys : null;
}

const isByPage = ([first]: readonly SessionEvent[]): boolean =>
  first?.type === 'session.created' && first.code === 'pake';
