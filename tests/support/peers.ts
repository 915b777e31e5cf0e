// The two ends of a session as Node processes have them: the pages' own link, meeting, lanes, chat and consent flow, with
// `wrtc` for WebRTC and the real broker between them. A camera of coloured frames stands in for the browser's picker.
import { signal } from '@preact/signals';
import wrtc from 'wrtc';
import { type Chat, openChat } from '../../client-web/src/features/chat/chat.ts';
import {
  openViewFlow,
  type ReadNotice,
  type ViewFlow,
} from '../../client-web/src/features/consent/view-flow.ts';
import type { Capture, Capturer } from '../../client-web/src/features/screen/capture.ts';
import { memory, clock as nodeClock, rtc, socketDeps } from '../../host/place.ts';
import { type Comparison, openComparison } from '../../link/comparison.ts';
import type { Storage } from '../../link/deps.ts';
import { introduce } from '../../link/introduce.ts';
import { type Lanes, openLanes } from '../../link/lanes.ts';
import { type Ledger, openLedger } from '../../link/ledger.ts';
import type { Meeting, MeetingDeps } from '../../link/meet.ts';
import { meetAsCustomer } from '../../link/meet-customer.ts';
import { meetAsTechnician } from '../../link/meet-technician.ts';
import { loadPair, type Pair } from '../../link/pair.ts';
import { openSession, type Session } from '../../link/session.ts';
import { openSpeech, type Speech } from '../../link/speech.ts';
import { openTalk, type TalkLine } from '../../link/talk.ts';
import { isBrokersCode, partsOf } from '../../shared/code/code.ts';
import { type BrokerKey, brokerKeys as brokerKeysSchema } from '../../shared/consent/broker-word.ts';
import type { SigningKey } from '../../shared/consent/jws.ts';
import { currentNotice, noticeText } from '../../shared/consent/notices.ts';
import { hostInvited } from '../../shared/protocol/http.ts';
import type { Surface } from '../../shared/session/scopes.ts';
import { type Desk, type Opened, proofBy, type Technician, ticketFor } from './actors.ts';
import { Refused } from './line.ts';
import { newKey } from './statements.ts';
import type { Tab, Where } from './tab.ts';

/** A host's place is that of any Node process. */
export { memory, nodeClock };

export interface Peer {
  readonly session: Session;
  readonly meeting: Meeting;
  readonly pair: { readonly value: Pair | null };
  readonly speech: Speech;
  readonly ledger: Ledger;
  readonly comparison: Comparison;
  readonly lanes: Lanes;
  readonly talk: TalkLine;
  readonly chat: Chat;
  close(): void;
}

interface PeerOptions {
  readonly where: Where;
  readonly sid: string;
  readonly role: 'technician' | 'customer';
  readonly key: SigningKey;
  readonly brokerKeys: readonly BrokerKey[];
  readonly storage?: Storage;
  readonly getTicket: () => Promise<string>;
  readonly meet: (deps: MeetingDeps) => Meeting;
}

export async function openPeer(options: PeerOptions): Promise<Peer> {
  const { where, sid, role, key, brokerKeys, getTicket, meet, storage = memory() } = options;
  const pair = signal<Pair | null>(await loadPair({ sid, role, mine: key }, storage));
  const session = openSession({
    sid,
    url: `ws://127.0.0.1:${where.port}/socket`,
    getTicket: async () => ({ ticket: await getTicket() }),
    storage,
    deps: socketDeps(where.origin),
  });
  const meeting = meet({ session, storage, deps: nodeClock });
  const speech = openSpeech({ session, pair, storage, deps: nodeClock });
  const comparison = openComparison({ session, pair, speech, deps: nodeClock, hadRead: false, storage });
  const ledger = openLedger({ session, pair, brokerKeys, hasCompared: comparison.hasRead, clock: nodeClock });
  const lanes = openLanes({ session, pair, ledger, rtc: rtc(), deps: nodeClock });
  const talk = openTalk(lanes.talk, nodeClock, role === 'technician' ? 'customer' : 'technician');
  const chat = await openChat({ sid, role, talk, storage, now: session.now, chance: nodeClock });
  const unmeet = introduce({ meeting, pair, speech });
  const close = () => {
    unmeet();
    chat.close();
    talk.close();
    lanes.close();
    comparison.close();
    ledger.close();
    meeting.close();
    session.close();
  };
  return { session, meeting, pair, speech, ledger, comparison, lanes, talk, chat, close };
}

/** The broker's published keys, as pages fetch them. */
export async function keysOf(tab: Tab): Promise<readonly BrokerKey[]> {
  return brokerKeysSchema.parse((await tab.get('/.well-known/permesso-keys.json')).json).keys;
}

interface Company {
  readonly where: Where;
  readonly brokerKeys: readonly BrokerKey[];
}

/** A technician's page in a session that this technician opened. */
export async function technicianPeer(
  technician: Technician,
  { sid, code }: Opened,
  { where, brokerKeys }: Company,
): Promise<Peer> {
  const key = await technician.key();
  let attestation: string | null = null;
  const secret = isBrokersCode(code) ? null : partsOf(code).secret;
  return openPeer({
    where,
    sid,
    role: 'technician',
    key,
    brokerKeys,
    getTicket: async () => {
      const got = await technician.fetchesAttestation(sid);
      attestation = got.attestation;
      return got.ticket;
    },
    meet: (deps) => meetAsTechnician({ ...deps, key, secret, attestation: () => attestation }),
  });
}

export interface Guest {
  readonly sid: string;
  readonly peer: Peer;
  readonly key: SigningKey;
  /** The same customer once more, as after a reload. */
  again(): Promise<Peer>;
  /** An address for the host on this computer. */
  invitesHost(): Promise<string>;
}

/** A customer's page after the code was typed. @throws Refused when the broker does not let it in */
export async function customerPeer(tab: Tab, code: string, { where, brokerKeys }: Company): Promise<Guest> {
  const known = isBrokersCode(code) ? code : partsOf(code).address;
  const device = { kind: 'computer', canShowScreen: true, language: 'it' } as const;
  const reply = await tab.post('/api/join', { code: known, device });
  if (reply.status !== 200) throw new Refused(reply.json?.error ?? '', reply.status);
  const joined = reply.json as {
    sid: string;
    ticket: string;
    technician: { name: string };
    desk: { name: string };
    resume: string;
  };
  const { sid } = joined;
  const key = await newKey();
  const storage = memory();
  const announced = { technician: joined.technician.name, desk: joined.desk.name };
  const secret = isBrokersCode(code) ? null : partsOf(code).secret;
  const open = (ticket: () => Promise<string>) =>
    openPeer({
      where,
      sid,
      role: 'customer',
      key,
      brokerKeys,
      storage,
      getTicket: ticket,
      meet: (deps) => meetAsCustomer({ ...deps, key, secret, brokerKeys, announced }),
    });
  const back = () => ticketFor(tab, { sid, resume: joined.resume, key });
  let first: string | null = joined.ticket;
  const peer = await open(async () => {
    const ticket = first;
    first = null;
    return ticket ?? back();
  });
  const invitesHost = async () => {
    const { resume } = joined;
    const proof = await proofBy(key, { tab, sid, resume });
    return hostInvited.parse((await tab.post('/api/host/invite', { sid, resume, proof })).json).address;
  };
  return { sid, key, peer, again: () => open(back), invitesHost };
}

export interface Two {
  readonly maria: Peer;
  readonly carla: Guest;
  readonly technician: Technician;
}

/** Two pages that have come to know each other, and whose customer has gone on. */
export async function twoPeers(desk: Desk, code: 'page' | 'broker' = 'page'): Promise<Two> {
  const technician = await desk.technician();
  const opened = await technician.createsSession(code);
  const company = { where: desk.where, brokerKeys: await keysOf(technician.tab) };
  const maria = await technicianPeer(technician, opened, company);
  const carla = await customerPeer(desk.tab(), opened.code, company);
  return { maria, carla, technician };
}

/** The customer's consent flow over a camera in place of the browser's picker. */
export function openFlow(peer: Peer, camera: Capturer): ViewFlow {
  const { session, speech, ledger, lanes } = peer;
  const state = session.state.peek();
  return openViewFlow({
    session,
    speech,
    ledger,
    lanes,
    capturer: camera,
    clock: nodeClock,
    monotonic: () => performance.now(),
    who: { ...WHO, verified: false, deskId: state.phase === 'open' ? state.desk : '' },
    version: '0.0.0',
  });
}

export const WHO = { tech: 'Maria Rossi', desk: 'Conti Informatica' };

/** What a customer has read who allows what is asked. */
export function readBy(asked: Surface, minutes = 15): ReadNotice {
  const notice = currentNotice('view', 'en');
  const text = noticeText(notice, { ...WHO, surface: asked, minutes });
  return { notice, text, minutes, manner: { m: 'click', shown: 1_200 } };
}

/** A picker that always gives a small grey picture of this kind, 25 times a second until it is stopped. */
export function camera(surface: Surface): Capturer & { readonly captures: Capture[] } {
  const captures: Capture[] = [];
  return {
    captures,
    same: (capture) => ({ ...capture, stream: new wrtc.MediaStream(capture.stream.getTracks()) }),
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
