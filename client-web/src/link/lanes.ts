// Keeps the lanes that ought to exist between the two members, and refuses all others. The grants and files of the
// session's state decide; broken lanes are made anew under a new id. It does not know what the lanes carry.
import { effect, type ReadonlySignal, untracked } from '@preact/signals';
import { type Refusal, refuse } from '../../../shared/errors.ts';
import type { Signal, SignalData } from '../../../shared/protocol/signal.ts';
import type { Grant } from '../../../shared/session/state.ts';
import { type Answered, openAnswered } from './answered.ts';
import type { Cancel, Chance, Clock, Rtc } from './deps.ts';
import { type Keepers, openKeepers } from './keepers.ts';
import type { LaneMaker, Wanted } from './kept.ts';
import { type Lane, openLane } from './lane.ts';
import { type Gate, openGate } from './lane-gate.ts';
import { openSeen, type Picture, type Seen, type ShownStage } from './lanes-seen.ts';
import type { Session } from './session.ts';

export interface LanesOptions {
  readonly session: Session;
  readonly rtc: Rtc;
  readonly deps: Clock & Pick<Chance, 'newId'>;
}

export interface Lanes {
  /** The talk lane while it is up. */
  readonly talk: ReadonlySignal<Lane | null>;
  /** At the customer. */
  readonly shown: ReadonlySignal<ShownStage>;
  /** The customer's own screen lane while it is up, for `stats`. */
  readonly showing: ReadonlySignal<Lane | null>;
  /** At the technician: null whenever no live grant covers a picture. */
  readonly picture: ReadonlySignal<Picture | null>;
  /** Signals that nothing allowed or asked for. */
  readonly dropped: ReadonlySignal<number>;
  /** The customer shows `stream` while `grant` lives. The tracks stay the caller's to stop. */
  showScreen(grant: Grant, stream: MediaStream): Refusal | null;
  /** Cuts the picture here and now. */
  closeScreen(): void;
  /** The sender of an accepted file keeps a lane for it until `closeFile`. */
  keepFile(fileId: string): void;
  closeFile(fileId: string): void;
  /** Each lane for a file as it comes up, at either end. */
  onFile(handler: (fileId: string, lane: Lane) => void): Cancel;
  close(): void;
}

/** A grant's broken picture is tried again for this long; after that a new grant is needed. */
const SCREEN_LOST_MS = 60_000;

export function openLanes({ session, rtc, deps }: LanesOptions): Lanes {
  const gate = openGate(session);
  const say = openLaneSpeech(session, gate);
  const make = (purpose: Purpose, isInitiator: boolean, stream: MediaStream | null): Lane => {
    const lane = openLane({
      kind: purpose.kind,
      isInitiator,
      iceServers: session.iceServers.value,
      signal: (data) => say(purpose, data),
      rtc,
      clock: deps,
      ...(stream ? { stream } : {}),
    });
    // The other end may not notice by itself: a goodbye on a busy connection can be lost.
    lane.on({
      close(reason) {
        if (reason !== 'there') say(purpose, { type: 'close' });
      },
    });
    return lane;
  };
  const maker: LaneMaker = {
    clock: deps,
    isReachable: gate.isOtherPresent,
    begin: (wanted, lane) => make({ ...wanted, lane }, true, wanted.stream),
  };
  const seen = openSeen();
  const kept = openKeepers(maker, gate.mayKeep);
  const answered = openAnswered({
    clock: deps,
    mayAnswer: gate.mayAnswer,
    answer: (offer) => make(offer, false, null),
    onUp: seen.up,
    onDown: seen.down,
  });
  const stop = watch(session, { gate, kept, answered, seen, clock: deps });

  return {
    talk: seen.talk,
    shown: seen.shown,
    showing: seen.showing,
    picture: seen.picture,
    dropped: seen.dropped,
    showScreen(grant, stream) {
      const wanted: Wanted = { kind: 'screen', ref: grant.gid, stream };
      if (!gate.mayKeep(wanted)) return refuse('NO_LIVE_GRANT');
      kept.drop('screen');
      seen.shown.value = 'connecting';
      kept.keep(wanted, { giveUpMs: SCREEN_LOST_MS, ...seen.asKeeper(wanted) });
      return null;
    },
    closeScreen: () => kept.drop('screen'),
    keepFile(fileId) {
      const wanted: Wanted = { kind: 'files', ref: fileId, stream: null };
      if (gate.mayKeep(wanted)) kept.keep(wanted, { giveUpMs: null, ...seen.asKeeper(wanted) });
    },
    closeFile: (fileId) => kept.drop('files', fileId),
    onFile: seen.onFile,
    close() {
      stop();
      kept.close();
      answered.close();
    },
  };
}

type Purpose = Pick<Signal, 'kind' | 'ref' | 'lane'>;

const openLaneSpeech = (session: Session, gate: Gate) => (purpose: Purpose, data: SignalData) => {
  const to = gate.other();
  const { kind, ref, lane } = purpose;
  if (to && session.state.value.phase === 'open') session.signal({ to, lane, kind, ref, data });
};

interface Watched {
  readonly gate: Gate;
  readonly kept: Keepers;
  readonly answered: Answered;
  readonly seen: Seen;
  readonly clock: Clock;
}

/** Follows the session: what has lost its reason ends, what ought to exist begins, signals find their lane. */
function watch(session: Session, { gate, kept, answered, seen, clock }: Watched): Cancel {
  let stopExpiry: Cancel = () => {};
  const talk: Wanted = { kind: 'talk', ref: null, stream: null };
  const review = () => {
    answered.review();
    kept.review();
    if (gate.mayKeep(talk)) kept.keep(talk, { giveUpMs: null, ...seen.asKeeper(talk) });
    stopExpiry();
    const left = gate.msToExpiry();
    stopExpiry = left === null ? () => {} : clock.after(left, review);
  };
  const again = () => {
    answered.dropConnecting();
    kept.restart();
  };
  let wasThere = false;
  const stops = [
    session.onSignal((signal) => {
      const isOurs = signal.from === gate.other() && signal.to === session.you.value?.id;
      if (isOurs && (kept.take(signal) || answered.take(signal))) return;
      // Both ends may close a lane at once; a close that finds none is no sign of anything.
      if (!isOurs || signal.data.type !== 'close') seen.dropped.value += 1;
    }),
    effect(() => {
      // Read here, so that each change of state, presence or connection is looked at.
      void [session.state.value, session.present.value, session.you.value, session.status.value];
      untracked(() => {
        const isThere = gate.isOtherPresent();
        // Whoever was away has heard no signal meanwhile: a page that was loaded anew knows nothing of our attempt.
        if (isThere && !wasThere) again();
        wasThere = isThere;
        review();
      });
    }),
    effect(() => {
      // From the second welcome on: the connection was away, and signals with it.
      if (session.welcomes.value >= 2) untracked(again);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    stopExpiry();
  };
}
