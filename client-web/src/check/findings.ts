// What the check finds, step by step, as plain facts. What they mean is verdict.ts; how they are said, said.ts.

export const STEPS = ['browser', 'broker', 'socket', 'paths', 'quality'] as const;
export type StepName = (typeof STEPS)[number];

export interface BrowserFacts {
  /** An https page, or one of this computer itself: browsers give the rest to no other. */
  readonly isSecure: boolean;
  readonly hasKeys: boolean;
  readonly hasRtc: boolean;
  readonly hasSockets: boolean;
  /** It can show a screen; phones cannot. */
  readonly canShow: boolean;
  /** Something around this page forbids it to show a screen, or holds it in a frame. */
  readonly isHeld: boolean;
}

export interface BrokerFacts {
  readonly tries: number;
  /** Tries that were not answered. */
  readonly lost: number;
  /** There and back; null when nothing came back. */
  readonly medianMs: number | null;
  /** False where it answers that it cannot write to its store. */
  readonly isWell: boolean;
}

/** `gone`: plain questions are not answered any more either. */
export type SocketFacts = 'open' | 'blocked' | 'gone';

/** `stun`: a server that says how we look from outside. The others are relays, by how we reach them. */
export type Way = 'stun' | 'udp' | 'tcp' | 'tls';

export interface Path {
  readonly way: Way;
  /** `refused`: a relay answered, but did not let us in. */
  readonly outcome: 'reached' | 'refused' | 'silent';
  /** Our own address as seen from there, cut short; null when it was not told. */
  readonly seenAs: string | null;
}

export type PathsFacts =
  | {
      readonly at: 'tried';
      /** False where the browser gave this page no network for WebRTC at all. */
      readonly hasNetwork: boolean;
      readonly relay: 'offered' | 'untried' | 'none';
      readonly paths: readonly Path[];
    }
  /** The broker lets each address try once a minute. */
  | { readonly at: 'wait'; readonly seconds: number }
  | { readonly at: 'gone' };

export interface QualityFacts {
  /** `relay`: bytes went out and came back through it. `broker`: only the way to the broker was measured. */
  readonly through: 'relay' | 'broker';
  readonly rttMs: number;
  /** Share of small messages that did not come back, 0 to 1. */
  readonly lost: number;
  /** At least this fast; null where nothing was sent for it. */
  readonly bytesPerSecond: number | null;
}

export interface Findings {
  readonly browser?: BrowserFacts;
  readonly broker?: BrokerFacts;
  readonly socket?: SocketFacts;
  readonly paths?: PathsFacts;
  /** Null when there was nothing to measure. */
  readonly quality?: QualityFacts | null;
}

export const hasWay = ({ paths }: Extract<PathsFacts, { at: 'tried' }>, ...ways: readonly Way[]): boolean =>
  paths.some(({ way, outcome }) => outcome === 'reached' && ways.includes(way));
