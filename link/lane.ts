// One WebRTC connection between the two ends, behind five verbs: send, signal, close, on, and `openLane` that makes it.
// It wraps simple-peer's public API and shows nothing of it. What the lane is for, and when it may exist, is lanes.ts.
import SimplePeer from 'simple-peer';
import type { IceServer } from '../shared/protocol/down.ts';
import type { LaneKind } from '../shared/protocol/lane-kind.ts';
import { fingerprintOf } from '../shared/protocol/sdp.ts';
import type { LaneData, Signal } from '../shared/protocol/signal.ts';
import type { Cancel, Clock, Rtc } from './deps.ts';
import { withBitRate } from './bit-rate.ts';
import { isCertificateOf } from './lane-certificate.ts';
import { openListeners } from './lane-listeners.ts';
import { openQualityMeter } from './lane-quality.ts';
import { openInbound, openOutbound } from './lane-signals.ts';
import { bitRateOf, tuneReceiver, tuneSender } from './lane-video.ts';
import { watchWay } from './lane-way.ts';

/** `refused`: the other end signalled something that shared/protocol forbids. */
export type CloseReason = 'here' | 'there' | 'failed' | 'refused';

/** A signal whose sender has vouched for it. */
export type Heard = Omit<Signal, 'data'> & { readonly data: LaneData };

export interface LaneHandlers {
  connect(): void;
  data(message: string | Uint8Array): void;
  stream(stream: MediaStream): void;
  close(reason: CloseReason): void;
}

/** How the connection does; null where this browser does not tell. */
export interface Quality {
  readonly rttMs: number | null;
  /** Share of video packets lost since the last look, 0 to 1. */
  readonly lost: number | null;
  readonly fps: number | null;
  readonly width: number | null;
  readonly height: number | null;
  /** Both directions together, since the last look. */
  readonly bytesPerSecond: number | null;
}

export interface LaneOptions {
  readonly kind: LaneKind;
  /** The side that has the track, the file or the code begins. */
  readonly isInitiator: boolean;
  readonly iceServers: readonly IceServer[];
  /** Through a relay alone; the other end hears of no address but the relay's. */
  readonly isHidden?: boolean;
  /** What the lane shows to the other end, from the first moment. */
  readonly stream?: MediaStream;
  /** Carries a description or candidate to the other end. */
  signal(data: LaneData): void;
  readonly rtc: Rtc;
  readonly clock: Clock;
}

export interface Lane {
  readonly kind: LaneKind;
  /**
   * Sends one message; wait for the answer before sending the next bulk chunk.
   * @returns true once the queue has room again, false when the lane is not up
   */
  send(message: string | Uint8Array): Promise<boolean>;
  /** Takes what the other end signalled; it is judged first. */
  signal(data: LaneData): void;
  close(): void;
  /** Messages that came before the first `data` handler are kept for it; `stream`, `connect` and `close` are retold. */
  on(handlers: Partial<LaneHandlers>): Cancel;
  stats(): Promise<Quality>;
  /** False while the other end does not answer; a lane that stays so for some seconds ends by itself. */
  isWhole(): boolean;
}

/** Bytes that may wait in the channel; more would only add seconds of queue. */
const HIGH_WATER = 1024 * 1024;
const LOW_WATER = 256 * 1024;
/** How often the queue is looked at where the channel does not tell (Node). */
const LOOK_MS = 10;

/** What our RTCPeerConnection subclass saw of itself. */
interface Inside {
  pc: RTCPeerConnection | null;
  channel: RTCDataChannel | null;
}

export function openLane(options: LaneOptions): Lane {
  const { kind, isInitiator, rtc } = options;
  const isShowing = kind === 'screen' && options.stream !== undefined;
  const inside: Inside = { pc: null, channel: null };
  const peer = makePeer(options, inside);
  const listeners = openListeners(() => finish('refused'));
  const outbound = openOutbound(options.signal, options.isHidden === true);
  const inbound = openInbound(kind, isInitiator);
  const meter = openQualityMeter(options.clock);
  const room = openRoom(options.clock, () => peer.bufferSize);
  let isOver = false;
  /** The fingerprint of the other end's description, which its signed statement named. */
  let described: string | null = null;

  const finish = (reason: CloseReason) => {
    if (isOver) return;
    isOver = true;
    room.close();
    way.close();
    peer.destroy();
    listeners.close(reason);
  };
  const way = watchWay(inside.pc, options.clock, () => finish('failed'));
  prepare(inside, { finish, onRoom: room.look });
  if (isShowing) void tuneSender(inside.pc, rtc);

  // Attached in the same tick: simple-peer keeps nothing for late listeners.
  peer.on('signal', outbound);
  peer.on('data', (data: string | Uint8Array) => listeners.data(data));
  peer.on('stream', (stream: MediaStream) => listeners.stream(stream));
  peer.on('connect', () => {
    // DTLS has compared them already; a browser that tells its certificate is not taken at its word.
    if (!isCertificateOf(inside.pc, described)) return finish('refused');
    if (isShowing) void tuneSender(inside.pc, rtc);
    listeners.connect();
  });
  // When the other end leaves, browsers report an abort of the channel before the close.
  peer.on('error', (error: Error & { code?: string }) =>
    finish(error.code === 'ERR_DATA_CHANNEL' ? 'there' : 'failed'),
  );
  peer.on('close', () => finish('there'));

  return {
    kind,
    async send(message) {
      if (isOver || !peer.connected) return false;
      try {
        peer.send(message);
      } catch {
        finish('failed');
        return false;
      }
      return peer.bufferSize <= HIGH_WATER || room.wait();
    },
    signal(data) {
      if (isOver) return;
      if (data.type === 'close') return finish('there');
      const verdict = inbound(data);
      if (verdict === 'refuse') return finish('refused');
      if (verdict === 'drop') return;
      if (data.type !== 'candidate') described = fingerprintOf(data.sdp);
      const isAnswer = isShowing && data.type === 'answer';
      const shown = isAnswer ? { ...data, sdp: withBitRate(data.sdp, bitRateOf(rtc)) } : data;
      peer.signal(JSON.stringify(shown));
    },
    close: () => finish('here'),
    on: listeners.on,
    stats: () => meter(isOver ? null : inside.pc),
    isWhole: () => !isOver && way.isWhole(),
  };
}

function makePeer(
  { isInitiator, iceServers, isHidden, stream, rtc }: LaneOptions,
  inside: Inside,
): SimplePeer.Instance {
  // The public way to reach the connection itself: simple-peer makes it from the class it is given.
  class Watched extends rtc.RTCPeerConnection {
    constructor(config?: RTCConfiguration) {
      super(config);
      inside.pc = this;
    }
    override createDataChannel(label: string, init?: RTCDataChannelInit): RTCDataChannel {
      inside.channel = super.createDataChannel(label, init);
      return inside.channel;
    }
  }
  return new SimplePeer({
    initiator: isInitiator,
    trickle: true,
    // Keeps text and binary apart.
    objectMode: true,
    channelConfig: { negotiated: true, id: 0 },
    // Always named, since simple-peer's own default asks public STUN servers.
    config: {
      iceServers: iceServers.map(toRtcServer),
      ...(isHidden ? { iceTransportPolicy: 'relay' } : {}),
    },
    wrtc: { ...rtc, RTCPeerConnection: Watched },
    ...(stream ? { stream } : {}),
  });
}

const toRtcServer = ({ urls, username, credential }: IceServer): RTCIceServer => ({
  urls,
  ...(username === undefined ? {} : { username }),
  ...(credential === undefined ? {} : { credential }),
});

function prepare(
  { pc, channel }: Inside,
  { finish, onRoom }: { finish(reason: CloseReason): void; onRoom(): void },
): void {
  // Our one channel is negotiated; whoever announces another is up to something.
  pc?.addEventListener('datachannel', () => finish('refused'));
  pc?.addEventListener('track', (event) => tuneReceiver(event.receiver));
  if (channel && typeof channel.bufferedAmountLowThreshold === 'number') {
    channel.bufferedAmountLowThreshold = LOW_WATER;
    channel.addEventListener('bufferedamountlow', onRoom);
  }
}

interface Room {
  /** Resolves true when the queue has drained, false when the lane is over. */
  wait(): Promise<boolean>;
  look(): void;
  close(): void;
}

function openRoom(clock: Clock, queued: () => number): Room {
  let waiting: ((hasRoom: boolean) => void)[] = [];
  let isOver = false;
  let stopLooking: Cancel = () => {};
  const answer = (hasRoom: boolean) => {
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve(hasRoom);
  };
  const look = () => {
    stopLooking();
    if (isOver) return;
    if (queued() <= LOW_WATER) return answer(true);
    if (waiting.length > 0) stopLooking = clock.after(LOOK_MS, look);
  };
  return {
    wait: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        look();
      }),
    look,
    close() {
      isOver = true;
      stopLooking();
      answer(false);
    },
  };
}
