// The two ends of a session as Node processes have them: the pages' own link, lanes, chat and consent flow, with `wrtc`
// for WebRTC and the real broker between them. A camera of coloured frames stands in for the browser's picker.
import { randomBytes, randomUUID } from 'node:crypto';
import wrtc from 'wrtc';
import { WebSocket } from 'ws';
import { type Chat, openChat } from '../../client-web/src/features/chat/chat.ts';
import { openViewFlow, type ViewFlow } from '../../client-web/src/features/consent/view-flow.ts';
import type { Capture, Capturer } from '../../client-web/src/features/screen/capture.ts';
import type { Chance, Clock, Rtc, SocketLike, Storage } from '../../client-web/src/link/deps.ts';
import { type Lanes, openLanes } from '../../client-web/src/link/lanes.ts';
import { openSession, type Session } from '../../client-web/src/link/session.ts';
import { openTalk, type TalkLine } from '../../client-web/src/link/talk.ts';
import type { Surface } from '../../shared/session/scopes.ts';
import type { Where } from './tab.ts';

const clock: Clock & Chance = {
  now: () => Date.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  newId: () => randomBytes(16).toString('base64url'),
  newUuid: () => randomUUID(),
};
const rtc: Rtc = { ...wrtc, cores: 2 };

export interface Peer {
  readonly session: Session;
  readonly lanes: Lanes;
  readonly talk: TalkLine;
  readonly chat: Chat;
  close(): void;
}

interface PeerOptions {
  readonly where: Where;
  readonly sid: string;
  readonly role: 'technician' | 'customer';
  readonly getTicket: () => Promise<string>;
}

export async function openPeer({ where, sid, role, getTicket }: PeerOptions): Promise<Peer> {
  class Socket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: { origin: where.origin } });
    }
  }
  const session = openSession({
    sid,
    url: `ws://127.0.0.1:${where.port}/socket`,
    getTicket: async () => ({ ticket: await getTicket() }),
    storage: memory(),
    deps: {
      ...clock,
      WebSocket: Socket as unknown as new (url: string, protocols: string[]) => SocketLike,
      onWake: () => () => {},
      onAway: () => () => {},
    },
  });
  const lanes = openLanes({ session, rtc, deps: clock });
  const talk = openTalk(lanes.talk, clock);
  const chat = await openChat({ sid, role, talk, storage: memory(), now: session.now, chance: clock });
  const close = () => {
    chat.close();
    talk.close();
    lanes.close();
    session.close();
  };
  return { session, lanes, talk, chat, close };
}

/** The customer's consent flow over a camera in place of the browser's picker. */
export function openFlow(peer: Peer, camera: Capturer): ViewFlow {
  const notice = () => ({ id: 'consent.view', version: '2026-11-22', language: 'en' as const });
  const { session, lanes } = peer;
  return openViewFlow({
    session,
    lanes,
    capturer: camera,
    clock,
    monotonic: () => performance.now(),
    notice,
  });
}

/** A picker that always gives a small grey picture of this kind, 25 times a second until it is stopped. */
export function camera(surface: Surface): Capturer & { readonly captures: Capture[] } {
  const captures: Capture[] = [];
  return {
    captures,
    pick: async () => {
      const source = new wrtc.nonstandard.RTCVideoSource();
      const track = source.createTrack();
      const data = new Uint8Array(64 * 48 * 1.5).fill(128);
      const timer = setInterval(() => source.onFrame({ width: 64, height: 48, data }), 40);
      const capture: Capture = {
        stream: new wrtc.MediaStream([track]),
        surface,
        isGuess: false,
        stop: () => {
          clearInterval(timer);
          track.stop();
        },
        watch: () => () => {},
      };
      captures.push(capture);
      return capture;
    },
  };
}

/** Resolves with the first frame of the stream. */
export function firstFrame(stream: MediaStream): Promise<{ width: number; height: number }> {
  const [track] = stream.getVideoTracks();
  return new Promise((resolve, reject) => {
    if (!track) return reject(new Error('a stream without a picture'));
    const sink = new wrtc.nonstandard.RTCVideoSink(track);
    sink.onframe = ({ frame }: { frame: { width: number; height: number } }) => {
      sink.stop();
      resolve({ width: frame.width, height: frame.height });
    };
  });
}

function memory(): Storage {
  const kept = new Map<string, unknown>();
  return {
    get: async (key) => structuredClone(kept.get(key)),
    set: async (key, value) => void kept.set(key, structuredClone(value)),
    del: async (key) => void kept.delete(key),
  };
}
