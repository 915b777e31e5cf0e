// Keeps the lanes that ought to exist between the two members, and refuses all others. The grants and files of the
// session's state decide; broken lanes are made anew under a new id. It does not know what the lanes carry.
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals-core';
import { type ErrorCode, type Refusal, refuse } from '../shared/errors.ts';
import type { GrantedLane, LaneKind } from '../shared/protocol/lane-kind.ts';
import type { LaneData, Signal } from '../shared/protocol/signal.ts';
import type { Grant } from '../shared/session/state.ts';
import { type Answered, openAnswered } from './answered.ts';
import type { Cancel, Chance, Clock, Rtc } from './deps.ts';
import { type Keepers, openKeepers } from './keepers.ts';
import type { LaneMaker, Wanted } from './kept.ts';
import { type Heard, type Lane, openLane } from './lane.ts';
import { openHiddenLanes } from './hiding.ts';
import { type Gate, openGate } from './lane-gate.ts';
import { openSeen, type Picture, type Seen, type ShownStage } from './lanes-seen.ts';
import type { Ledger } from './ledger.ts';
import type { Pair } from './pair.ts';
import { openPeers, type PeerOf } from './peers.ts';
import type { Session } from './session.ts';
import { accepted, vouched } from './vouching.ts';

export interface LanesOptions {
  readonly session: Session;
  /** Null until the two ends know each other's keys; no lane exists before. */
  readonly pair: ReadonlySignal<Pair | null>;
  readonly ledger: Pick<Ledger, 'grants' | 'host' | 'settled'>;
  readonly rtc: Rtc;
  /** This end hides its address; once it does not any more, what is not up is tried anew. */
  readonly isHidden?: ReadonlySignal<boolean>;
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
  /** The lanes that grants allow beside the picture, while they are up: at the host, which begins them, and at the technician. */
  readonly granted: Readonly<Record<GrantedLane, ReadonlySignal<Lane | null>>>;
  /** Why this end last refused a connection that nobody vouched for; null while all was well. */
  readonly refused: ReadonlySignal<ErrorCode | null>;
  /** This end hides its address, and for that no connection comes about. */
  readonly isStuck: ReadonlySignal<boolean>;
  /** Signals that nothing allowed or asked for. */
  readonly dropped: ReadonlySignal<number>;
  /** The customer shows `stream` while `grant` lives. The tracks stay the caller's to stop. */
  showScreen(grant: Grant, stream: MediaStream): Refusal | null;
  /** Cuts the picture here and now. */
  closeScreen(): void;
  /** The one who carries `grant` out takes messages for it while it lives. */
  openGranted(kind: GrantedLane, grant: Pick<Grant, 'gid'>): Refusal | null;
  closeGranted(kind: GrantedLane): void;
  /** The sender of an accepted file keeps a lane for it until `closeFile`. */
  keepFile(fileId: string): void;
  closeFile(fileId: string): void;
  /** Each lane for a file as it comes up, at either end. */
  onFile(handler: (fileId: string, lane: Lane) => void): Cancel;
  close(): void;
}

/** A grant's broken picture is tried again for this long; after that a new grant is needed. */
const SCREEN_LOST_MS = 60_000;

export function openLanes({
  session,
  pair,
  ledger,
  rtc,
  deps,
  isHidden = signal(false),
}: LanesOptions): Lanes {
  const hidden = openHiddenLanes(isHidden, deps);
  const gate = openGate(session, (gid) => ledger.grants.value.has(gid));
  const peerOf = openPeers({ session, pair, ledger });
  const voice = openVoice({ session, pair, ledger, peerOf, clock: deps });
  const refusal = signal<ErrorCode | null>(null);
  const refused = (kind: LaneKind, why: ErrorCode) => {
    // The broker may keep the report to itself; this page says it anyway.
    refusal.value = why;
    void session.wish({ type: 'report-lane', kind, why });
  };
  const make = (
    purpose: Purpose & { to: string },
    isInitiator: boolean,
    stream: MediaStream | null,
  ): Lane => {
    const say = voice.of(purpose, purpose.to);
    const lane = openLane({
      kind: purpose.kind,
      isInitiator,
      iceServers: session.iceServers.value,
      isHidden: isHidden.peek(),
      signal: say,
      rtc,
      clock: deps,
      ...(stream ? { stream } : {}),
    });
    hidden.follow(lane);
    // The other end may not notice by itself: a goodbye on a busy connection can be lost.
    lane.on({
      close(reason) {
        if (reason !== 'there') say({ type: 'close' });
        if (reason === 'refused') refused(purpose.kind, 'BAD_SDP');
      },
    });
    return lane;
  };
  const maker: LaneMaker = {
    clock: deps,
    isReachable: () => pair.peek() !== null && gate.isOtherPresent(),
    begin: (wanted, lane) => make({ ...wanted, lane, to: gate.other() ?? '' }, true, wanted.stream),
  };
  const seen = openSeen();
  const kept = openKeepers(maker, gate.mayKeep);
  const answered = openAnswered({
    clock: deps,
    mayAnswer: gate.mayAnswer,
    answer: (offer) => make({ ...offer, to: offer.from }, false, null),
    onUp: seen.up,
    onDown: seen.down,
  });
  const stop = watch(session, {
    gate,
    kept,
    answered,
    seen,
    voice,
    refused,
    pair,
    ledger,
    isHidden,
    clock: deps,
  });

  return {
    talk: seen.talk,
    shown: seen.shown,
    showing: seen.showing,
    picture: seen.picture,
    granted: seen.granted,
    refused: refusal,
    isStuck: hidden.isStuck,
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
    openGranted(kind, grant) {
      const wanted: Wanted = { kind, ref: grant.gid, stream: null };
      if (!gate.mayKeep(wanted)) return refuse('NO_LIVE_GRANT');
      kept.keep(wanted, { giveUpMs: SCREEN_LOST_MS, ...seen.asKeeper(wanted) });
      return null;
    },
    closeGranted: (kind) => kept.drop(kind),
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

interface Voice {
  /** Speaks for one lane: its description first, vouched for, then its addresses, in order. */
  of(purpose: Purpose, to: string): (data: LaneData) => void;
  /** What came, once its sender's key has vouched for it; in order. @returns why it must not be believed, or null */
  hear(signal: Signal, take: (signal: Heard) => void): Promise<ErrorCode | null>;
}
interface VoiceOptions {
  readonly session: Session;
  readonly pair: ReadonlySignal<Pair | null>;
  readonly ledger: Pick<Ledger, 'settled'>;
  readonly peerOf: PeerOf;
  readonly clock: Clock;
}

function openVoice({ session, pair, ledger, peerOf, clock }: VoiceOptions): Voice {
  let inbound: Promise<unknown> = Promise.resolve();
  const send = async (data: LaneData, purpose: Purpose, id: string) => {
    const [by, to] = [pair.peek(), peerOf(id)];
    if (!by || !to || session.state.peek().phase !== 'open') return;
    const { kind, ref, lane } = purpose;
    const out = await vouched(data, purpose, { pair: by, to, now: clock.now() });
    if (out) session.signal({ to: to.id, lane, kind, ref, data: out });
  };
  return {
    of(purpose, to) {
      let tail: Promise<unknown> = Promise.resolve();
      return (data) => {
        tail = tail.then(() => send(data, purpose, to)).catch(() => {});
      };
    },
    hear(signal, take) {
      const heard = inbound.then(async () => {
        // What allows this lane, and who vouches for the other end, was told before it; it has to be judged before it as well.
        await ledger.settled();
        const [by, from] = [pair.peek(), peerOf(signal.from)];
        const data = by && from ? await accepted(signal, by, from) : ({ wrong: 'NEEDS_AUTH' } as const);
        if ('wrong' in data) return data.wrong;
        take({ ...signal, data });
        return null;
      });
      inbound = heard.catch(() => {});
      return heard;
    },
  };
}

interface Watched {
  readonly gate: Gate;
  readonly kept: Keepers;
  readonly answered: Answered;
  readonly seen: Seen;
  readonly voice: Voice;
  readonly refused: (kind: LaneKind, why: ErrorCode) => void;
  readonly pair: ReadonlySignal<Pair | null>;
  readonly ledger: Pick<Ledger, 'grants'>;
  readonly isHidden: ReadonlySignal<boolean>;
  readonly clock: Clock;
}

/** Follows the session: what has lost its reason ends, what ought to exist begins, signals find their lane. */
function watch(session: Session, watched: Watched): Cancel {
  const { gate, kept, answered, seen, voice, refused, pair, ledger, isHidden, clock } = watched;
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
    answered.dropBroken();
    kept.restart();
  };
  let wasThere = false;
  let wasHidden = isHidden.peek();
  const stops = [
    session.onSignal((signal) => {
      const isOurs = gate.mayCall(signal.from) && signal.to === session.you.value?.id;
      const drop = () => {
        // Both ends may close a lane at once; a close that finds none is no sign of anything.
        if (!isOurs || signal.data.type !== 'close') seen.dropped.value += 1;
      };
      if (!isOurs) return drop();
      void voice
        .hear(signal, (heard) => {
          if (!kept.take(heard) && !answered.take(heard)) drop();
        })
        .then((wrong) => {
          if (wrong === null) return;
          drop();
          refused(signal.kind, wrong);
        });
    }),
    effect(() => {
      // Read here, so that each change of state, presence or connection is looked at.
      void [session.state.value, session.present.value, session.you.value, session.status.value];
      void [pair.value, ledger.grants.value];
      untracked(() => {
        const isThere = gate.isOtherPresent();
        // Whoever was away has heard no signal meanwhile: a page that was loaded anew knows nothing of our attempt.
        if (isThere && !wasThere) again();
        wasThere = isThere;
        review();
      });
    }),
    effect(() => {
      const isNow = isHidden.value;
      if (wasHidden && !isNow) untracked(again);
      wasHidden = isNow;
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
