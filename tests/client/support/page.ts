// One member's page without its views, over the broker in memory: session, what it says and what it verified, lanes.
import { type Signal, signal } from '@preact/signals';
import { type Comparison, openComparison } from '../../../link/comparison.ts';
import type { Clock, Storage } from '../../../link/deps.ts';
import { type Lanes, openLanes } from '../../../link/lanes.ts';
import { type Ledger, openLedger } from '../../../link/ledger.ts';
import type { Pair } from '../../../link/pair.ts';
import { openSession, type Session } from '../../../link/session.ts';
import { openSpeech, type Speech } from '../../../link/speech.ts';
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
      onMove: () => () => {},
    },
  });
}

/** What a page says and what it has verified, without connections to the other end. */
export interface Member {
  readonly session: Session;
  readonly pair: Signal<Pair | null>;
  readonly speech: Speech;
  readonly ledger: Ledger;
  readonly comparison: Comparison;
  readonly storage: Storage;
  close(): void;
}

export interface Page extends Member {
  readonly lanes: Lanes;
}

export interface PageOptions {
  readonly clock: Clock;
  /** How this end knows the other; null where they have yet to meet. */
  readonly pair: Pair | null;
  readonly storage?: Storage;
  /** Words were shown here before this page was loaded. */
  readonly hadRead?: boolean;
}

export function memberOf(broker: Broker, role: Role, options: PageOptions): Member {
  const { clock, storage = memoryStorage(), hadRead = true } = options;
  const session = sessionOf(broker, role, { clock, storage });
  const pair = signal(options.pair);
  const speech = openSpeech({ session, pair, storage, deps: { ...clock, ...chance } });
  const comparison = openComparison({
    session,
    pair,
    speech,
    deps: { ...clock, ...chance },
    hadRead,
    storage,
  });
  const brokerKeys = [broker.words.key];
  const ledger = openLedger({ session, pair, brokerKeys, hasCompared: comparison.hasRead, clock });
  return {
    session,
    pair,
    speech,
    ledger,
    comparison,
    storage,
    close() {
      comparison.close();
      ledger.close();
      session.close();
    },
  };
}

export function pageOf(broker: Broker, role: Role, options: PageOptions): Page {
  const member = memberOf(broker, role, options);
  const lanes = openLanes({ ...member, rtc: nodeRtc, deps: { ...options.clock, ...chance } });
  return {
    ...member,
    lanes,
    close() {
      lanes.close();
      member.close();
    },
  };
}
