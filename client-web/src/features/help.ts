// One session's whole machinery at one end, put together in order: the broker's socket, the meeting in which the two ends come
// to know each other's keys, what is signed and verified under them, the lanes, and what travels on those. Both faces use
// it; each adds what is its own.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { type Comparison, openComparison } from '../../../link/comparison.ts';
import { introduce } from '../../../link/introduce.ts';
import { type Lanes, openLanes } from '../../../link/lanes.ts';
import { type Ledger, openLedger } from '../../../link/ledger.ts';
import type { Meeting, MeetingDeps } from '../../../link/meet.ts';
import { loadPair, type Pair, wasRead } from '../../../link/pair.ts';
import { openSession, type Session } from '../../../link/session.ts';
import { openSpeech, type Speech } from '../../../link/speech.ts';
import { openTalk, type TalkLine } from '../../../link/talk.ts';
import { sendTranscript } from '../../../link/transcript.ts';
import type { BrokerKey } from '../../../shared/consent/broker-word.ts';
import type { SigningKey } from '../../../shared/consent/jws.ts';
import type { Refusal } from '../../../shared/errors.ts';
import type { Scope } from '../../../shared/session/scopes.ts';
import { browser, browserRtc, browserStorage, socketUrl } from '../link/browser.ts';
import { type Chat, openChat } from './chat/chat.ts';
import { openTyping, type Typing } from './chat/typing.ts';
import { type Checklist, openChecklist } from './checklist/checklist.ts';
import { type Files, openFiles } from './files/files.ts';
import { pickSink } from './files/sinks.ts';

export interface Help {
  readonly session: Session;
  readonly meeting: Meeting;
  /** Null until the two ends know each other's keys, and in a browser that was not there when they met. */
  readonly pair: ReadonlySignal<Pair | null>;
  readonly speech: Speech;
  readonly ledger: Ledger;
  readonly comparison: Comparison;
  readonly lanes: Lanes;
  readonly talk: TalkLine;
  readonly chat: Chat;
  readonly typing: Typing;
  readonly checklist: Checklist;
  readonly files: Files;
  /** Ends the session for both: what moves is cut here first. Says what the log may know of the chat. */
  end(): Promise<void>;
  close(): void;
}

export interface HelpOptions {
  readonly sid: string;
  readonly role: 'technician' | 'customer';
  readonly key: SigningKey;
  readonly brokerKeys: readonly BrokerKey[];
  /** This browser comes back. One that comes with a code begins anew: a key that was met before proves nothing now. */
  readonly isBack: boolean;
  getTicket(): Promise<{ readonly ticket: string } | Refusal>;
  meet(deps: MeetingDeps): Meeting;
  /** The person at this page hides its address. */
  readonly isHidden?: ReadonlySignal<boolean>;
  /** What the person at this page has locked for themselves. */
  readonly isLocked?: (scope: Scope) => boolean;
}

export async function openHelp({
  sid,
  role,
  key,
  brokerKeys,
  isBack,
  getTicket,
  meet,
  isHidden,
  isLocked,
}: HelpOptions): Promise<Help> {
  const storage = browserStorage;
  const pair = signal<Pair | null>(isBack ? await loadPair({ sid, role, mine: key }, storage) : null);
  const hadRead = isBack && (await wasRead(sid, storage));
  const url = socketUrl('/socket');
  const session = openSession({ sid, url, getTicket, storage, deps: browser });
  const meeting = meet({ session, storage, deps: browser });
  const speech = openSpeech({ session, pair, storage, deps: browser, ...(isLocked && { isLocked }) });
  const comparison = openComparison({ session, pair, speech, deps: browser, hadRead, storage });
  const ledger = openLedger({ session, pair, brokerKeys, hasCompared: comparison.hasRead, clock: browser });
  const lanes = openLanes({
    session,
    pair,
    ledger,
    rtc: browserRtc(),
    deps: browser,
    ...(isHidden && { isHidden }),
  });
  const talk = openTalk(lanes.talk, browser, role === 'technician' ? 'customer' : 'technician');
  const chat = await openChat({ sid, role, talk, storage, now: session.now, chance: browser });
  const typing = openTyping(talk, browser);
  const checklist = await openChecklist({ sid, role, talk, storage, chance: browser });
  const files = openFiles({ session, lanes, pickSink, deps: browser });
  const unkeep = sendTranscript({
    session,
    mine: computed(() =>
      chat.lines.value.filter((line) => line.mine).map(({ n, at, text }) => ({ n, at, text })),
    ),
  });
  const unmeet = introduce({ meeting, pair, speech });
  return {
    session,
    meeting,
    pair,
    speech,
    ledger,
    comparison,
    lanes,
    talk,
    chat,
    typing,
    checklist,
    files,
    end: async () => {
      for (const { fileId, stage } of files.entries.peek())
        if (stage === 'accepted' || stage === 'moving') void files.cancel(fileId);
      await session.wish({ type: 'end', chat: await chat.digest() });
    },
    close: () => {
      unkeep();
      unmeet();
      files.close();
      checklist.close();
      typing.close();
      chat.close();
      talk.close();
      lanes.close();
      comparison.close();
      ledger.close();
      meeting.close();
      session.close();
    },
  };
}

/** The desk keeps what is written in this session: its first event says so. */
export const isTranscriptKept = ({ session }: Pick<Help, 'session'>): boolean => {
  const state = session.state.value;
  return state.phase !== 'new' && state.keepsTranscript;
};

/** Sessions this tab has taken for itself; a lock is given only once, also to the same page. */
const held = new Set<string>();

/** Resolves with true once this tab alone holds the session; false when another tab of this browser has it. */
export function holdSession(sid: string): Promise<boolean> {
  if (held.has(sid) || !navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    void navigator.locks.request(`permesso.${sid}`, { ifAvailable: true }, (lock) => {
      if (lock) held.add(sid);
      resolve(lock !== null);
      // Held until the page goes away.
      return lock ? new Promise<never>(() => {}) : undefined;
    });
  });
}
