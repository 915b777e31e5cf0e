// The browser's own clock, randomness, storage, sockets and WebRTC, as link and features want them handed in.
import { del, get, keys, set } from 'idb-keyval';
import * as z from 'zod/mini';
import type { Chance, Clock, Rtc, Storage } from '../../../link/deps.ts';
import type { SocketDeps } from '../../../link/socket.ts';

// The pages' content security policy forbids eval; without this zod would try it once and be reported.
z.config({ jitless: true });

/** Network Information API: on phones and tablets with Chromium, `wifi`, `cellular`, `none` and others. */
interface Network extends EventTarget {
  readonly type?: string;
}

export const browser: Clock & Chance & SocketDeps = {
  now: () => Date.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  },
  newUuid: uuid4,
  bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  // Looked up at each call, so that importing this file needs no browser.
  get WebSocket() {
    return globalThis.WebSocket;
  },
  onWake(act) {
    const onVisible = () => {
      if (document.visibilityState === 'visible') act();
    };
    window.addEventListener('online', act);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.removeEventListener('online', act);
      document.removeEventListener('visibilitychange', onVisible);
    };
  },
  onAway(act) {
    window.addEventListener('offline', act);
    return () => window.removeEventListener('offline', act);
  },
  onMove(act) {
    const { connection } = navigator as Navigator & { readonly connection?: Network };
    // Where the kind of network is not told, the browser speaks up for each change of speed as well, which is no reason for anything.
    let type = connection?.type;
    const onChange = () => {
      const before = type;
      type = connection?.type;
      // After `none` it is `online` that tells.
      if (type !== before && type !== 'none' && before !== 'none' && before !== undefined) act();
    };
    connection?.addEventListener('change', onChange);
    return () => connection?.removeEventListener('change', onChange);
  },
};

export const browserStorage: Storage = {
  get: (key) => get(key),
  set: (key, value) => set(key, value),
  del: (key) => del(key),
  names: async () => (await keys()).map(String),
};

/** The browser's WebRTC. Only call it where `RTCPeerConnection` exists. */
export const browserRtc = (): Rtc => ({
  RTCPeerConnection: globalThis.RTCPeerConnection,
  RTCSessionDescription: globalThis.RTCSessionDescription,
  RTCIceCandidate: globalThis.RTCIceCandidate,
  RTCRtpReceiver: globalThis.RTCRtpReceiver,
  cores: navigator.hardwareConcurrency,
});

/** `/socket?x` as an absolute ws: or wss: address of this site. */
export function socketUrl(path: string): string {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/** Version 4. `crypto.randomUUID` does not exist on plain http away from localhost. */
function uuid4(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const set8 = (at: number, keep: number, mark: number) => {
    bytes[at] = ((bytes[at] ?? 0) & keep) | mark;
  };
  set8(6, 0x0f, 0x40);
  set8(8, 0x3f, 0x80);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
