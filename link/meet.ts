// What both ends of a first meeting share: how far it is, how often it was tried, and the names SPAKE2 is run under.
import type { ReadonlySignal } from '@preact/signals-core';
import {
  ephemeralScalar,
  openPake,
  type Pake,
  passwordScalar,
  type Side,
} from '../shared/code/spake2.ts';
import type { Attestation } from '../shared/consent/broker-word.ts';
import type { MeetData } from '../shared/protocol/meet.ts';
import type { Chance, Clock, Storage } from './deps.ts';
import type { Pair } from './pair.ts';
import type { Session } from './session.ts';

export type MeetingStage =
  /** Nobody to meet yet, or the other end has not answered. */
  | { readonly at: 'waiting' }
  /** The keys are known to be the other end's, as far as this way in tells. */
  | {
      readonly at: 'met';
      readonly pair: Pair;
      /** What the desk says of the technician, at the customer's page; null at the technician's own. */
      readonly word: Attestation | null;
    }
  /** `mismatch`: other digits, or somebody in between. `attestation`: the desk does not vouch for the other end. */
  | { readonly at: 'failed'; readonly why: 'mismatch' | 'attestation' | 'spent' };

export interface Meeting {
  readonly stage: ReadonlySignal<MeetingStage>;
  close(): void;
}

export interface MeetingDeps {
  readonly session: Pick<
    Session,
    'sid' | 'state' | 'you' | 'present' | 'welcomes' | 'status' | 'now' | 'wish' | 'meet' | 'onMeet'
  >;
  readonly storage: Storage;
  readonly deps: Clock & Pick<Chance, 'bytes' | 'newId'>;
}

export type MeetOf<K extends MeetData['k']> = Extract<MeetData, { k: K }>;

/** Guesses that somebody in between may make at this end: consent-protocol.md 2.5, security-rules.md 19. */
const MOST_EXCHANGES = 3;

/**
 * Counts the exchanges of one end: through reloads where storage lasts, and in this page whatever storage does.
 * @returns a function to ask before each share leaves this page, finished or not; false when there were enough
 */
export function exchangeCounter(sid: string, storage: Storage): () => Promise<boolean> {
  const name = `exchanges.${sid}`;
  let here = 0;
  return async () => {
    const kept = Number((await storage.get(name).catch(() => 0)) ?? 0);
    if (!(kept < MOST_EXCHANGES && here < MOST_EXCHANGES)) return false;
    here += 1;
    await storage.set(name, kept + 1).catch(() => {});
    return true;
  };
}

export function pakeFor(
  sid: string,
  { side, secret, bytes }: { side: Side; secret: string; bytes: Chance['bytes'] },
): Pake {
  return openPake({
    side,
    idA: `tech:${sid}`,
    idB: `cust:${sid}`,
    w: passwordScalar(secret, sid),
    scalar: ephemeralScalar(bytes(48)),
  });
}

/** Handles messages one after another, since keys take a moment. */
export function inOrder<T>(handle: (message: T) => Promise<void>): (message: T) => void {
  let tail: Promise<void> = Promise.resolve();
  return (message) => {
    tail = tail.then(() => handle(message)).catch(() => {});
  };
}
