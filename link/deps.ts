// What the link needs from the place it runs in: a browser page, or a Node process in tests. It knows neither.

/** Undoes what was set up: takes a listener off, clears a timer. Harmless when called twice. */
export type Cancel = () => void;

export interface Clock {
  /** Milliseconds since 1970 by this machine's own clock. */
  now(): number;
  /** Runs `act` once, `ms` from now. */
  after(ms: number, act: () => void): Cancel;
}

export interface Chance {
  /** 0 <= x < 1, for jitter only. */
  random(): number;
  /** 128 random bits in base64url, as `id` in shared/field.ts. */
  newId(): string;
  newUuid(): string;
  /** Fresh random bytes, fit for keys. */
  bytes(count: number): Uint8Array;
}

/** A small keeper of values by key. What comes back is decoded by the reader, since anybody may have written it. */
export interface Storage {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  del(key: string): Promise<void>;
  names(): Promise<readonly string[]>;
}

/** The part of a WebSocket that is used; both the browser's and that of `ws` fit. */
export interface SocketLike {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
}
export type SocketConstructor = new (url: string, protocols: string[]) => SocketLike;

/** The WebRTC of this place: the browser's globals, or `wrtc`. */
export interface Rtc {
  readonly RTCPeerConnection: typeof RTCPeerConnection;
  readonly RTCSessionDescription: typeof RTCSessionDescription;
  readonly RTCIceCandidate: typeof RTCIceCandidate;
  readonly RTCRtpReceiver?: { getCapabilities?(kind: string): { codecs: RTCRtpCodec[] } | null };
  /** Processor cores, which decide what a video codec may cost. */
  readonly cores: number;
}
